/** The page 工作日历: a whole year, the pasted notice of the State Council, and the effect of saving on due dates. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Segmented, Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import { isKnownYear, isWorkingDay, type WorkCalendar } from '../../../shared/base/rules/workingDays.ts';
import { arrangementLines } from '../../../shared/upkeep/rules/holidayNotice.ts';
import { changedDays, dayKind, daysOf, missingYear, withArrangement, withDay } from '../../../shared/upkeep/rules/year.ts';
import { api, client, queries } from '../../base/client.ts';
import { type Command, useCommands } from '../../base/commands.ts';
import { Failure, Key, Page } from '../../ui/parts.tsx';
import { CalendarSide } from './CalendarSide.tsx';
import { NoticeDialog } from './NoticeDialog.tsx';
import { YearView } from './YearView.tsx';
import './calendar.css';

type Lists = { holidays: string[]; makeUpDays: string[] };
const listsOf = ({ holidays, makeUpDays }: WorkCalendar): Lists => ({ holidays: [...holidays], makeUpDays: [...makeUpDays] });

/** What is changed and not saved, with the lists it was changed from; it outlives a look at another room. */
let kept: { before: Lists; after: Lists } | null = null;

function useEdited() {
  const [edited, set] = useState(kept);
  return [
    edited,
    (next: typeof kept) => {
      kept = next;
      set(next);
    },
  ] as const;
}

export function CalendarPage() {
  const { message } = App.useApp();
  const today = civilDateOf(new Date().toISOString());
  const thisYear = Number(today.slice(0, 4));
  const stored = useQuery(api.upkeep.settings.queryOptions({ input: {} }));
  const [edited, setEdited] = useEdited();
  const [year, setYear] = useState(String(thisYear));
  const [reading, setReading] = useState(false);
  const before = useMemo(() => edited?.before ?? (stored.data && listsOf(stored.data)), [edited, stored.data]);
  const calendar = edited?.after ?? before;
  const changes = before && calendar ? changedDays(before, calendar) : [];
  const preview = useQuery(
    api.upkeep.previewCalendar.queryOptions({
      input: calendar ?? { holidays: [], makeUpDays: [] },
      enabled: changes.length > 0,
      retry: false,
    }),
  );
  const save = useMutation({
    mutationFn: (lists: { before: Lists; after: Lists }) => client.upkeep.saveCalendar(lists),
    onSuccess: async ({ moved }) => {
      setEdited(null);
      await queries.invalidateQueries({ queryKey: api.upkeep.key() });
      void message.success(moved > 0 ? `工作日历已保存，${moved} 件在办意见的到期日已改。` : '工作日历已保存，没有到期日变动。');
    },
  });
  const change = (next: WorkCalendar) => {
    if (!before) return;
    const after = listsOf(next);
    setEdited(changedDays(before, after).length > 0 ? { before, after } : null);
  };
  const store = () => before && calendar && changes.length > 0 && !save.isPending && save.mutate({ before, after: calendar });
  useCommands([
    { id: 'calendar-notice', label: '导入放假通知', keys: ['I'], run: () => setReading(true) },
    { id: 'calendar-save', label: '保存工作日历', keys: ['Ctrl+Enter'], when: changes.length > 0, run: store },
  ] satisfies Command[]);
  if (!calendar || !before)
    return (
      <Page title="工作日历">
        <Failure error={stored.error} retry={() => void stored.refetch()} />
        {stored.isLoading && <Skeleton active />}
      </Page>
    );
  const days = daysOf(year);
  const working = (lists: WorkCalendar) => days.filter((date) => isWorkingDay(date, lists)).length;
  const missing = missingYear(today, calendar);
  const count = (kind: string) => days.filter((date) => dayKind(date, calendar) === kind).length;
  return (
    <Page
      title="工作日历"
      beside={
        <>
          <Segmented
            aria-label="年份"
            value={year}
            onChange={setYear}
            options={[thisYear - 1, thisYear, thisYear + 1].map(String).map((value) => ({
              value,
              label: isKnownYear(value, calendar) ? value : `${value} 未录入`,
            }))}
          />
          <span className="mut">
            工作日 {working(before)} 天{working(calendar) !== working(before) && `（保存后 ${working(calendar)}）`}，放假 {count('holiday')}{' '}
            天，调休上班 {count('make_up')} 天
          </span>
        </>
      }
      actions={
        <>
          <Button onClick={() => setReading(true)}>
            导入通知 <Key>I</Key>
          </Button>
          <Button onClick={() => download(`工作日历-${year}.txt`, arrangementLines(days, calendar))}>导出</Button>
          {changes.length > 0 && <Button onClick={() => setEdited(null)}>放弃改动</Button>}
          <Button type="primary" disabled={changes.length === 0} loading={save.isPending} onClick={store}>
            {changes.length > 0 ? `保存改动 ${changes.length}` : '没有改动'} <Key>Ctrl ↵</Key>
          </Button>
        </>
      }
    >
      {missing && (
        <Alert
          type="warning"
          showIcon
          title={`${missing} 年的放假安排还没有录入，现在只按法定节日和周末计算，没有调休。国务院办公厅一般在十一月公布，请把通知全文粘贴进来。`}
          action={
            <Button
              size="small"
              onClick={() => {
                setYear(missing);
                setReading(true);
              }}
            >
              录入 {missing} 年
            </Button>
          }
        />
      )}
      <Failure error={save.error ?? preview.error} />
      <div className="calendar">
        <YearView
          year={year}
          today={today}
          calendar={calendar}
          before={before}
          toggle={(date) => change(withDay(date, !isWorkingDay(date, calendar), calendar))}
        />
        <CalendarSide year={year} calendar={calendar} changes={changes} moves={changes.length > 0 ? preview.data : undefined} />
      </div>
      {reading && (
        <NoticeDialog
          year={year}
          take={(arrangement, of) => {
            change(withArrangement(arrangement, calendar));
            setYear(of);
            setReading(false);
          }}
          close={() => setReading(false)}
        />
      )}
    </Page>
  );
}

function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
