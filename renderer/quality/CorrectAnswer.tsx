/** Corrects one answer; a new objection asks for the patient's words. */
import { Input, Select } from 'antd';
import type { SheetAnswer, SheetOpinion } from '../../shared/quality/contract/quality.ts';
import { judge, toggled, validValue } from '../../shared/questionnaires/rules/questionnaire.ts';
import { type Corrections, isChanged, isSpokenOf, needsOpinion, valueNow } from './correcting.ts';

export function CorrectAnswer({
  answer,
  opinions,
  corrections,
  change,
}: {
  answer: SheetAnswer;
  opinions: readonly SheetOpinion[];
  corrections: Corrections;
  change: (corrections: Corrections) => void;
}) {
  const { item } = answer;
  const value = valueNow(corrections, answer);
  const changed = isChanged(corrections, answer);
  const set = (next: readonly string[]) => change({ ...corrections, values: new Map([...corrections.values, [item.code, next]]) });
  const withdrawn = answer.objection && !judge(item, value).objection;
  const known = isSpokenOf(answer, opinions);
  return (
    <div className={changed ? 'correction-row on' : 'correction-row'}>
      <span title={item.say}>{item.title}</span>
      <Value answer={answer} value={value} set={set} />
      {changed && <span className="dim correction-was">原为：{answer.words || '未问'}</span>}
      {withdrawn && known && <span className="mut correction-was">意见项撤销，已登记的意见保留并注明</span>}
      {needsOpinion(corrections, answer, opinions) && (
        <Input.TextArea
          className="correction-opinion"
          aria-label={`${item.title}的意见原话`}
          placeholder="患者的意见原话（必填）"
          rows={2}
          value={corrections.opinions.get(item.code) ?? ''}
          onChange={(event) => change({ ...corrections, opinions: new Map([...corrections.opinions, [item.code, event.target.value]]) })}
        />
      )}
    </div>
  );
}

function Value({ answer, value, set }: { answer: SheetAnswer; value: readonly string[]; set: (value: readonly string[]) => void }) {
  const { item } = answer;
  const options = item.options.map((option) => ({ value: option.value, label: option.label }));
  if (item.kind === 'single')
    return (
      <Select
        size="small"
        aria-label={item.title}
        placeholder="未问"
        value={value[0] ?? null}
        options={options}
        onChange={(next) => next !== null && set([next])}
      />
    );
  if (item.kind === 'multiple')
    return (
      <Select
        size="small"
        mode="multiple"
        aria-label={item.title}
        placeholder="未问"
        value={[...value]}
        options={options}
        onChange={(next) => {
          const added = next.find((one) => !value.includes(one));
          set(added === undefined ? next : toggled(item, value, added));
        }}
      />
    );
  return (
    <Input
      size="small"
      aria-label={item.title}
      placeholder="未问"
      status={validValue(item, value) ? '' : 'error'}
      value={value[0] ?? ''}
      onChange={(event) => set([event.target.value])}
    />
  );
}
