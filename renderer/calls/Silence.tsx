/** Records with a call's outcome that the person does not want to be called again: who, why, until when. */
import type { InputRef } from 'antd';
import type { Ref } from 'react';
import type { AttemptOutcome, DoNotCallWhy } from '../../shared/base/contract/words.ts';
import type { DoNotCallOrder, DoNotCallScope } from '../../shared/worklist/contract/doNotCall.ts';
import { usualTerms } from '../../shared/worklist/rules/doNotCall.ts';
import { capOf } from '../base/commands.ts';
import { Key, Mark } from '../ui/parts.tsx';
import { DoNotCallTerms, nextOf, type Terms } from '../worklist/index.ts';
import './silence.css';

/** Outcomes with which the person may ask for it. */
export const maySilence: readonly AttemptOutcome[] = [
  'refused',
  'soft_refused',
  'wrong_number',
  'unable',
  'denies_stay',
  'partial',
  'not_in_service',
];
const steps: readonly (DoNotCallScope | null)[] = [null, 'patient', 'number'];
/** 已故 is an outcome of its own. */
const whys: readonly DoNotCallWhy[] = ['own_wish', 'complaint', 'other'];
/** Alt and a letter, as in forms: F-keys mean in the dialog what they mean in the call. */
const keys = { scope: 'Alt+M', why: 'Alt+Y', until: 'Alt+Q' } as const;
const isAlt = (event: KeyboardEvent, key: string) => event.altKey && `Alt+${event.key.toUpperCase()}` === key;

/** The scope after this one: nobody, the patient, the number, nobody again. */
export const nextScope = (scope: DoNotCallScope | null): DoNotCallScope | null => nextOf(steps, scope);

/** What a key changes; null where it is none of these keys. `typing` leaves letters to the text. */
export function silenceAfter(
  event: KeyboardEvent,
  typing: boolean,
  now: { readonly scope: DoNotCallScope | null; readonly terms: Terms },
  today: string,
): { readonly scope: DoNotCallScope | null } | { readonly terms: Terms } | null {
  const { scope, terms } = now;
  if (isAlt(event, keys.scope) || (!typing && event.key.toUpperCase() === 'N')) return { scope: nextScope(scope) };
  if (scope && isAlt(event, keys.why)) return { terms: { ...terms, why: nextOf(whys, terms.why) } };
  const days = usualTerms(today).map(({ until }) => until);
  if (scope && isAlt(event, keys.until)) return { terms: { ...terms, until: nextOf(days, terms.until) } };
  return null;
}

interface Props {
  readonly scope: DoNotCallScope | null;
  /** What is ordered; null while nobody is put on the list. */
  readonly order: DoNotCallOrder | null;
  readonly terms: Terms;
  readonly turn: () => void;
  readonly change: (terms: Terms) => void;
  readonly today: string;
  readonly note: Ref<InputRef>;
}

export function Silence({ scope, order, terms, turn, change, today, note }: Props) {
  return (
    <div className={`silence ${order ? 'on' : ''}`}>
      <button type="button" aria-pressed={order !== null} onClick={turn} data-testid="silence">
        <Key>{capOf(keys.scope)}</Key> 勿扰名单 {scope === null && <span className="dim">不登记</span>}
        {scope === 'patient' && <Mark tone="bad">这位患者不再拨打</Mark>}
        {scope === 'number' && <Mark tone="bad">这个号码不再拨打</Mark>}
      </button>
      {order && <DoNotCallTerms terms={terms} change={change} whys={whys} today={today} keys={keys} note={note} />}
    </div>
  );
}
