/** A virtual table: only visible rows are rendered, so that a million rows cost no more than twenty. */
import './longTable.css';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useCommands } from '../base/commands.ts';
import { rowHeight, sightOf } from './sight.ts';

interface LongColumn {
  readonly title: string;
  /** px; the last column takes what is left, but never less. */
  readonly width: number;
  readonly align?: 'right';
  /** What stands in this column of the row at this place of the list, 0 the first. */
  readonly show: (index: number) => ReactNode;
}

const headHeight = 34;

export function LongTable({
  label,
  total,
  height,
  columns,
  onSight,
  listening = true,
}: {
  label: string;
  total: number;
  /** px, with the header */
  height: number;
  columns: readonly LongColumn[];
  /** Which places can be seen now, both inclusive. */
  onSight?: (first: number, last: number) => void;
  /** Whether the paging keys move this list. */
  listening?: boolean;
}) {
  const scroller = useRef<HTMLElement>(null);
  const [scrolled, setScrolled] = useState(0);
  const { first, last, above, drawn, page } = sightOf(total, Math.max(rowHeight, height - headHeight), scrolled);
  useEffect(() => onSight?.(first, last), [onSight, first, last]);
  useCommands([
    { id: 'list.down', label: '下一屏', keys: ['PageDown'], when: listening, run: () => scroller.current?.scrollBy({ top: page }) },
    { id: 'list.up', label: '上一屏', keys: ['PageUp'], when: listening, run: () => scroller.current?.scrollBy({ top: -page }) },
    { id: 'list.start', label: '到开头', keys: ['Home'], when: listening, run: () => scroller.current?.scrollTo({ top: 0 }) },
    { id: 'list.end', label: '到末尾', keys: ['End'], when: listening, run: () => scroller.current?.scrollTo({ top: drawn }) },
  ]);
  const places = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const below = drawn - above - places.length * rowHeight;
  return (
    <section
      ref={scroller}
      className="long"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      style={{ height }}
      onScroll={({ currentTarget }) => setScrolled(currentTarget.scrollTop)}
    >
      <table aria-label={label} aria-rowcount={total + 1} style={{ minWidth: columns.reduce((sum, { width }) => sum + width, 0) }}>
        <colgroup>
          {columns.map(({ title, width }, at) => (
            <col key={title} style={at < columns.length - 1 ? { width } : {}} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1} style={{ height: headHeight }}>
            {columns.map(({ title, align }) => (
              <th key={title} scope="col" style={{ textAlign: align }}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr aria-hidden style={{ height: above }} />
          {places.map((index) => (
            <tr key={index} aria-rowindex={index + 2} className="long-row" style={{ height: rowHeight }}>
              {columns.map(({ title, align, show }) => {
                const content = show(index);
                return (
                  <td key={title} style={{ textAlign: align }} title={typeof content === 'string' ? content : undefined}>
                    {content}
                  </td>
                );
              })}
            </tr>
          ))}
          <tr aria-hidden style={{ height: Math.max(0, below) }} />
        </tbody>
      </table>
    </section>
  );
}
