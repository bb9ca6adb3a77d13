/** Why and until when somebody is not called; used wherever an entry is added. */
import { Input, type InputRef, Radio } from 'antd';
import type { Ref } from 'react';
import { type DoNotCallWhy, doNotCallWhys } from '../../shared/base/contract/words.ts';
import type { DoNotCallOrder } from '../../shared/worklist/contract/doNotCall.ts';
import { type UsualTerm, usualTerms } from '../../shared/worklist/rules/doNotCall.ts';
import { Key } from '../ui/parts.tsx';
import './doNotCallTerms.css';

export type Terms = Pick<DoNotCallOrder, 'why' | 'note' | 'until'>;

/** For good, as the person wishes: what is meant most often. */
export const firstTerms: Terms = { why: 'own_wish', note: '', until: null };

/** Whether the words that 其他 asks for are missing. */
export const lacksNote = ({ why, note }: Terms) => why === 'other' && note.trim() === '';

function termInWords({ months }: UsualTerm): string {
  if (months === null) return '长期';
  if (months === 6) return '半年';
  return months === 12 ? '一年' : `${months} 个月`;
}

interface Props {
  readonly terms: Terms;
  readonly change: (terms: Terms) => void;
  readonly whys: readonly DoNotCallWhy[];
  /** Civil date. */
  readonly today: string;
  /** Keys that go through the reasons and the times, where there are any. */
  readonly keys?: { readonly why: string; readonly until: string };
  readonly note?: Ref<InputRef>;
}

export function DoNotCallTerms({ terms, change, whys, today, keys, note }: Props) {
  const usual = usualTerms(today);
  return (
    <div className="quiet-terms">
      <span id="quiet-why">原因 {keys && <Key>{keys.why}</Key>}</span>
      <Radio.Group
        aria-labelledby="quiet-why"
        value={terms.why}
        options={whys.map((code) => ({ value: code, label: doNotCallWhys.zh[code] }))}
        onChange={(event) => {
          const why = event.target.value as DoNotCallWhy;
          change({ ...terms, why, ...(why === 'deceased' ? { until: null } : {}) });
        }}
      />
      <span id="quiet-term">期限 {keys && <Key>{keys.until}</Key>}</span>
      <Radio.Group
        aria-labelledby="quiet-term"
        disabled={terms.why === 'deceased'}
        value={terms.until}
        options={usual.map((term) => ({ value: term.until, label: termInWords(term) }))}
        onChange={(event) => change({ ...terms, until: event.target.value as string | null })}
      />
      <label htmlFor="quiet-until">到</label>
      <span className="row">
        <Input
          id="quiet-until"
          disabled={terms.why === 'deceased'}
          type="date"
          aria-label="有效到"
          min={today}
          value={terms.until ?? ''}
          onChange={(event) => change({ ...terms, until: event.target.value === '' ? null : event.target.value })}
        />
        <span className="mut">{terms.until === null ? '长期有效，不用填' : '含这一天'}</span>
      </span>
      <label htmlFor="quiet-note">说明</label>
      <Input
        id="quiet-note"
        ref={note ?? null}
        value={terms.note}
        maxLength={200}
        placeholder={terms.why === 'other' ? '必填' : '可不填'}
        onChange={(event) => change({ ...terms, note: event.target.value })}
      />
    </div>
  );
}

/** The next of a list, from its end to its beginning again. */
export function nextOf<Value>(list: readonly Value[], now: Value): Value {
  return list[(list.indexOf(now) + 1) % list.length] ?? now;
}
