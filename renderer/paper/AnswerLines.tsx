/** The items of a paper sheet: a key answers, Enter goes on; an objection opens a line for the patient's words. */
import { Input } from 'antd';
import type { Department } from '../../shared/accounts/contract/accounts.ts';
import type { Severity } from '../../shared/base/contract/words.ts';
import { tenAfter } from '../../shared/interviews/rules/answerKeys.ts';
import { type Course, stepBeside } from '../../shared/interviews/rules/steps.ts';
import type { Item, Option } from '../../shared/questionnaires/contract/questionnaires.ts';
import { applyAnswer, isAnswered, judge, toggled, validValue } from '../../shared/questionnaires/rules/questionnaire.ts';
import { MenuSelect, SeveritySelect } from '../interviews/index.ts';
import { Mark } from '../ui/parts.tsx';
import { isTooLong, TooLong } from '../ui/TooLong.tsx';
import './answerLines.css';

export const opinionAtMost = 4000;

/** What was written down of an objection. */
export interface Said {
  readonly text: string;
  readonly departmentId: string;
  readonly severity: Severity;
}

interface Props {
  readonly items: readonly Item[];
  readonly course: Course;
  readonly answers: ReadonlyMap<string, readonly string[]>;
  readonly said: ReadonlyMap<string, Said>;
  readonly departments: readonly Department[];
  readonly departmentId: string;
  readonly answer: (code: string, value: readonly string[]) => void;
  readonly say: (code: string, said: Said) => void;
  readonly goOn: (field: EventTarget, to?: string) => void;
}

/**
 * The options whose keys were typed, wide or small letters too. Of a single choice the last key counts, but for a 10 that
 * is typed as 1 and 0.
 */
function chosenBy(item: Item, typed: string): readonly Option[] {
  const keys = typed.normalize('NFKC').toUpperCase();
  const byKey = (key: string) => item.options.find((option) => option.key === key);
  if (item.kind === 'multiple') {
    const typedOptions = [...keys].flatMap((key) => byKey(key) ?? []);
    const chosen = typedOptions.reduce<readonly string[]>(
      (value, option) => (value.includes(option.value) ? value : toggled(item, value, option.value)),
      [],
    );
    return item.options.filter((option) => chosen.includes(option.value));
  }
  const one = byKey(keys.slice(-2, -1));
  const ten = keys.endsWith('0') && one ? tenAfter(item, one) : null;
  const chosen = ten ?? byKey(keys.slice(-1));
  return chosen ? [chosen] : [];
}

/** The keys of the chosen options, or the text. */
const typedOf = (item: Item, value: readonly string[]) =>
  item.options.length > 0
    ? item.options
        .filter((option) => value.includes(option.value))
        .map((option) => option.key)
        .join('')
    : (value[0] ?? '');

const opinionLabel = ({ title }: Item) => `${title}：意见`;

/** The field that an answer leads to: what was said of an objection, else the next item that applies now. */
function fieldAfter(course: Course, item: Item, value: readonly string[]): string | undefined {
  if (judge(item, value).objection) return opinionLabel(item);
  const next = stepBeside({ ...course, answers: applyAnswer(course.answers, item.code, value) }, item.code, 1);
  return course.content.items.find(({ code }) => code === next)?.title;
}

export function AnswerLines(props: Props) {
  return (
    <div className="answer-lines">
      {props.items.map((item, index) => (
        <AnswerLine key={item.code} {...props} item={item} number={index + 1} />
      ))}
    </div>
  );
}

function AnswerLine({
  item,
  number,
  course,
  answers,
  said,
  departments,
  departmentId,
  answer,
  say,
  goOn,
}: Props & { item: Item; number: number }) {
  const value = answers.get(item.code) ?? [];
  const objection = judge(item, value).objection;
  const opinion = said.get(item.code) ?? { text: '', departmentId, severity: 'general' };
  const labels = item.options.filter((option) => value.includes(option.value)).map((option) => option.label);
  const [only] = item.options.filter((option) => value.includes(option.value));
  const ten = only ? tenAfter(item, only) : null;
  const take = (field: HTMLInputElement) => {
    const typed = field.value;
    if (item.options.length === 0) return answer(item.code, typed === '' ? [] : [typed]);
    const chosen = chosenBy(item, typed);
    answer(
      item.code,
      chosen.map((option) => option.value),
    );
    const [only] = chosen;
    // A 1 may be the beginning of a 10: Enter goes on from there.
    if (item.kind === 'single' && only && !tenAfter(item, only)) goOn(field, fieldAfter(course, item, [only.value]));
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
          <Mark tone={objection ? 'bad' : 'plain'}>
            {labels.join('、')}
            {ten && `（再按 0 是 ${ten.label}）`}
          </Mark>
        ) : (
          <span className="dim">{item.options.map((option) => `${option.key} ${option.label}`).join('　')}</span>
        )}
      </span>
      {objection && (
        <span className="said">
          <Input.TextArea
            data-step
            aria-label={opinionLabel(item)}
            placeholder="纸上写的意见，原话"
            rows={2}
            status={isTooLong(opinion.text, opinionAtMost) ? 'error' : ''}
            value={opinion.text}
            onChange={(event) => say(item.code, { ...opinion, text: event.target.value })}
            onKeyDown={enter}
          />
          <TooLong text={opinion.text} atMost={opinionAtMost} />
          <MenuSelect
            aria-label={`${item.title}：责任科室`}
            value={opinion.departmentId}
            style={{ width: 150 }}
            options={departments.map((one) => ({ value: one.id, label: one.name }))}
            choose={(chosen) => say(item.code, { ...opinion, departmentId: chosen })}
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
