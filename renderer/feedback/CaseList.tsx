/** The list of feedback: chips with counts, search, rows by due date. */
import { Button, Input, type InputRef } from 'antd';
import type { ReactNode, RefObject } from 'react';
import type { FeedbackRow } from '../../shared/feedback/contract/feedback.ts';
import { Failure, Key, Mark, Nothing } from '../ui/parts.tsx';
import { SideRow } from '../ui/SideList.tsx';
import type { Chip } from './chips.ts';
import { dayOf, dueWord, subjectOf } from './words.ts';

function Row({
  row,
  on,
  now,
  open,
  ownDepartment,
}: {
  row: FeedbackRow;
  on: boolean;
  now: string;
  open: () => void;
  ownDepartment: boolean;
}) {
  const due = dueWord(row, now);
  const about = [
    ...(ownDepartment ? [subjectOf(row)] : [row.itemTitle || subjectOf(row), row.department]),
    `${dayOf(row.registeredAt)} 登记`,
    row.round > 1 ? `第 ${row.round} 轮` : '',
  ];
  return (
    <SideRow on={on} open={open}>
      <span className="row">
        <Mark tone={due.tone}>{due.word}</Mark>
        {row.severity === 'urgent' && row.state === 'dispatched' && !row.acknowledged && <Mark tone="bad">未知悉</Mark>}
        <span className="grow" />
        <span className="dim case-small">{row.number}</span>
      </span>
      <b className="case-clamp">{row.text}</b>
      <span className="mut case-small case-clamp1">{about.filter(Boolean).join(' · ')}</span>
    </SideRow>
  );
}

interface CaseListProps {
  readonly title: string;
  readonly beside: ReactNode;
  readonly chips: readonly Chip[];
  readonly chip: string;
  readonly chooseChip: (id: string) => void;
  readonly search: string;
  readonly setSearch: (text: string) => void;
  readonly searchBox: RefObject<InputRef | null>;
  readonly rows: readonly FeedbackRow[];
  readonly total: number;
  readonly more: () => void;
  readonly loading: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  readonly openId: string | undefined;
  readonly open: (id: string) => void;
  readonly now: string;
  readonly ownDepartment: boolean;
}

export function CaseList(props: CaseListProps) {
  const { rows, total, chips } = props;
  const chosen = chips.find((chip) => chip.id === props.chip);
  return (
    <section className="side-list" aria-label={props.title}>
      <div className="side-head">
        <div className="row">
          <h1>{props.title}</h1>
          <span className="grow" />
          <Input
            ref={props.searchBox}
            size="small"
            allowClear
            style={{ width: 188 }}
            placeholder="内容、编号、科室"
            aria-label="搜索意见"
            value={props.search}
            onChange={(event) => props.setSearch(event.target.value)}
            suffix={props.search ? null : <Key>/</Key>}
          />
        </div>
        {chips.length > 1 && (
          <div className="side-chips">
            {chips.map((chip) => (
              <button
                key={chip.id}
                type="button"
                className={`mark ${chip.count ? chip.tone : 'plain'}`}
                aria-pressed={chip.id === props.chip}
                onClick={() => props.chooseChip(chip.id)}
              >
                {chip.label}
                {chip.count !== null && ` ${chip.count}`}
              </button>
            ))}
            {props.beside}
          </div>
        )}
      </div>
      <div className="side-rows">
        <Failure error={props.error} retry={props.retry} />
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            on={row.id === props.openId}
            now={props.now}
            open={() => props.open(row.id)}
            ownDepartment={props.ownDepartment}
          />
        ))}
        {rows.length < total && (
          <Button type="text" block onClick={props.more}>
            再显示一些（共 {total} 件）
          </Button>
        )}
        {!props.loading && !props.error && rows.length === 0 && <Nothing>{props.search ? '没有找到符合的意见' : chosen?.empty}</Nothing>}
      </div>
    </section>
  );
}
