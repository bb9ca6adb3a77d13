/** Chooses when to call again: a time typed in the patient's words, or one of the usual times by its digit. */
import { Input, type InputRef } from 'antd';
import type { Ref } from 'react';
import { Key, Mark } from '../../ui/parts.tsx';
import { appointmentInWords, type quickTimes } from '../../worklist/index.ts';
import './outcomeDialog.css';

interface Props {
  /** What the time is for. */
  readonly label: string;
  readonly time: string;
  readonly change: (time: string) => void;
  /** The instant that is meant; null where it is not understood. */
  readonly at: string | null;
  /** Not within the hours of calling. */
  readonly unusual: boolean;
  readonly quick: ReturnType<typeof quickTimes>;
  readonly field: Ref<InputRef>;
}

export function CallAgain({ label, time, change, at, unusual, quick, field }: Props) {
  return (
    <div className="field">
      <label htmlFor="call-again">
        {label} {at && <Mark tone={unusual ? 'warn' : 'accent'}>{appointmentInWords(at)}</Mark>}
        {unusual && <span className="mut"> 不在拨打时段：请另约，或在备注里写明是患者的要求</span>}
      </label>
      <Input
        id="call-again"
        ref={field}
        value={time}
        placeholder="1530、明天 9:30、周五 10点、11-24 1400"
        onChange={(event) => change(event.target.value)}
      />
      <span className="quick">
        {quick.map(({ label: usual, at: instant }, index) => (
          <button key={instant} type="button" tabIndex={-1} onClick={() => change(String(index + 1))}>
            <Key>{index + 1}</Key> {usual} <span className="dim">{appointmentInWords(instant)}</span>
          </button>
        ))}
      </span>
    </div>
  );
}
