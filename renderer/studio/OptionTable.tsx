import { DeleteOutlined, DownOutlined, PlusOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import type { Item, Option } from '../../shared/questionnaires/contract/questionnaires.ts';
import { moved } from '../../shared/questionnaires/rules/edits.ts';
import type { Finding } from '../../shared/questionnaires/rules/findings.ts';
import { scaleOf, scales } from '../../shared/questionnaires/rules/scales.ts';
import { Notes, on, statusOf, withoutRow, withRow } from './parts.tsx';

const own = 'own';
const scaleChoices = [...scales.map(({ code, name }) => ({ value: code, label: name })), { value: own, label: '自定义' }];

const freeKey = (options: readonly Option[]) =>
  [...'123456789ABCDEFGHIJKLMN'].find((key) => !options.some((option) => option.key === key)) ?? '';

function newOption(options: readonly Option[]): Option {
  let number = options.length + 1;
  while (options.some((option) => option.value === `option_${number}`)) number += 1;
  return { key: freeKey(options), value: `option_${number}`, label: '', objection: false, notCounted: false, exclusive: false };
}

/** An option with a score or without one. */
function scored({ score: _, ...option }: Option, score: number | null): Option {
  return score === null ? option : { ...option, score };
}

/** The words of an option wrap in their box; they hold no line break. */
const oneLine = (text: string) => text.replaceAll(/\s*\n\s*/g, '');

/** The options of a choice: key, words, score, what is an objection, what counts nowhere, what is chosen alone. */
export function OptionTable({
  item,
  findings,
  change,
}: {
  item: Item;
  findings: readonly Finding[];
  change: (options: Option[], thing?: string) => void;
}) {
  const { options } = item;
  const set = (index: number, option: Option, thing?: string) => change(withRow(options, index, option), thing);
  return (
    <div>
      <div className="row" style={{ marginBottom: 6 }}>
        <Select
          aria-label="量表"
          style={{ width: 190 }}
          value={scaleOf(options)?.code ?? own}
          options={scaleChoices}
          onChange={(code) => {
            const scale = scales.find((one) => one.code === code);
            if (scale) change(scale.options.map((option) => ({ ...option })));
          }}
        />
        <span className="dim">选量表会换掉下面的选项，文字可以再改。</span>
      </div>
      <table className="studio-table">
        <thead>
          <tr>
            <th style={{ width: 46 }}>键</th>
            <th>选项</th>
            <th style={{ width: 62 }}>得分</th>
            <th style={{ width: 42 }}>意见</th>
            <th style={{ width: 50 }}>不计入</th>
            {item.kind === 'multiple' && <th style={{ width: 42 }}>互斥</th>}
            <th style={{ width: item.kind === 'multiple' ? 88 : 118 }}>编号</th>
            <th style={{ width: 84 }}>
              <span className="unseen">排列与删除</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {options.map((option, index) => {
            const wrong = on(findings, 'options', index);
            const name = option.label || `第 ${index + 1} 个选项`;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: keys and values may be equal while they are typed
              <tr key={index}>
                <td>
                  <Input
                    size="small"
                    aria-label={`${name}的按键`}
                    maxLength={1}
                    value={option.key}
                    status={statusOf(wrong)}
                    onChange={(event) => set(index, { ...option, key: event.target.value.toUpperCase() })}
                  />
                </td>
                <td>
                  <Input.TextArea
                    size="small"
                    rows={1}
                    aria-label={`第 ${index + 1} 个选项的文字`}
                    value={option.label}
                    status={statusOf(wrong)}
                    onChange={(event) => set(index, { ...option, label: oneLine(event.target.value) }, `label ${item.code} ${index}`)}
                  />
                  <Notes findings={wrong} />
                </td>
                <td>
                  <InputNumber
                    size="small"
                    aria-label={`${name}的得分`}
                    controls={false}
                    min={0}
                    max={100}
                    disabled={option.notCounted}
                    style={{ width: '100%' }}
                    value={option.score ?? null}
                    onChange={(score) => set(index, scored(option, score), `score ${item.code} ${index}`)}
                  />
                </td>
                <td className="middle">
                  <Checkbox
                    aria-label={`${name}记为意见`}
                    checked={option.objection}
                    disabled={option.notCounted}
                    onChange={(event) => set(index, { ...option, objection: event.target.checked })}
                  />
                </td>
                <td className="middle">
                  <Checkbox
                    aria-label={`${name}不计入统计`}
                    checked={option.notCounted}
                    onChange={(event) =>
                      set(
                        index,
                        event.target.checked
                          ? { ...scored(option, null), notCounted: true, objection: false }
                          : { ...option, notCounted: false },
                      )
                    }
                  />
                </td>
                {item.kind === 'multiple' && (
                  <td className="middle">
                    <Checkbox
                      aria-label={`${name}与其他选项互斥`}
                      checked={option.exclusive}
                      onChange={(event) => set(index, { ...option, exclusive: event.target.checked })}
                    />
                  </td>
                )}
                <td>
                  <Input
                    size="small"
                    aria-label={`${name}的编号`}
                    value={option.value}
                    onChange={(event) => set(index, { ...option, value: event.target.value }, `value ${item.code} ${index}`)}
                  />
                </td>
                <td className="studio-moves">
                  <Button
                    type="text"
                    size="small"
                    icon={<UpOutlined />}
                    aria-label={`${name}上移`}
                    disabled={index === 0}
                    onClick={() => change(moved(options, index, index - 1))}
                  />
                  <Button
                    type="text"
                    size="small"
                    icon={<DownOutlined />}
                    aria-label={`${name}下移`}
                    disabled={index === options.length - 1}
                    onClick={() => change(moved(options, index, index + 1))}
                  />
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    aria-label={`删除${name}`}
                    onClick={() => change(withoutRow(options, index))}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => change([...options, newOption(options)])}>
        加一个选项
      </Button>
      <Notes findings={on(findings, 'options', null)} />
    </div>
  );
}
