/** The input box for feedback while the patient speaks. */
import { Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { type Ref, useCallback, useEffect, useRef } from 'react';
import type { Department } from '../../../shared/accounts/contract/accounts.ts';
import type { Brief } from '../../../shared/interviews/contract/brief.ts';
import { probesOf } from '../../../shared/opinions/rules/probes.ts';
import { signOfReport } from '../../../shared/opinions/rules/warningSigns.ts';
import { Key } from '../../ui/parts.tsx';
import { isTooLong, TooLong } from '../../ui/TooLong.tsx';
import type { Captured } from '../edits.ts';
import type { OpenInterview, Writing } from '../openInterview.ts';
import { DepartmentField, OpinionFields } from './OpinionFields.tsx';
import { NoStaff, StaffField, StaffSuggestions } from './StaffField.tsx';
import { BoxKeys, SuggestionLine } from './SuggestionLine.tsx';
import './offers.css';
import './opinionBox.css';

/** Characters of one opinion, as the contract has them. */
const opinionAtMost = 4000;

/** Where the keyboard is asked to go; `times` rises with every asking, 0 never. */
export interface FocusAsked {
  readonly times: number;
  readonly on: 'text' | 'department';
}

export function OpinionBox({
  brief,
  interview,
  opinion,
  ask,
  departments,
  leaveHint,
  focusAsked,
}: {
  brief: Brief;
  interview: OpenInterview;
  opinion: Captured;
  /** The question to ask the patient. */
  ask: string;
  departments: readonly Department[];
  /** What Ctrl+Enter does here. */
  leaveHint: string;
  focusAsked: FocusAsked;
}) {
  const text = useRef<TextAreaRef>(null);
  const department = useRef<{ focus: () => void }>(null);
  useEffect(() => {
    if (focusAsked.times === 0) return;
    if (focusAsked.on === 'department') department.current?.focus();
    else text.current?.focus({ cursor: 'end' });
  }, [focusAsked]);
  // The menu takes the keyboard once more as it closes; Tab has led on to the next field by then.
  const toText = useCallback(() => {
    setTimeout(() => document.activeElement?.closest('.department') && text.current?.focus({ cursor: 'end' }));
  }, []);
  const { key } = opinion;
  const write = useCallback((patch: Writing) => interview.write(key, patch), [interview, key]);
  const changeStaff = useCallback((staffName: string) => interview.write(key, { staffName }), [interview, key]);
  const flush = useCallback(() => void interview.queue.flush(), [interview]);
  const praise = opinion.kind === 'praise';
  // What went to its department stays as it is there, but for more words.
  const fixed = interview.reporting(key);
  const { content } = brief.questionnaire;
  const sign = signOfReport(opinion.text, brief.guidance?.redFlags ?? []);
  return (
    <section
      className={`opinion-box ${praise ? 'praise' : opinion.severity === 'urgent' ? 'urgent' : ''}`}
      aria-label={praise ? '表扬' : '意见'}
      data-testid="opinion-box"
    >
      <TooLong text={opinion.text} atMost={opinionAtMost} remedy="请删短，或按 Alt N 再记一条，把后半段移过去" />
      <Text ref={text} value={opinion.text} praise={praise} write={write} flush={flush} />
      <div className="opinion-head">
        <span className={praise ? 'good' : 'bad'}>{sign ? <b data-testid="say-now">现在对患者说：{sign.say}</b> : ask}</span>
        {praise ? (
          <span className="row">
            <StaffField value={opinion.staffName} change={changeStaff} flush={flush} />
            <DepartmentField opinion={opinion} departments={departments} write={write} departmentRef={department} toText={toText} />
          </span>
        ) : (
          <OpinionFields
            opinion={opinion}
            content={content}
            departments={departments}
            write={write}
            departmentRef={department}
            toText={toText}
            fixed={fixed}
          />
        )}
      </div>
      <div className="opinion-foot mut">
        <span className="opinion-help">
          {!praise && !sign && <Probes text={opinion.text} />}
          {praise && interview.rehearsed && <NoStaff />}
          {praise && !interview.rehearsed && (
            <StaffSuggestions
              followUpId={brief.followUp.id}
              departmentId={opinion.departmentId}
              value={opinion.staffName}
              words={opinion.text}
              change={changeStaff}
            />
          )}
          {!praise && (fixed || interview.rehearsed) && <BoxKeys fixed={fixed} />}
          {!praise && !fixed && !interview.rehearsed && (
            <SuggestionLine
              followUpId={brief.followUp.id}
              interview={interview}
              opinion={opinion}
              ownDepartmentId={brief.stay.departmentId}
              content={content}
              departments={departments}
            />
          )}
        </span>
        {opinion.severity === 'urgent' && !fixed ? (
          <span className="bad" role="status" data-testid="not-sent-yet">
            还没有上报：写完按 <Key>Ctrl ↵</Key> {interview.rehearsed ? '（试拨，不上报）' : '上报'}
          </span>
        ) : (
          <span>
            <Key>Ctrl ↵</Key> {leaveHint}
          </span>
        )}
      </div>
    </section>
  );
}

/** What to ask for; what the text seems to hold already is ticked. */
function Probes({ text }: { text: string }) {
  return (
    <span className="probes">
      {probesOf(text).map(({ code, name, said }) => (
        <span key={code} className={said ? 'good' : 'dim'} data-probe={code} data-said={said}>
          {said ? '✓' : '○'} {name}
        </span>
      ))}
    </span>
  );
}

function Text({
  ref,
  value,
  praise,
  write,
  flush,
}: {
  ref: Ref<TextAreaRef>;
  value: string;
  praise: boolean;
  write: (patch: Writing) => void;
  flush: () => void;
}) {
  return (
    <Input.TextArea
      ref={ref}
      variant="borderless"
      aria-label={praise ? '表扬内容' : '意见内容'}
      placeholder={praise ? '患者的原话，例：天天教我量血压，很耐心' : '患者的原话'}
      status={isTooLong(value, opinionAtMost) ? 'error' : ''}
      value={value}
      onChange={(event) => write({ text: event.target.value })}
      onBlur={flush}
    />
  );
}
