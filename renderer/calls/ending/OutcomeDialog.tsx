/** Chooses the outcome of a call by keyboard: a key per outcome, a note or a time where one is required, Enter. */
import { Button, Input, type InputRef, Modal } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type AttemptOutcome, attemptOutcomes } from '../../../shared/base/contract/words.ts';
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import type { Brief } from '../../../shared/interviews/contract/brief.ts';
import type { Item } from '../../../shared/questionnaires/contract/questionnaires.ts';
import type { DoNotCallOrder, DoNotCallScope } from '../../../shared/worklist/contract/doNotCall.ts';
import { mayEndWith, outcomeRules } from '../../../shared/worklist/rules/attempts.ts';
import { useDraft } from '../../base/useDraft.ts';
import { askKey, NotAsked } from '../../interviews/index.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Failure, Key } from '../../ui/parts.tsx';
import { isTooLong, TooLong } from '../../ui/TooLong.tsx';
import { pageRoot, useDialogKeys } from '../../ui/useDialogKeys.ts';
import { firstTerms, inCallingHours, lacksNote, parseAppointment, quickTimes, type Terms } from '../../worklist/index.ts';
import { maySilence, nextScope, Silence, silenceAfter } from '../Silence.tsx';
import { CallAgain } from './CallAgain.tsx';
import { notReached, outcomeKeys, outcomeOfKey, spokenOutcomes } from './outcomeKeys.ts';
import '../../ui/callBanner.css';
import '../../ui/callSay.css';
import './outcomeDialog.css';

export interface CallEnd {
  readonly outcome: AttemptOutcome;
  readonly note: string;
  readonly appointmentAt?: string;
  readonly doNotCall?: DoNotCallOrder;
}

const noteAtMost = 1000;

interface Props {
  readonly brief: Brief;
  readonly attemptId: string;
  readonly preset: AttemptOutcome | null;
  /** Whether an interview is open, so that it can be completed or broken off. */
  readonly talking: boolean;
  /** Identity and consent are known: without them no interview is completed. */
  readonly mayComplete: boolean;
  /** The patient called, or answered questions: it cannot have been “not reached”. */
  readonly call: { readonly incoming: boolean; readonly answered: boolean };
  /** Shown beside 完成. */
  readonly answered: string;
  /** Whether enough is answered for 完成; with less it is stored as 中途中断. */
  readonly enough: boolean;
  /** Items that apply and were never asked; `ask` goes back to ask them. */
  readonly notAsked: readonly Item[];
  readonly ask: () => void;
  /** What contradicts the answers: opinions whose objection was taken back. */
  readonly takenBack: ReactNode;
  readonly ending: boolean;
  readonly error: unknown;
  /** @param sent is called once it is saved */
  readonly end: (end: CallEnd, sent: () => void) => void;
  readonly close: () => void;
}

export function OutcomeDialog(props: Props) {
  return (
    <Modal
      open
      getContainer={pageRoot}
      title="通话结果"
      width={840}
      footer={null}
      closable={false}
      keyboard={false}
      onCancel={props.close}
      className="outcome-dialog"
    >
      <Choosing {...props} />
    </Modal>
  );
}

/** What the chosen outcome demands: 'time', 'note' or nothing; a note may always be written, a time where a call-back follows. */
function demandOf(outcome: AttemptOutcome | null) {
  const rule = outcome ? outcomeRules[outcome] : null;
  return {
    note: rule?.noteRequired ?? false,
    time: rule?.appointmentRequired ?? false,
    maySetTime: rule?.appointmentAllowed ?? false,
  };
}

/** Radio buttons and dates use the arrows themselves. */
const movesWithin = (target: EventTarget | null) => target instanceof HTMLInputElement && ['radio', 'date'].includes(target.type);

function timeWords(outcome: AttemptOutcome | null): string {
  if (outcome === 'unable') return '请家属来答的时间（可不填）';
  return outcome === 'appointment' ? '再打的时间' : '再打的时间（可不填）';
}

const untyped = { note: '', terms: firstTerms };

function Choosing({
  brief,
  attemptId,
  preset,
  talking,
  mayComplete,
  call,
  answered,
  enough,
  notAsked,
  ask,
  takenBack,
  ending,
  error,
  end,
  close,
}: Props) {
  const [outcome, setOutcome] = useState(preset);
  const [typed, type, drop] = useDraft(`outcome ${attemptId}`, untyped);
  const { note, terms } = typed;
  const [time, setTime] = useState('');
  const [silence, setSilence] = useState<DoNotCallScope | null>(null);
  const [complaint, complain] = useState('');
  const [now] = useState(() => new Date().toISOString());
  const panel = useRef<HTMLDivElement>(null);
  const noteField = useRef<InputRef>(null);
  const timeField = useRef<InputRef>(null);
  const termsNote = useRef<InputRef>(null);
  const spoken = spokenOutcomes(talking).filter((one) => one !== 'completed' || mayComplete);
  const unreached = notReached.filter((one) => mayEndWith(one, call));
  const offered = [...spoken, ...unreached];
  const quick = quickTimes(now, brief.callingHours.hours);
  const appointmentAt = parseAppointment(time, now, quick);
  const unusual = appointmentAt !== null && !inCallingHours(appointmentAt, brief.callingHours.hours);
  const demand = demandOf(outcome);
  const asksSilence = outcome !== null && maySilence.includes(outcome);
  const order: DoNotCallOrder | null = asksSilence && silence ? { scope: silence, ...terms } : null;
  const today = civilDateOf(now);
  const settle = (changed: Terms) => {
    type({ ...typed, terms: changed });
    complain('');
  };
  const listsNotAsked = (outcome === 'completed' || outcome === 'partial') && notAsked.length > 0;
  const retime = (changed: string) => {
    setTime(changed);
    complain('');
  };

  useEffect(() => {
    const wants = demandOf(outcome);
    if (wants.time) timeField.current?.focus();
    else if (wants.note) noteField.current?.focus();
    else panel.current?.focus();
    complain('');
  }, [outcome]);

  const confirm = () => {
    if (ending) return;
    if (!outcome) return complain('请先按键选择通话结果。');
    if (demand.time && !appointmentAt) {
      timeField.current?.focus();
      return complain('请写清约定的时间，如 1530、明天 9:30，或按 1–7 选一个。');
    }
    if (demand.note && note.trim() === '') {
      noteField.current?.focus();
      return complain('请写明患者的原话或原因。');
    }
    if (demand.maySetTime && unusual && note.trim() === '') {
      noteField.current?.focus();
      return complain(`约定的时间不在拨打时段（${brief.callingHours.hours}）。请另约；确是患者的要求，请在备注里写明。`);
    }
    if (isTooLong(note, noteAtMost)) return complain(`备注最多 ${noteAtMost} 字，请删短。`);
    if (time.trim() !== '' && demand.maySetTime && !appointmentAt) return complain('时间看不懂，请改写或清空。');
    if (order && lacksNote(order)) {
      termsNote.current?.focus();
      return complain('请写明登记勿扰的原因。');
    }
    const call: CallEnd = {
      outcome,
      note: note.trim(),
      ...(demand.maySetTime && appointmentAt ? { appointmentAt } : {}),
      ...(order ? { doNotCall: order } : {}),
    };
    end(call, drop);
  };

  useDialogKeys((key, typing, event) => {
    if (key === 'Enter') {
      if (event.target instanceof HTMLButtonElement && !event.target.classList.contains('call-choice')) return false;
      confirm();
      return true;
    }
    if (key === 'Escape') {
      if (typing && document.activeElement instanceof HTMLElement) document.activeElement.blur();
      else close();
      return true;
    }
    if ((key === 'ArrowDown' || key === 'ArrowUp') && !movesWithin(event.target)) {
      const at = outcome ? offered.indexOf(outcome) : -1;
      setOutcome(offered[Math.min(Math.max(at + (key === 'ArrowDown' ? 1 : -1), 0), offered.length - 1)] ?? outcome);
      return true;
    }
    const silenced = asksSilence ? silenceAfter(event, typing, { scope: silence, terms }, today) : null;
    if (silenced) {
      if ('terms' in silenced) settle(silenced.terms);
      else setSilence(silenced.scope);
      return true;
    }
    if (listsNotAsked && !typing && key.toUpperCase() === askKey) {
      ask();
      return true;
    }
    const chosen = typing ? undefined : outcomeOfKey(key, offered);
    if (chosen) setOutcome(chosen);
    return chosen !== undefined;
  });

  const list = (title: string, outcomes: readonly AttemptOutcome[]) => (
    <section>
      <h2>{title}</h2>
      <div className="call-choices tight">
        {outcomes.map((one) => (
          <Choice
            key={one}
            cap={outcomeKeys[one]}
            selected={one === outcome}
            detail={one === 'completed' ? answered : undefined}
            choose={() => setOutcome(one)}
          >
            {attemptOutcomes.zh[one]}
          </Choice>
        ))}
      </div>
    </section>
  );
  return (
    <div className="outcomes" data-testid="outcomes" ref={panel} tabIndex={-1}>
      {list('接通了', spoken)}
      {unreached.length > 0 && list('没有接通', unreached)}
      <section className="outcome-more">
        {listsNotAsked && <NotAsked items={notAsked} content={brief.questionnaire.content} ask={ask} />}
        {outcome === 'completed' && !enough && (
          <p className="call-banner" role="alert" data-testid="too-few">
            {answered}，不够算“完成”：按“确定”会记为“中途中断”。要算完成，请先按 <Key>{askKey}</Key> 补问。
          </p>
        )}
        {takenBack}
        {outcome === 'unable' && (
          <p className="mut">家属在旁边可以代答：按 Esc 回到通话，再按 F4 换家属。家属约了时间就填在下面，不填则结束这位患者的回访。</p>
        )}
        {outcome && outcomeRules[outcome].verified && <p className="mut">会列入随访办的“待核实”，请在备注里写下对方的原话。</p>}
        {outcome === 'soft_refused' && <p className="mut">七天后再打一次；有其他回访员时由另一位来打，不再由您拨打。</p>}
        {outcome === 'deceased' && <div className="call-say small">{brief.texts.condolence}</div>}
        {demand.maySetTime && (
          <CallAgain
            label={timeWords(outcome)}
            time={time}
            change={retime}
            at={appointmentAt}
            unusual={unusual}
            quick={quick}
            field={timeField}
          />
        )}
        <div className="field">
          <label htmlFor="call-note">{demand.note ? '原因（必填）' : '备注，下次拨打前会看到'}</label>
          <Input
            id="call-note"
            ref={noteField}
            value={note}
            status={isTooLong(note, noteAtMost) ? 'error' : ''}
            onChange={(event) => {
              type({ ...typed, note: event.target.value });
              complain('');
            }}
          />
          <TooLong text={note} atMost={noteAtMost} />
        </div>
        {asksSilence && (
          <Silence
            scope={silence}
            order={order}
            terms={terms}
            turn={() => setSilence(nextScope)}
            change={settle}
            today={today}
            note={termsNote}
          />
        )}
        <span className="grow" />
        {complaint && (
          <p className="bad" role="alert">
            {complaint}
          </p>
        )}
        <Failure error={error} />
        <div className="row">
          <span className="grow" />
          <Button onClick={close}>
            返回通话 <Key>Esc</Key>
          </Button>
          <Button type="primary" loading={ending} onClick={confirm}>
            {ending ? '正在保存' : '确定'} <Key>↵</Key>
          </Button>
        </div>
      </section>
    </div>
  );
}
