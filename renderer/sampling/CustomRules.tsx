import { Button, Input, InputNumber, Select } from 'antd';
import { type CustomOperator, customFields, customOperators } from '../../shared/base/contract/words.ts';
import type { CustomRule } from '../../shared/sampling/contract/sampling.ts';
import { choicesOf, customRuleProblem, kindOf, operatorsOf } from '../../shared/sampling/rules/customRule.ts';

const fields = customFields.codes.map((value) => ({ value, label: customFields.zh[value] }));
const mostRules = 10;

/** Rules that leave a discharge out: field, operator, value; the first is usually the only one. */
export function CustomRules({ rules, change }: { rules: readonly CustomRule[]; change: (rules: CustomRule[]) => void }) {
  const set = (at: number, rule: CustomRule) => change(rules.map((one, place) => (place === at ? rule : one)));
  return (
    <div className="sampling-rules">
      {rules.map((rule, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name of their own, and keep their places
        <div key={at}>
          <RuleRow rule={rule} set={(next) => set(at, next)} remove={() => change(rules.filter((_, place) => place !== at))} />
        </div>
      ))}
      {rules.length < mostRules && (
        <Button size="small" type="dashed" block onClick={() => change([...rules, { field: 'payment', operator: 'contains', value: '' }])}>
          添加排除条件
        </Button>
      )}
    </div>
  );
}

function RuleRow({ rule, set, remove }: { rule: CustomRule; set: (rule: CustomRule) => void; remove: () => void }) {
  const problem = customRuleProblem(rule);
  return (
    <>
      <div className="sampling-rule">
        <Select
          size="small"
          aria-label="字段"
          popupMatchSelectWidth={false}
          value={rule.field}
          options={fields}
          onChange={(field) => {
            const operators = operatorsOf(field);
            const operator = operators.includes(rule.operator) ? rule.operator : (operators[0] ?? 'equals');
            set({ field, operator, value: kindOf(field) === kindOf(rule.field) && !choicesOf[field] ? rule.value : firstOf(field) });
          }}
        />
        <Select<CustomOperator>
          size="small"
          aria-label="比较"
          popupMatchSelectWidth={false}
          value={rule.operator}
          options={operatorsOf(rule.field).map((value) => ({ value, label: customOperators.zh[value] }))}
          onChange={(operator) => set({ ...rule, operator })}
        />
        <RuleValue rule={rule} set={(value) => set({ ...rule, value })} bad={problem !== null} />
        <Button size="small" type="text" aria-label="删除这个条件" onClick={remove}>
          ✕
        </Button>
      </div>
      {problem && <div className="sampling-rule-problem">{problem}</div>}
    </>
  );
}

const firstOf = (field: CustomRule['field']) => Object.keys(choicesOf[field] ?? {})[0] ?? '';

function RuleValue({ rule, set, bad }: { rule: CustomRule; set: (value: string) => void; bad: boolean }) {
  const choices = choicesOf[rule.field];
  const status = bad ? ({ status: 'error' } as const) : {};
  if (choices)
    return (
      <Select
        size="small"
        aria-label="值"
        {...status}
        value={rule.value}
        onChange={set}
        options={Object.entries(choices).map(([value, label]) => ({ value, label }))}
      />
    );
  if (kindOf(rule.field) === 'number')
    return (
      <InputNumber<string>
        size="small"
        aria-label="值"
        stringMode
        controls={false}
        {...status}
        value={rule.value}
        onChange={(value) => set(value ?? '')}
      />
    );
  return (
    <Input
      size="small"
      aria-label="值"
      placeholder="空"
      maxLength={100}
      {...status}
      value={rule.value}
      onChange={(event) => set(event.target.value)}
    />
  );
}
