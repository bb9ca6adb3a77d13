/**
 * Shown when a form's record was saved elsewhere in the meantime: the fields that differ with both values, and a
 * choice.
 */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId } from 'react';
import { Failure } from './parts.tsx';

interface Stored<Values> {
  readonly values: Values;
  readonly version: number;
}

const words = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return '（空）';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.length === 0 ? '（空）' : value.map(words).join('、');
  return typeof value === 'object' ? Object.values(value).map(words).join('、') : String(value);
};

/** The form may be long, and the choice stands at its end. */
const showWhole = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' });

const same = (a: unknown, b: unknown) => words(a) === words(b);

/**
 * @param labels names of the fields; those without one are not shown
 * @param show words for a value that is a code; default: the value
 */
export function Conflict<Values extends object>({
  mine,
  read,
  labels,
  show = (_, value) => words(value),
  keepMine,
  takeTheirs,
}: {
  mine: Partial<Values>;
  read: () => Promise<Stored<Values>>;
  labels: Partial<Record<keyof Values & string, string>>;
  show?: (field: keyof Values & string, value: unknown) => string;
  keepMine: (version: number) => void;
  takeTheirs: (stored: Stored<Values>) => void;
}) {
  const stored = useQuery({ queryKey: ['conflict', useId()], queryFn: read, gcTime: 0 });
  if (!stored.data) return <Failure error={stored.error} retry={() => void stored.refetch()} />;
  const theirs = stored.data;
  const fields = (Object.keys(labels) as (keyof Values & string)[]).filter((field) => !same(mine[field], theirs.values[field]));
  return (
    <div className="card conflict" role="alert" ref={showWhole}>
      <b>这里的内容刚在另一个窗口或由另一位同事保存过，还没有保存您的。请核对后选择保留哪一份：</b>
      <table>
        <thead>
          <tr>
            <th>项目</th>
            <th>我填的</th>
            <th>已经保存的</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field}>
              <td>{labels[field]}</td>
              <td>{show(field, mine[field])}</td>
              <td>{show(field, theirs.values[field])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {fields.length === 0 && <span className="mut">两份内容相同。</span>}
      <div className="row">
        <Button onClick={() => keepMine(theirs.version)}>用我填的保存</Button>
        <Button type="primary" onClick={() => takeTheirs(theirs)}>
          用已经保存的
        </Button>
      </div>
    </div>
  );
}
