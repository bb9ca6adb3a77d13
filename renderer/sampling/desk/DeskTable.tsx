import { Checkbox, Spin } from 'antd';
import { useState } from 'react';
import type { DeskRow } from '../../../shared/sampling/contract/sampling.ts';
import { Mark, Nothing } from '../../ui/parts.tsx';
import { carryIds } from './dragging.ts';
import { Who } from './Who.tsx';

/** Open follow-ups; a click chooses, Shift chooses up to there, a chosen one is dragged with all chosen. */
export function DeskTable({
  rows,
  chosen,
  choose,
  loading,
}: {
  rows: readonly DeskRow[];
  chosen: ReadonlySet<string>;
  choose: (chosen: ReadonlySet<string>) => void;
  loading: boolean;
}) {
  const [last, setLast] = useState(0);
  if (loading) return <Spin />;
  if (rows.length === 0) return <Nothing>这里没有未结束的回访任务。</Nothing>;
  const click = (at: number, shift: boolean) => {
    const next = new Set(chosen);
    const id = rows[at]?.followUpId ?? '';
    const adds = !chosen.has(id);
    const [from, to] = shift ? [Math.min(last, at), Math.max(last, at)] : [at, at];
    for (const row of rows.slice(from, to + 1)) {
      if (adds) next.add(row.followUpId);
      else next.delete(row.followUpId);
    }
    setLast(at);
    choose(next);
  };
  const all = chosen.size === rows.length;
  return (
    <div className="fill">
      <table className="sampling-table desk-table" aria-label="回访任务">
        <thead>
          <tr>
            <th className="tick">
              <Checkbox
                aria-label="全选"
                checked={all}
                indeterminate={chosen.size > 0 && !all}
                onChange={() => choose(all ? new Set() : new Set(rows.map((row) => row.followUpId)))}
              />
            </th>
            <th>患者</th>
            <th>住院号</th>
            <th>科室</th>
            <th>病区</th>
            <th>出院</th>
            <th className="num">已拨</th>
            <th>回访员</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr
              key={row.followUpId}
              draggable
              className={chosen.has(row.followUpId) ? 'chosen' : undefined}
              onClick={(event) => click(at, event.shiftKey)}
              onDragStart={(event) => carryIds(event.dataTransfer, chosen.has(row.followUpId) ? [...chosen] : [row.followUpId])}
            >
              <td className="tick">
                <Checkbox
                  aria-label={row.name}
                  checked={chosen.has(row.followUpId)}
                  onClick={(event) => event.stopPropagation()}
                  onChange={(event) => click(at, event.nativeEvent.shiftKey)}
                />
              </td>
              <Who row={row} />
              <td className="nowrap">{row.inpatientNumber}</td>
              <td className="nowrap">{row.department}</td>
              <td className="nowrap">{row.ward}</td>
              <td className="nowrap">{row.dischargeDate.slice(5)}</td>
              <td className="num">{row.attempts}</td>
              <td className="nowrap">
                {row.nurseName ?? <span className="dim">公共任务</span>} {row.heldBy && <Mark tone="accent">{row.heldBy} 处理中</Mark>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
