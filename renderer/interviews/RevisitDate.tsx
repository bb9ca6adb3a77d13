/** Records the revisit date as the patient says it, where it differs from the one ordered at discharge. */
import { Input, type InputRef } from 'antd';
import { type Ref, useState } from 'react';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import { Key, Mark } from '../ui/parts.tsx';
import { dateInWords, parseDay } from '../worklist/index.ts';
import './revisitDate.css';

export function RevisitDate({
  ref,
  ordered,
  said,
  say,
  next,
}: {
  ref: Ref<InputRef>;
  /** Civil dates; null without one. */
  ordered: string | null;
  said: string | null;
  say: (date: string | null) => void;
  next: () => void;
}) {
  const [typed, type] = useState(said ?? ordered ?? '');
  const [today] = useState(() => civilDateOf(new Date().toISOString()));
  const date = parseDay(typed, today);
  const unread = typed.trim() !== '' && date === null;
  return (
    <div className="revisit">
      <label htmlFor="revisit-date">
        复诊日期 <Key>T</Key>
      </label>
      <Input
        id="revisit-date"
        ref={ref}
        placeholder="12-15、下周三"
        value={typed}
        status={unread ? 'error' : ''}
        onChange={({ target }) => {
          type(target.value);
          const read = parseDay(target.value, today);
          say(read === ordered ? null : read);
        }}
        onPressEnter={(event) => {
          event.preventDefault();
          if (!unread && !event.nativeEvent.isComposing) next();
        }}
      />
      {date && <Mark tone={date === ordered ? 'plain' : 'accent'}>{dateInWords(date, today)}</Mark>}
      {unread ? (
        <span className="bad" role="alert">
          日期看不懂，请写成 12-15、2026-12-15 或下周三
        </span>
      ) : (
        <span className="dim">{ordered ? '出院医嘱的日期；患者说的不同就改' : '出院记录里没有，患者说了就记下'}</span>
      )}
    </div>
  );
}
