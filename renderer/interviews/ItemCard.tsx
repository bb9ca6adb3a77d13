/** One questionnaire item: the sentence to say, and its options with keys, or a field for a number, date or text. */
import { Input } from 'antd';
import { useMemo, useState } from 'react';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import { tenAfter } from '../../shared/interviews/rules/answerKeys.ts';
import type { Item, Option } from '../../shared/questionnaires/contract/questionnaires.ts';
import { isScale, judge, plainNumber, toggled, validValue } from '../../shared/questionnaires/rules/questionnaire.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { Choice } from '../ui/Choice.tsx';
import { Key } from '../ui/parts.tsx';
import { isTooLong, TooLong } from '../ui/TooLong.tsx';
import { parseDay } from '../worklist/index.ts';
import { Say } from './Say.tsx';
import './currentItem.css';

interface Answering {
  readonly item: Item;
  readonly value: readonly string[];
  /** Takes the answer; the screen decides whether to go on. */
  readonly answer: (value: readonly string[], chosen: boolean) => void;
  readonly next: () => void;
  /** Shown beside an editor, not in a call: takes no focus. */
  readonly still?: boolean;
}

export function ItemCard(answering: Answering) {
  const { item } = answering;
  const choices = item.kind === 'single' || item.kind === 'multiple';
  return (
    <div data-testid="current-item" data-code={item.code}>
      <Say still={answering.still ?? false}>
        {item.say}
        {item.hint && <small>{item.hint}</small>}
      </Say>
      {choices ? <Options {...answering} /> : <Field {...answering} />}
    </div>
  );
}

/** Characters of a text answer, as the contract has them. */
const textAtMost = 2000;

/** An exclusive choice says all there is to say; any other may be followed by one more. */
const settles = (option: Option, value: readonly string[]) => option.exclusive && !value.includes(option.value);

/** How many options stand in one column before there are two. */
const inOneColumn = 5;

function Options({ item, value, answer }: Answering) {
  /** The 1 that may become a 10. */
  const [waiting, wait] = useState<Option | null>(null);
  const ten = waiting && tenAfter(item, waiting);
  const single = item.kind === 'single';
  const commands = useMemo<Command[]>(() => {
    const give = (option: Option) => {
      wait(null);
      answer(single ? [option.value] : toggled(item, value, option.value), single || settles(option, value));
    };
    return item.options.map((option) => ({
      id: `option-${option.key}`,
      label: option.label,
      keys: [option.key],
      run: () => (tenAfter(item, option) ? wait(option) : give(option)),
    }));
  }, [item, single, value, answer]);
  useCommands(commands, '这道题');
  const settle = (option: Option) => {
    wait(null);
    answer([option.value], true);
  };
  return (
    <>
      <fieldset
        className={`call-choices ${item.options.length > inOneColumn ? 'two' : ''} ${item.options.length > 2 * inOneColumn ? 'tight' : ''}`}
        aria-label={item.title}
      >
        {item.options.map((option) => {
          const selected = waiting ? option === waiting : value.includes(option.value);
          const objection = judge(item, [option.value]).objection;
          return (
            <Choice
              key={option.key}
              cap={option.key}
              selected={selected}
              {...(objection && selected
                ? { tone: 'bad' as const, detail: '记为意见' }
                : option.notCounted
                  ? { tone: 'dim' as const }
                  : {})}
              choose={() => (single ? settle(option) : answer(toggled(item, value, option.value), settles(option, value)))}
            >
              {option.label}
            </Choice>
          );
        })}
      </fieldset>
      {!single && (
        <p className="go-on dim">
          可以选几项，选好按 <Key>↵</Key> 下一题
        </p>
      )}
      {waiting && ten && <OneOrTen one={waiting} ten={ten} settle={settle} leave={() => wait(null)} />}
    </>
  );
}

/** Asks which was meant. Its keys stand above all others of the screen, because it is the last to appear. */
function OneOrTen({ one, ten, settle, leave }: { one: Option; ten: Option; settle: (option: Option) => void; leave: () => void }) {
  useCommands(
    useMemo<Command[]>(
      () => [
        { id: 'make-ten', label: ten.label, keys: ['0'], run: () => settle(ten) },
        {
          id: 'stay-one',
          label: one.label,
          keys: ['Enter', one.key, 'ArrowDown', 'ArrowUp', 'PageDown', 'PageUp'],
          run: () => settle(one),
        },
        { id: 'leave-one', label: '重选', keys: ['Escape', 'Backspace'], run: leave },
      ],
      [one, ten, settle, leave],
    ),
  );
  return (
    <p className="go-on mut" role="status">
      再按 <Key>0</Key> 是 {ten.label}，按 <Key>↵</Key> 是 {one.label}
    </p>
  );
}

function placeholderOf(item: Item): string {
  const { kind, number } = item;
  if (kind === 'date') return '输入日期，如 12-15、2026-12-15，Enter 下一题';
  if (kind === 'text') return '患者的原话，Ctrl Enter 下一题';
  const { min, max } = number ?? {};
  const range =
    min !== undefined && max !== undefined
      ? `${min} 到 ${max}，`
      : min !== undefined
        ? `不小于 ${min}，`
        : max !== undefined
          ? `不大于 ${max}，`
          : '';
  return `输入${isScale(item) ? '整数' : '数字'}，${range}Enter 下一题`;
}

/** What is meant by what was typed: a day in full, a number in plain digits. */
function meant({ kind }: Item, typed: string): string {
  if (kind === 'text') return typed;
  const plain = typed.normalize('NFKC').trim();
  return (kind === 'date' ? parseDay(plain, civilDateOf(new Date().toISOString())) : plainNumber(plain)) ?? plain;
}

function Field({ item, value, answer, next, still }: Answering) {
  const [first = ''] = value;
  const [typed, type] = useState(first);
  const long = isTooLong(typed, textAtMost);
  const wrong = !long && !validValue(item, [meant(item, typed)]);
  return (
    <>
      <div className="row">
        <Input.TextArea
          key={item.code}
          autoFocus={!still}
          aria-label={item.title}
          size="large"
          rows={item.kind === 'text' ? 4 : 1}
          placeholder={placeholderOf(item)}
          status={wrong || long ? 'error' : ''}
          defaultValue={first}
          onChange={(event) => {
            type(event.target.value);
            // What cannot be an answer is none: the last beginning of it that could be one must not stay.
            const said = meant(item, event.target.value);
            answer(validValue(item, [said]) ? [said] : [], false);
          }}
          onPressEnter={(event) => {
            if (item.kind === 'text' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            if (!wrong) next();
          }}
        />
        {item.number?.unit && <span className="mut">{item.number.unit}</span>}
        {item.kind === 'date' && typed !== '' && !wrong && <span className="mut">{meant(item, typed)}</span>}
      </div>
      <TooLong text={typed} atMost={textAtMost} />
      {wrong && (
        <p className="bad">
          {item.kind === 'date' ? '日期看不懂，请写成 12-15 或 2026-12-15。' : `${placeholderOf(item).split('，Enter')[0]}。`}
        </p>
      )}
    </>
  );
}
