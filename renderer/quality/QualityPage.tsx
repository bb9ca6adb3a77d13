/** 质控复核: interviews drawn for review on the left, the one being reviewed on the right. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { type ReviewFilter, reviewFilters } from '../../shared/quality/contract/quality.ts';
import { api, client } from '../base/client.ts';
import { useUser } from '../base/signedIn.ts';
import { Failure, Nothing } from '../ui/parts.tsx';
import { useStepKeys } from '../ui/SideList.tsx';
import { NurseReviewTable } from './NurseReviewTable.tsx';
import { monthText } from './qualityWords.ts';
import { filterNames, ReviewList } from './ReviewList.tsx';
import { ReviewView } from './ReviewView.tsx';
import { Unidentified } from './Unidentified.tsx';
import { askAgain } from './useReviewAction.ts';
import './quality.css';

const atOnce = 200;

/** The supervisor looks month by month, and what is finished by then is drawn from; a nurse sees all that was looked at. */
function useReviews(filter: ReviewFilter, chosenMonth: string | null, nurseId: string | null) {
  const supervisor = useUser().role === 'supervisor';
  const months = useQuery(api.reporting.workMonths.queryOptions({ input: {} }));
  const month = chosenMonth ?? months.data?.[0] ?? null;
  const { mutate, ...drawing } = useMutation({
    mutationFn: (input: { month: string }) => client.quality.drawReviews(input),
    onSuccess: ({ drawn }) => drawn > 0 && askAgain(),
  });
  useEffect(() => {
    if (supervisor && month) mutate({ month });
  }, [supervisor, month, mutate]);
  const input = { filter, limit: atOnce, ...(supervisor && month ? { month } : {}), ...(nurseId ? { nurseId } : {}) };
  const ready = !supervisor || month !== null;
  const reviews = useQuery(api.quality.reviews.queryOptions({ input, enabled: ready, placeholderData: keepPreviousData }));
  const nurses = useQuery(api.quality.nurseReviews.queryOptions({ input: { month: month ?? '2000-01' }, enabled: month !== null }));
  return { supervisor, months, month, drawing, reviews, nurses };
}

export function QualityPage() {
  const role = useUser().role;
  const [filter, setFilter] = useState<ReviewFilter>(role === 'nurse' ? 'sent_back' : 'open');
  const [chosenMonth, setMonth] = useState<string | null>(null);
  const [nurseId, setNurse] = useState<string | null>(null);
  const [openId, open] = useState<string>();
  const { supervisor, months, month, drawing, reviews, nurses } = useReviews(filter, chosenMonth, nurseId);
  const rows = reviews.data?.rows ?? [];
  // The first of a list is opened by itself once nothing more is being drawn for it, and stays, also where it leaves the list.
  const drawn = !supervisor || drawing.isSuccess || drawing.isError;
  const settled = drawn && reviews.isSuccess && !reviews.isFetching;
  const topId = settled ? rows[0]?.id : undefined;
  if (openId === undefined && topId !== undefined) open(topId);
  useStepKeys('份', rows, openId, open);
  const choose = (next: ReviewFilter) => {
    setFilter(next);
    open(undefined);
  };
  /** After a decision the next one of the list comes up. */
  const goOn = () => {
    const at = rows.findIndex((row) => row.id === openId);
    open((rows[at + 1] ?? rows[at - 1])?.id);
  };
  return (
    <div className="quality">
      <section className="side-list" aria-label="质控复核">
        <div className="side-head">
          <div className="row">
            <h1>质控复核</h1>
            <span className="grow" />
            {supervisor && (
              <Select
                size="small"
                aria-label="月份"
                value={month}
                onChange={(next) => {
                  setMonth(next);
                  open(undefined);
                }}
                options={(months.data ?? []).map((each) => ({ value: each, label: monthText(each) }))}
              />
            )}
          </div>
          {nurses.data && nurses.data.nurses.length > 0 && (
            <NurseReviewTable nurses={nurses.data.nurses} share={nurses.data.percent} chosen={nurseId} choose={setNurse} />
          )}
          {supervisor && <Unidentified />}
          <div className="side-chips">
            {reviewFilters
              .filter((each) => supervisor || each !== 'open')
              .map((each) => (
                <button
                  key={each}
                  type="button"
                  className={each === 'sent_back' && !supervisor && reviews.data?.counts.sent_back ? 'mark bad' : 'mark'}
                  aria-pressed={each === filter}
                  onClick={() => choose(each)}
                >
                  {filterNames[each]} {reviews.data?.counts[each] ?? ''}
                </button>
              ))}
          </div>
        </div>
        <Failure error={drawing.error ?? reviews.error ?? months.error} retry={() => void reviews.refetch()} />
        <ReviewList
          rows={rows}
          filter={filter}
          openId={openId}
          open={open}
          reviews={supervisor}
          loading={reviews.isLoading || drawing.isPending}
        />
      </section>
      {openId ? (
        <ReviewView key={openId} id={openId} done={goOn} />
      ) : (
        <Nothing>
          {months.data?.length === 0 ? '还没有抽样和访谈。访谈结束后，这里按比例抽取复核。' : !settled ? '' : '从左边选一份访谈'}
        </Nothing>
      )}
    </div>
  );
}
