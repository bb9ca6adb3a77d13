import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, InputNumber, Select } from 'antd';
import { sexes } from '../../shared/base/contract/words.ts';
import { type Condition, type Item, stayFacts } from '../../shared/questionnaires/contract/questionnaires.ts';
import { factWords, operatorsFor, operatorWords, valuesUnder } from '../../shared/questionnaires/rules/conditions.ts';
import type { Finding } from '../../shared/questionnaires/rules/findings.ts';
import { api } from '../base/client.ts';
import { Notes, on, withoutRow, withRow } from './parts.tsx';

type On = Condition['on'];

const subjectOf = (asked: On) => ('item' in asked ? `item ${asked.item}` : `fact ${asked.discharge}`);

function onOf(subject: string): On {
  const fact = stayFacts.find((one) => subject === `fact ${one}`);
  return fact ? { discharge: fact } : { item: subject.slice('item '.length) };
}

const sexChoices = sexes.codes.map((value) => ({ value, label: sexes.zh[value] }));

function Values({
  condition: { on: asked, operator, values },
  items,
  change,
}: {
  condition: Condition;
  items: readonly Item[];
  change: (values: Condition['values']) => void;
}) {
  const departments = useQuery(api.hospital.departments.queryOptions({ input: {} }));
  const item = 'item' in asked ? items.find((one) => one.code === asked.item) : undefined;
  const bound = operator === 'atLeast' || operator === 'atMost';
  if (bound)
    return (
      <InputNumber
        size="small"
        aria-label="条件的值"
        style={{ width: 90 }}
        value={values[0] === undefined ? null : Number(values[0])}
        onChange={(value) => change(value === null ? [] : [value])}
      />
    );
  const known =
    'discharge' in asked
      ? asked.discharge === 'sex'
        ? sexChoices
        : asked.discharge === 'department'
          ? (departments.data ?? []).filter(({ kind }) => kind === 'clinical').map(({ name }) => ({ value: name, label: name }))
          : []
      : (item?.options ?? []).map(({ value, label }) => ({ value, label }));
  const closed = ('discharge' in asked && asked.discharge === 'sex') || (item !== undefined && item.options.length > 0);
  return (
    <Select
      size="small"
      mode={closed ? 'multiple' : 'tags'}
      aria-label="条件的值"
      placeholder={closed ? '选一个或几个' : '输入后按回车'}
      style={{ width: '100%' }}
      tokenSeparators={['、', '，', ',']}
      value={values.map(String)}
      options={known}
      onChange={(chosen: string[]) =>
        change(
          'discharge' in asked && asked.discharge === 'ageYears'
            ? chosen.map((one) => (Number.isFinite(Number(one)) ? Number(one) : one))
            : chosen,
        )
      }
    />
  );
}

/** When an item is asked, in plain words; every condition must hold. */
export function ConditionTable({
  item,
  index,
  items,
  findings,
  change,
}: {
  item: Item;
  index: number;
  items: readonly Item[];
  findings: readonly Finding[];
  change: (showIf: Condition[]) => void;
}) {
  const subjects = [
    { label: '出院信息', options: stayFacts.map((fact) => ({ value: `fact ${fact}`, label: factWords[fact] })) },
    {
      label: '前面的回答',
      options: items.slice(0, index).map((one) => ({ value: `item ${one.code}`, label: `“${one.title || one.code}”的回答` })),
    },
  ];
  return (
    <div>
      {item.showIf.length === 0 && <span className="dim">每位患者都问。</span>}
      {item.showIf.map((condition, row) => {
        const set = (next: Condition) => change(withRow(item.showIf, row, next));
        const subject = subjectOf(condition.on);
        const shown = subjects.some((group) => group.options.some((one) => one.value === subject));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name of their own
          <div key={row}>
            <div className="studio-condition">
              <span className="dim">{row === 0 ? '当' : '并且'}</span>
              <Select
                size="small"
                aria-label="条件看什么"
                style={{ width: 168 }}
                showSearch={{ optionFilterProp: 'label' }}
                value={subject}
                options={
                  shown
                    ? subjects
                    : [
                        ...subjects,
                        { label: '现在的', options: [{ value: subject, label: `已删除的题“${subject.replace(/^\w+ /, '')}”` }] },
                      ]
                }
                onChange={(next: string) => {
                  const asked = onOf(next);
                  set({ on: asked, operator: operatorsFor(asked, items)[0] ?? 'in', values: [] });
                }}
              />
              <Select
                size="small"
                aria-label="条件怎么比"
                style={{ width: 88 }}
                value={condition.operator}
                options={operatorsFor(condition.on, items).map((value) => ({ value, label: operatorWords[value] }))}
                onChange={(operator) => set({ ...condition, operator, values: valuesUnder(operator, condition.values) })}
              />
              <Values condition={condition} items={items} change={(values) => set({ ...condition, values })} />
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={`删除第 ${row + 1} 个条件`}
                onClick={() => change(withoutRow(item.showIf, row))}
              />
            </div>
            <Notes findings={on(findings, 'showIf', row)} />
          </div>
        );
      })}
      <div>
        <Button
          size="small"
          type="dashed"
          icon={<PlusOutlined />}
          onClick={() => change([...item.showIf, { on: { discharge: 'department' }, operator: 'in', values: [] }])}
        >
          加一个条件
        </Button>
      </div>
      <Notes findings={on(findings, 'showIf', null)} />
    </div>
  );
}
