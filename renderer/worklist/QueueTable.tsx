// biome-ignore-all lint/a11y/useSemanticElements: only the rows in sight exist, which a table element cannot say
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
/** The ordered queue: only the rows in sight exist; the row under the cursor is the one Enter takes. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { sexes } from '../../shared/base/contract/words.ts';
import type { QueueRow } from '../../shared/worklist/contract/workList.ts';
import { Mark } from '../ui/parts.tsx';
import { rowWords, shortDate } from './words.ts';
import './queueTable.css';

const rowHeight = 36;
const beyond = 8;
/** On a narrow screen the row does without these; the call screen has them. */
const narrowBelow = 1_000;
const spared: readonly string[] = ['出院', '电话'];
/** At twice the size, who and when are left. */
const smallBelow = 700;
const sparedToo: readonly string[] = ['科室', '诊断', '上次结果', '次数', '回访员'];

interface Column {
  readonly title: string;
  readonly width: string;
  readonly right?: boolean;
  readonly cell: (row: QueueRow, today: string) => ReactNode;
}

function When({ row, today }: { row: QueueRow; today: string }) {
  if (row.heldBy) return <Mark>{row.mine ? '您正在处理' : `${row.heldBy} 处理中`}</Mark>;
  const { when, tone } = rowWords(row, today);
  return tone ? <Mark tone={tone}>{when}</Mark> : when;
}

function Days({ row, today }: { row: QueueRow; today: string }) {
  const { window } = rowWords(row, today);
  return (
    <>
      {window && (window.tone ? <Mark tone={window.tone}>{window.word}</Mark> : <span className="dim">{window.word}</span>)} {row.daysSince}
    </>
  );
}

function Last({ row, today }: { row: QueueRow; today: string }) {
  const { last, lastDetail } = rowWords(row, today);
  if (row.lastOutcome === null) return <span className="dim">{last}</span>;
  return (
    <>
      {last} <span className="dim">{lastDetail}</span>
    </>
  );
}

const columns: readonly Column[] = [
  { title: '何时', width: '168px', cell: (row, today) => <When row={row} today={today} /> },
  {
    title: '患者',
    width: 'minmax(150px, 1fr)',
    cell: (row) => (
      <>
        <b>{row.name}</b>{' '}
        <span className="mut">
          {sexes.zh[row.sex]} {row.ageText}
        </span>
      </>
    ),
  },
  { title: '科室', width: '118px', cell: (row) => row.department },
  { title: '出院', width: '64px', cell: (row) => shortDate(row.dischargeDate) },
  { title: '第几天', width: '112px', right: true, cell: (row, today) => <Days row={row} today={today} /> },
  { title: '诊断', width: 'minmax(110px, 1.3fr)', cell: (row) => row.diagnosis },
  { title: '上次结果', width: '160px', cell: (row, today) => <Last row={row} today={today} /> },
  { title: '次数', width: '50px', right: true, cell: (row) => row.attempts },
  { title: '回访员', width: '76px', cell: (row) => row.nurseName ?? <span className="dim">待取</span> },
  { title: '电话', width: '124px', cell: (row) => row.phone },
];

const fits = (title: string, width: number) =>
  !(width < narrowBelow && spared.includes(title)) && !(width < smallBelow && sparedToo.includes(title));

export function QueueTable({
  total,
  rowAt,
  today,
  cursor,
  withNurse,
  loading,
  empty,
  open,
  show,
}: {
  total: number;
  /** Undefined while its page is on its way. */
  rowAt: (index: number) => QueueRow | undefined;
  today: string;
  /** Index of the row under the cursor; -1 for none. */
  cursor: number;
  withNurse: boolean;
  loading: boolean;
  empty: ReactNode;
  open: (row: QueueRow) => void;
  /** These rows are in sight. */
  show: (from: number, to: number) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ from: 0, count: 20, width: 1_366 });
  const shownColumns = columns.filter(({ title }) => (withNurse || title !== '回访员') && fits(title, sight.width));
  const template = shownColumns.map((column) => column.width).join(' ');
  useEffect(() => {
    const frame = scroller.current;
    if (!frame) return undefined;
    const read = () =>
      setSight({
        from: Math.floor(frame.scrollTop / rowHeight),
        count: Math.ceil(frame.clientHeight / rowHeight),
        width: frame.clientWidth,
      });
    const observer = new ResizeObserver(read);
    observer.observe(frame);
    frame.addEventListener('scroll', read, { passive: true });
    return () => {
      observer.disconnect();
      frame.removeEventListener('scroll', read);
    };
  }, []);
  useEffect(() => show(sight.from, Math.max(0, Math.min(total - 1, sight.from + sight.count))), [sight, total, show]);
  useEffect(() => {
    const frame = scroller.current;
    if (!frame || cursor < 0) return;
    const top = cursor * rowHeight;
    if (top < frame.scrollTop) frame.scrollTop = top;
    else if (top + rowHeight > frame.scrollTop + frame.clientHeight) frame.scrollTop = top + rowHeight - frame.clientHeight;
  }, [cursor]);
  const from = Math.max(0, sight.from - beyond);
  const to = Math.min(total, sight.from + sight.count + beyond);
  return (
    <div
      className="card fill queue"
      role="grid"
      aria-label="回访任务"
      aria-rowcount={total + 1}
      aria-busy={loading}
      data-testid="queue"
      data-total={total}
      data-state={loading ? 'loading' : 'ready'}
    >
      <div role="row" tabIndex={-1} className="queue-row queue-head" style={{ gridTemplateColumns: template }} aria-rowindex={1}>
        {shownColumns.map(({ title, right }) => (
          <span key={title} role="columnheader" tabIndex={-1} className={right ? 'num' : ''}>
            {title}
          </span>
        ))}
      </div>
      <div className="queue-scroll" ref={scroller} tabIndex={0} role="rowgroup">
        {total === 0 && !loading && <QueueNothing>{empty}</QueueNothing>}
        <div role="presentation" style={{ height: total * rowHeight, position: 'relative' }}>
          {Array.from({ length: Math.max(0, to - from) }, (_, at) => {
            const index = from + at;
            const row = rowAt(index);
            return (
              <Row
                key={row?.followUpId ?? index}
                row={row}
                index={index}
                selected={index === cursor}
                template={template}
                columns={shownColumns}
                today={today}
                open={open}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function QueueNothing({ children }: { children: ReactNode }) {
  return (
    <div role="row" tabIndex={-1} className="queue-nothing">
      <div role="gridcell" tabIndex={-1}>
        {children}
      </div>
    </div>
  );
}

function Row({
  row,
  index,
  selected,
  template,
  columns: shown,
  today,
  open,
}: {
  row: QueueRow | undefined;
  index: number;
  selected: boolean;
  template: string;
  columns: readonly Column[];
  today: string;
  open: (row: QueueRow) => void;
}) {
  const waits = row !== undefined && rowWords(row, today).dim;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter opens the row under the cursor, a command of the page
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-group={row?.group}
      data-held={row?.heldBy ?? undefined}
      className={`queue-row ${waits ? 'waiting' : ''} ${selected ? 'cursor' : ''}`}
      style={{ gridTemplateColumns: template, position: 'absolute', top: index * rowHeight, left: 0, right: 0 }}
      onClick={() => row && open(row)}
    >
      {shown.map(({ title, right, cell }) => (
        <span key={title} role="gridcell" tabIndex={-1} className={right ? 'num' : ''}>
          {row ? cell(row, today) : <i className="queue-coming" />}
        </span>
      ))}
    </div>
  );
}
