/** The items of the sheet: a key for an answer, Enter to go on; an objection opens a line for what was said. */
import { Input, Select } from 'antd';
import type { Department } from '../../../shared/contract/accounts.ts';
import type { Item } from '../../../shared/contract/questionnaires.ts';
import type { Severity } from '../../../shared/contract/words.ts';
import { isAnswered, judge, validValue } from '../../../shared/rules/questionnaire.ts';
import { Mark } from '../../ui/parts.tsx';
import { SeveritySelect } from '../DigitSelect.tsx';

/** What was written down of an objection. */
export interface Said {
  readonly text: string;
  readonly departmentId: string;
  readonly severity: Severity;
}

interface Props {
  readonly items: readonly Item[];
  readonly answers: ReadonlyMap<string, readonly string[]>;
  readonly said: ReadonlyMap<string, Said>;
  readonly departments: readonly Department[];
  readonly departmentId: string;
  readonly answer: (code: string, value: readonly string[]) => void;
  readonly say: (code: string, said: Said) => void;
  readonly goOn: (field: EventTarget) => void;
}

/** The keys of the chosen options, or the text. */
const typedOf = (item: Item, value: readonly string[]) =>
  item.options.length > 0
    ? item.options
        .filter((option) => value.includes(option.value))
        .map((option) => option.key)
        .join('')
    : (value[0] ?? '');

export function AnswerLines(props: Props) {
  return (
    <div className="answer-lines">
      {props.items.map((item, index) => (
        <AnswerLine key={item.code} {...props} item={item} number={index + 1} />
      ))}
    </div>
  );
}

function AnswerLine({ item, number, answers, said, departments, departmentId, answer, say, goOn }: Props & { item: Item; number: number }) {
  const value = answers.get(item.code) ?? [];
  const objection = judge(item, value).objection;
  const opinion = said.get(item.code) ?? { text: '', departmentId, severity: 'general' };
  const labels = item.options.filter((option) => value.includes(option.value)).map((option) => option.label);
  const take = (field: HTMLInputElement) => {
    const typed = field.value;
    if (item.options.length === 0) return answer(item.code, typed === '' ? [] : [typed]);
    const keys = item.kind === 'single' ? typed.slice(-1) : typed;
    const chosen = item.options.filter((option) => keys.includes(option.key)).map((option) => option.value);
    answer(item.code, chosen);
    if (item.kind === 'single' && chosen.length > 0) goOn(field);
  };
  const enter = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    goOn(event.target);
  };
  return (
    <div className={`answer-line ${objection ? 'objection' : ''}`}>
      <span className="num dim">{number}</span>
      <span className="title" title={item.say}>
        {item.title}
      </span>
      <Input
        data-step
        aria-label={item.title}
        value={typedOf(item, value)}
        status={isAnswered(value) && !validValue(item, value) ? 'error' : ''}
        placeholder={item.kind === 'date' ? '2026-11-24' : ''}
        style={{ width: item.options.length > 0 ? 56 : 140 }}
        onChange={(event) => take(event.target)}
        onKeyDown={enter}
      />
      <span className="options">
        {labels.length > 0 ? (
          <Mark tone={objection ? 'bad' : 'plain'}>{labels.join('、')}</Mark>
        ) : (
          <span className="dim">{item.options.map((option) => `${option.key} ${option.label}`).join('　')}</span>
        )}
      </span>
      {objection && (
        <span className="said">
          <Input.TextArea
            data-step
            aria-label={`${item.title}：意见`}
            placeholder="纸上写的意见，原话"
            rows={2}
            maxLength={4000}
            value={opinion.text}
            onChange={(event) => say(item.code, { ...opinion, text: event.target.value })}
            onKeyDown={enter}
          />
          <Select
            aria-label={`${item.title}：责任科室`}
            value={opinion.departmentId}
            style={{ width: 150 }}
            options={departments.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(chosen) => say(item.code, { ...opinion, departmentId: chosen })}
          />
          <SeveritySelect
            label={`${item.title}：轻重`}
            value={opinion.severity}
            choose={(severity) => say(item.code, { ...opinion, severity })}
          />
        </span>
      )}
    </div>
  );
}
