/** The list of reviews, by what is to be done with them. */

import { reviewStates } from '../../shared/base/contract/words.ts';
import type { ReviewFilter, ReviewRow } from '../../shared/quality/contract/quality.ts';
import { Mark, Nothing } from '../ui/parts.tsx';
import { SideRow } from '../ui/SideList.tsx';
import { momentOf, stateTones } from './qualityWords.ts';

export const filterNames: Readonly<Record<ReviewFilter, string>> = { open: '待复核', sent_back: '已退回', done: '已完成' };

const empty: Readonly<Record<ReviewFilter, string>> = {
  open: '没有等待复核的访谈。',
  sent_back: '没有退回的访谈。',
  done: '还没有复核完的访谈。',
};

function Row({ row, on, open, reviews }: { row: ReviewRow; on: boolean; open: () => void; reviews: boolean }) {
  return (
    <SideRow on={on} open={open}>
      <span className="row">
        <b>{row.name}</b>
        <span className="mut quality-clip">{row.department}</span>
        <span className="grow" />
        {row.own && reviews ? <Mark tone="warn">本人访谈</Mark> : <Mark tone={stateTones[row.state]}>{reviewStates.zh[row.state]}</Mark>}
      </span>
      <span className="dim row">
        <span>
          {row.nurse} · {momentOf(row.finishedAt)}
        </span>
        <span className="grow" />
        {row.objections > 0 && <span className="bad">{row.objections} 项意见</span>}
      </span>
    </SideRow>
  );
}

export function ReviewList({
  rows,
  filter,
  openId,
  open,
  reviews,
  loading,
}: {
  rows: readonly ReviewRow[];
  filter: ReviewFilter;
  openId: string | undefined;
  open: (id: string) => void;
  /** The reader reviews others' interviews, and cannot her own. */
  reviews: boolean;
  loading: boolean;
}) {
  return (
    <div className="side-rows">
      {rows.map((row) => (
        <Row key={row.id} row={row} on={row.id === openId} open={() => open(row.id)} reviews={reviews} />
      ))}
      {!loading && rows.length === 0 && <Nothing>{empty[filter]}</Nothing>}
    </div>
  );
}
