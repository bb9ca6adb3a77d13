/** A step outside the questionnaire (opening, closing): what to say, and what can be pressed. */
import { Input, type InputRef } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useMemo, useRef } from 'react';
import { type FeedbackKind, type RevisitState, revisitStates } from '../../shared/base/contract/words.ts';
import type { Brief } from '../../shared/interviews/contract/brief.ts';
import { gateStep, type SpokenStep } from '../../shared/interviews/rules/steps.ts';
import { type WarningSign, withKeys } from '../../shared/opinions/rules/warningSigns.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { Choice } from '../ui/Choice.tsx';
import { Key, Mark } from '../ui/parts.tsx';
import { isTooLong, TooLong } from '../ui/TooLong.tsx';
import { isCallBack } from './callSteps.ts';
import type { Said, SaidField } from './edits.ts';
import { GateStep } from './GateStep.tsx';
import { RevisitDate } from './RevisitDate.tsx';
import { Say } from './Say.tsx';
import '../ui/callSay.css';
import './currentItem.css';
import './redFlags.css';

export interface StepActions {
  readonly say: <F extends SaidField>(field: F, value: Said[F]) => void;
  readonly next: () => void;
  readonly begin: (kind: FeedbackKind) => void;
  /** A warning sign was said: it is sent to the department in this moment. */
  readonly report: (sign: WarningSign) => void;
  readonly end: (outcome: 'completed' | 'refused' | 'appointment' | 'wrong_number') => void;
  readonly flush: () => void;
}

interface StepChoice {
  readonly key: string;
  readonly label: string;
  readonly tone?: 'bad' | 'dim';
  readonly run: () => void;
}

const conditionAtMost = 2000;
const phrases = ['恢复得好，没有不舒服', '基本恢复，偶有不适', '还有明显不舒服'] as const;

/** The patient's condition with a phrase added, or without it where it is there already. */
function toggled(condition: string, phrase: string): string {
  const parts = condition.split('；').filter(Boolean);
  return (parts.includes(phrase) ? parts.filter((part) => part !== phrase) : [...parts, phrase]).join('；');
}

/** The number-key choices of a step; the same list makes buttons and commands. */
function choicesOf(step: SpokenStep, said: Said, { say, next, begin, end }: StepActions): readonly StepChoice[] {
  const revisited = (state: RevisitState) => () => {
    say('revisitState', state);
    next();
  };
  const lists: Partial<Record<SpokenStep, readonly StepChoice[]>> = {
    revisit: revisitStates.codes.map((state, index) => ({
      key: String(index + 1),
      label: revisitStates.zh[state],
      run: revisited(state),
    })),
    condition: phrases.map((phrase, index) => ({
      key: String(index + 1),
      label: phrase,
      run: () => say('condition', toggled(said.condition, phrase)),
    })),
    openOpinion: [
      { key: '1', label: '没有了', run: next },
      { key: '2', label: '有意见', run: () => begin('opinion') },
      { key: '3', label: '有建议', run: () => begin('suggestion') },
      { key: '4', label: '要投诉', tone: 'bad', run: () => begin('complaint') },
    ],
    praise: [
      { key: '1', label: '没有', run: next },
      { key: '2', label: '想表扬', run: () => begin('praise') },
    ],
    closing: [{ key: '1', label: '记录结果，结束通话', run: () => end('completed') }],
  };
  return lists[step] ?? [];
}

/** Whether a choice is what was said before. */
function isChosen(step: SpokenStep, key: string, said: Said): boolean {
  if (step === 'condition') return said.condition.split('；').includes(phrases[Number(key) - 1] ?? '');
  return step === 'revisit' && said.revisitState !== null && key === String(revisitStates.codes.indexOf(said.revisitState) + 1);
}

/** What is different about this call: the patient called, or it goes on from an earlier one. */
function Continued({ brief }: { brief: Brief }) {
  const incoming = isCallBack(brief);
  const answered = brief.interview?.answers.length ?? 0;
  if (!incoming && answered === 0) return null;
  return (
    <p>
      {incoming && (
        <>
          <Mark tone="accent">患者回拨</Mark> 先谢谢对方打回来，再问清是谁。
        </>
      )}
      {answered > 0 && (
        <>
          <Mark tone="accent">接着问</Mark> 上次已答 {answered} 题；确认是谁接听以后，从没有问的那一题继续。
        </>
      )}
    </p>
  );
}

interface Props {
  readonly step: SpokenStep;
  readonly brief: Brief;
  readonly said: Said;
  readonly actions: StepActions;
  /** Whether the interview holds answers. */
  readonly answered: boolean;
}

export function SpokenStepCard({ step, brief, said, actions, answered }: Props) {
  const choices = choicesOf(step, said, actions);
  const text = useRef<TextAreaRef>(null);
  const date = useRef<InputRef>(null);
  const commands = useMemo<Command[]>(
    () => [
      ...choices.map(({ key, label, run }) => ({ id: `${step}-${key}`, label, keys: [key], run })),
      {
        id: 'write',
        label: step === 'revisit' ? '改复诊日期' : '写近况',
        keys: ['T', 't'],
        when: step === 'condition' || step === 'revisit',
        run: () => (text.current ?? date.current)?.focus(),
      },
    ],
    [choices, step],
  );
  useCommands(commands, '这一步');
  if (step === gateStep) return <GateStep brief={brief} said={said} actions={actions} answered={answered} />;
  return (
    <div data-testid="current-item" data-code={step}>
      {step === 'greeting' && <Continued brief={brief} />}
      <Say>{brief.texts[step]}</Say>
      {step === 'condition' && (
        <Input.TextArea
          ref={text}
          aria-label="近况"
          placeholder="近况，按 T 写字"
          status={isTooLong(said.condition, conditionAtMost) ? 'error' : ''}
          rows={2}
          value={said.condition}
          onChange={(event) => actions.say('condition', event.target.value)}
          onBlur={actions.flush}
        />
      )}
      {step === 'condition' && <TooLong text={said.condition} atMost={conditionAtMost} />}
      {choices.length > 0 && (
        <div className={`call-choices ${step === 'condition' || step === 'revisit' ? 'three' : ''}`}>
          {choices.map(({ key, label, tone, run }) => (
            <Choice key={key} cap={key} {...(tone ? { tone } : {})} selected={isChosen(step, key, said)} choose={run}>
              {label}
            </Choice>
          ))}
        </div>
      )}
      {step === 'revisit' && (
        <RevisitDate
          ref={date}
          ordered={brief.stay.revisitDate}
          said={said.revisitDate}
          say={(day) => actions.say('revisitDate', day)}
          next={actions.next}
        />
      )}
      {(step === 'condition' || step === 'guidance') && brief.guidance && (
        <Guidance brief={brief} spoken={step === 'guidance'} report={actions.report} />
      )}
      {(step === 'greeting' || step === 'guidance' || step === 'revisit' || step === 'condition') && (
        <p className="go-on dim">
          <Key>↵</Key> 下一步
        </p>
      )}
    </div>
  );
}

/** What to tell this patient, and what must be acted on now: pressed, it is sent. */
function Guidance({ brief, spoken, report }: { brief: Brief; spoken: boolean; report: (sign: WarningSign) => void }) {
  const signs = useMemo(() => withKeys(brief.guidance?.redFlags ?? []), [brief]);
  useCommands(
    useMemo<Command[]>(
      () =>
        signs
          .filter(({ key }) => key !== '')
          .map((one) => ({ id: `sign-${one.key}`, label: `警示症状：${one.sign}`, keys: [one.key], run: () => report(one) })),
      [signs, report],
    ),
  );
  return (
    <>
      {spoken && <div className="call-say small">{brief.guidance?.text}</div>}
      {signs.length > 0 && (
        <div className="red-flags">
          {signs.map((one) => (
            <button key={one.sign} type="button" onClick={() => report(one)}>
              <Mark tone="bad">警示症状 {one.key}</Mark>
              <span>
                <b>{one.sign}</b>
                <span className="mut"> {one.say}</span>
              </span>
            </button>
          ))}
        </div>
      )}
    </>
  );
}
