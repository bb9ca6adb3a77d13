import { CopyOutlined, DeleteOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Select } from 'antd';
import { type Item, type ItemKind, itemKinds } from '../../shared/questionnaires/contract/questionnaires.ts';
import { showWords } from '../../shared/questionnaires/rules/conditions.ts';
import { copyItem, removeItem, renameItem, setItem } from '../../shared/questionnaires/rules/edits.ts';
import { kindWords } from '../../shared/questionnaires/rules/names.ts';
import { scales } from '../../shared/questionnaires/rules/scales.ts';
import { ConditionTable } from './ConditionTable.tsx';
import { OptionTable } from './OptionTable.tsx';
import { type Editing, Line, on, statusOf } from './parts.tsx';

const kinds = itemKinds.map((value) => ({ value, label: kindWords[value] }));
const isChoice = (kind: ItemKind) => kind === 'single' || kind === 'multiple';

/** What another kind of question needs: options for a choice, none for the others. */
function ofKind(item: Item, kind: ItemKind): Partial<Item> {
  if (!isChoice(kind)) return { kind, options: [] };
  return { kind, options: item.options.length > 0 ? item.options : (scales[0]?.options ?? []).map((option) => ({ ...option })) };
}

/** One bound of a range; without it the range is open there. */
function bounded(range: Item['number'], side: 'min' | 'max', value: number | null): NonNullable<Item['number']> {
  const { [side]: _, ...rest } = range ?? { unit: '' };
  return value === null ? rest : { ...rest, [side]: value };
}

/** One question: what is said, how it can be answered, when it is asked. */
export function ItemEditor({ content, findings, change, index }: Editing & { index: number }) {
  const item = content.items[index];
  if (!item) return null;
  const set = (patch: Partial<Item>, thing = '') => change(setItem(content, index, patch), thing && `${thing} ${index}`);
  const range = item.number;
  return (
    <>
      <div className="studio-title">
        <b>
          条目 {index + 1} / {content.items.length}
        </b>
        <span className="grow" />
        <Button size="small" icon={<CopyOutlined />} onClick={() => change(copyItem(content, index))}>
          复制
        </Button>
        <Button size="small" danger icon={<DeleteOutlined />} onClick={() => change(removeItem(content, index))}>
          删除
        </Button>
      </div>
      <Line label="问句" htmlFor="item-say" aside={`${[...item.say].length} 字`} findings={on(findings, 'say')}>
        <Input.TextArea
          id="item-say"
          // A new item: its question is what is written first.
          autoFocus={item.say === ''}
          className="grow-2"
          maxLength={2000}
          placeholder="电话里怎么问，就怎么写"
          status={statusOf(on(findings, 'say'))}
          value={item.say}
          onChange={(event) => set({ say: event.target.value }, 'say')}
        />
      </Line>
      <Line label="简称" htmlFor="item-title" findings={[...on(findings, 'title'), ...on(findings, 'aspect')]}>
        <div className="row">
          <Input
            id="item-title"
            style={{ width: 190 }}
            maxLength={100}
            placeholder="报表里的名字，如：护士态度"
            status={statusOf(on(findings, 'title'))}
            value={item.title}
            onChange={(event) => set({ title: event.target.value }, 'title')}
          />
          <Select
            aria-label="维度"
            style={{ width: 124 }}
            value={item.aspect}
            options={content.aspects.map(({ code, name }) => ({ value: code, label: name || code }))}
            onChange={(aspect) => set({ aspect })}
          />
          <Select
            aria-label="题型"
            style={{ width: 84 }}
            value={item.kind}
            options={kinds}
            onChange={(kind: ItemKind) => set(ofKind(item, kind))}
          />
        </div>
      </Line>
      {isChoice(item.kind) && (
        <Line label="选项" wide>
          <OptionTable item={item} findings={findings} change={(options, thing) => set({ options }, thing)} />
        </Line>
      )}
      {item.kind === 'number' && (
        <Line label="范围" findings={on(findings, 'number')}>
          <div className="row">
            <InputNumber
              aria-label="最小值"
              placeholder="最小"
              value={range?.min ?? null}
              onChange={(min) => set({ number: bounded(range, 'min', min) }, 'min')}
            />
            <span>到</span>
            <InputNumber
              aria-label="最大值"
              placeholder="最大"
              value={range?.max ?? null}
              onChange={(max) => set({ number: bounded(range, 'max', max) }, 'max')}
            />
            <Input
              aria-label="单位"
              placeholder="单位，如：天"
              style={{ width: 110 }}
              value={range?.unit ?? ''}
              onChange={(event) => set({ number: { ...range, unit: event.target.value } }, 'unit')}
            />
          </div>
        </Line>
      )}
      <Line label="什么时候问" wide aside={showWords(item, content.items) ?? undefined}>
        <ConditionTable item={item} index={index} items={content.items} findings={findings} change={(showIf) => set({ showIf })} />
      </Line>
      <Line label="追问" htmlFor="item-probe" aside="答成意见时念" findings={on(findings, 'probe')}>
        <Input.TextArea
          id="item-probe"
          className="grow-1"
          maxLength={2000}
          placeholder={`不填就用通用追问：${content.scripts.probe}`}
          value={item.probe ?? ''}
          onChange={(event) => set({ probe: event.target.value }, 'probe')}
        />
      </Line>
      <Line label="提示" htmlFor="item-hint" aside="只给回访员看" findings={on(findings, 'hint')}>
        <Input.TextArea
          id="item-hint"
          className="grow-1"
          maxLength={2000}
          placeholder="可以不填"
          value={item.hint ?? ''}
          onChange={(event) => set({ hint: event.target.value }, 'hint')}
        />
      </Line>
      <Line label="编号与权重" findings={[...on(findings, 'code'), ...on(findings, 'weight')]}>
        <div className="row">
          <Input
            aria-label="编号"
            style={{ width: 190 }}
            status={statusOf(on(findings, 'code'))}
            value={item.code}
            onChange={(event) => change(renameItem(content, index, event.target.value), `code ${index}`)}
          />
          <InputNumber
            aria-label="权重"
            style={{ width: 84 }}
            min={0}
            step={0.5}
            value={item.weight}
            onChange={(weight) => set({ weight: weight ?? 1 }, 'weight')}
          />
          <span className="dim">趋势按编号认条目。</span>
        </div>
      </Line>
    </>
  );
}
