/** One item: the sentence to say, its options by number keys, or a field for a number, date or text. */
import { Input } from 'antd';
import { useMemo } from 'react';
import type { Item } from '../../shared/contract/questionnaires.ts';
import { judge, validValue } from '../../shared/rules/questionnaire.ts';
import { type Command, useCommands } from '../commands.ts';
import { Choice } from './CallHeader.tsx';

const placeholders = { number: '输入数字，Enter 下一题', date: '输入日期，如 2026-11-24', text: '患者的原话，Ctrl Enter 下一题' } as const;

export function ItemCard({
  item,
  value,
  answer,
  next,
}: {
  item: Item;
  value: readonly string[];
  /** Takes the answer; the screen decides whether to go on. */
  answer: (value: readonly string[], chosen: boolean) => void;
  next: () => void;
}) {
  const choices = item.kind === 'single' || item.kind === 'multiple';
  const commands = useMemo<Command[]>(() => {
    if (!choices) return [];
    return item.options.map((option) => ({
      id: `option-${option.key}`,
      label: option.label,
      keys: [option.key],
      run: () => answer(item.kind === 'single' ? [option.value] : toggled(value, option.value), item.kind === 'single'),
    }));
  }, [choices, item, value, answer]);
  useCommands(commands);
  const [first = ''] = value;
  return (
    <div data-testid="current-item" data-code={item.code}>
      <div className="call-say">
        {item.say}
        {item.hint && <small>{item.hint}</small>}
      </div>
      {choices ? (
        <fieldset className={`call-choices ${item.options.length > 5 ? 'two' : ''}`} aria-label={item.title}>
          {item.options.map((option) => {
            const selected = value.includes(option.value);
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
                choose={() => answer(item.kind === 'single' ? [option.value] : toggled(value, option.value), item.kind === 'single')}
              >
                {option.label}
              </Choice>
            );
          })}
        </fieldset>
      ) : (
        <Input.TextArea
          key={item.code}
          autoFocus
          aria-label={item.title}
          size="large"
          rows={item.kind === 'text' ? 4 : 1}
          placeholder={placeholders[item.kind as keyof typeof placeholders]}
          status={validValue(item, value) ? '' : 'error'}
          defaultValue={first}
          onChange={(event) => {
            const typed = [event.target.value];
            if (validValue(item, typed)) answer(typed, false);
          }}
          onPressEnter={(event) => {
            if (item.kind === 'text' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            next();
          }}
        />
      )}
    </div>
  );
}

function toggled(value: readonly string[], option: string): readonly string[] {
  return value.includes(option) ? value.filter((one) => one !== option) : [...value, option];
}
