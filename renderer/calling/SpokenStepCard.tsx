/** The steps around the questionnaire: what to say, and what may be pressed there. */
import { Input, type InputRef } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useMemo, useRef } from 'react';
import { civilDate } from '../../shared/contract/base.ts';
import type { Brief } from '../../shared/contract/calling.ts';
import type { FeedbackKind } from '../../shared/contract/words.ts';
import { mayHearDiagnosis } from '../../shared/rules/calling/disclosure.ts';
import { type Command, useCommands } from '../commands.ts';
import { Key, Mark } from '../ui/parts.tsx';
import { Choice } from './CallHeader.tsx';
import type { SpokenStep } from './callSteps.ts';
import type { Said, SaidField } from './edits.ts';
import { IdentityStep } from './IdentityStep.tsx';

export interface StepActions {
  readonly say: <F extends SaidField>(field: F, value: Said[F]) => void;
  readonly next: () => void;
  readonly begin: (kind: FeedbackKind, urgent?: string) => void;
  readonly end: (outcome: 'completed' | 'refused' | 'appointment' | 'wrong_number') => void;
  readonly flush: () => void;
}

interface StepChoice {
  readonly key: string;
  readonly label: string;
  readonly tone?: 'bad' | 'dim';
  readonly run: () => void;
}

const phrases = ['恢复得好，没有不舒服', '基本恢复，偶有不适', '还有明显不舒服'] as const;

/** The number-key choices of a step; the same list makes buttons and commands. */
function choicesOf(step: SpokenStep, said: Said, { say, next, begin, end }: StepActions): readonly StepChoice[] {
  const agree = (consent: boolean, then: () => void) => () => {
    say('consent', consent);
    then();
  };
  const lists: Partial<Record<SpokenStep, readonly StepChoice[]>> = {
    consent: [
      { key: '1', label: '同意，开始', run: agree(true, next) },
      { key: '2', label: '现在不方便，另约时间', run: () => end('appointment') },
      { key: '3', label: '不愿意', tone: 'bad', run: agree(false, () => end('refused')) },
    ],
    condition: phrases.map((phrase, index) => ({
      key: String(index + 1),
      label: phrase,
      run: () => say('condition', said.condition.includes(phrase) ? said.condition : [said.condition, phrase].filter(Boolean).join('；')),
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

export function SpokenStepCard({ step, brief, said, actions }: { step: SpokenStep; brief: Brief; said: Said; actions: StepActions }) {
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
  useCommands(commands);
  if (step === 'identity') return <IdentityStep brief={brief} said={said} actions={actions} />;
  const hidden = step === 'guidance' && !mayHearDiagnosis(said.answerer);
  return (
    <div data-testid="current-item" data-code={step}>
      <div className="call-say">{hidden ? '没有确认是本人或家属，不说诊断和指导。' : brief.texts[step]}</div>
      {step === 'condition' && (
        <Input.TextArea
          ref={text}
          aria-label="近况"
          placeholder="近况，按 T 写字"
          maxLength={2000}
          rows={2}
          value={said.condition}
          onChange={(event) => actions.say('condition', event.target.value)}
          onBlur={actions.flush}
        />
      )}
      {choices.length > 0 && (
        <div className={`call-choices ${step === 'condition' ? 'three' : ''}`}>
          {choices.map(({ key, label, tone, run }) => (
            <Choice
              key={key}
              cap={key}
              {...(tone ? { tone } : {})}
              selected={step === 'consent' && key === '1' && said.consent === true}
              choose={run}
            >
              {label}
            </Choice>
          ))}
        </div>
      )}
      {step === 'revisit' && (
        <div className="revisit">
          <label htmlFor="revisit-date">
            复诊日期 <Key>T</Key>
          </label>
          <Input
            id="revisit-date"
            ref={date}
            key={said.revisitDate}
            placeholder="2026-11-24"
            defaultValue={said.revisitDate ?? brief.stay.revisitDate ?? ''}
            onPressEnter={actions.next}
            onBlur={(event) => {
              const typed = event.target.value.trim();
              if (typed === '') actions.say('revisitDate', null);
              else if (civilDate.safeParse(typed).success && typed !== brief.stay.revisitDate) actions.say('revisitDate', typed);
            }}
          />
          <span className="dim">{brief.stay.revisitDate ? '出院医嘱的日期；患者说的不同就改' : '出院记录里没有，患者说了就记下'}</span>
        </div>
      )}
      {(step === 'condition' || step === 'guidance') && !hidden && brief.guidance && (
        <Guidance brief={brief} spoken={step === 'guidance'} report={(sign) => actions.begin('opinion', `红旗：${sign}。`)} />
      )}
      {(step === 'greeting' || step === 'guidance' || step === 'revisit' || step === 'condition') && (
        <p className="go-on dim">
          <Key>↵</Key> 下一步
        </p>
      )}
    </div>
  );
}

const flagKeys = ['A', 'B', 'C', 'D', 'E'];

/** What to tell this patient, and what must be acted on now. */
function Guidance({ brief, spoken, report }: { brief: Brief; spoken: boolean; report: (sign: string) => void }) {
  const flags = brief.guidance?.redFlags ?? [];
  const commands = useMemo<Command[]>(
    () =>
      flags.slice(0, flagKeys.length).map(({ sign }, index) => {
        const cap = flagKeys[index] ?? '';
        return { id: `flag-${cap}`, label: `红旗：${sign}`, keys: [cap, cap.toLowerCase()], run: () => report(sign) };
      }),
    [flags, report],
  );
  useCommands(commands);
  return (
    <>
      {spoken && <div className="call-say small">{brief.guidance?.text}</div>}
      {flags.length > 0 && (
        <div className="red-flags">
          {flags.map(({ sign, say }, index) => (
            <button key={sign} type="button" onClick={() => report(sign)}>
              <Mark tone="bad">红旗 {flagKeys[index]}</Mark>
              <span>
                <b>{sign}</b>
                <span className="mut"> {say}</span>
              </span>
            </button>
          ))}
        </div>
      )}
    </>
  );
}
