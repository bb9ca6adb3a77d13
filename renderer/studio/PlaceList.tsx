import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type DragEvent, Fragment, useEffect, useRef, useState } from 'react';
import type { AspectCode } from '../../shared/base/contract/words.ts';
import type { Item, QuestionnaireContent, ScriptName } from '../../shared/questionnaires/contract/questionnaires.ts';
import { placeItem } from '../../shared/questionnaires/rules/edits.ts';
import type { Finding } from '../../shared/questionnaires/rules/findings.ts';
import { kindWords, scriptsAfter, scriptsApart, scriptsBefore, scriptWords } from '../../shared/questionnaires/rules/names.ts';
import { type Chosen, findingsOf, sameChoice } from './chosen.ts';

interface Listed {
  readonly content: QuestionnaireContent;
  readonly findings: readonly Finding[];
  readonly chosen: Chosen;
  readonly choose: (chosen: Chosen) => void;
}

/** How many places need mending, as a small number with its word for screen readers. */
function Marks({ findings }: { findings: readonly Finding[] }) {
  const faults = findings.filter((finding) => finding.fault).length;
  if (faults > 0)
    return (
      <span className="studio-mark bad" title={`${faults} 处要改`}>
        {faults} 改
      </span>
    );
  return findings.length > 0 ? (
    <span className="studio-mark advice" title={`${findings.length} 条建议`}>
      {findings.length} 议
    </span>
  ) : null;
}

function Entry({
  place,
  label,
  note,
  findings,
  chosen,
  choose,
}: Omit<Listed, 'content'> & { place: Chosen; label: string; note?: string }) {
  const current = sameChoice(place, chosen);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current) button.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <button ref={button} type="button" className="studio-entry" aria-current={current} onClick={() => choose(place)}>
      <span className={label ? '' : 'dim'}>{label || '（未命名）'}</span>
      <Marks findings={findingsOf(findings, place)} />
      {note && <span className="dim">{note}</span>}
    </button>
  );
}

const itemDrag = 'application/x-questionnaire-item';

/** The call from the greeting to the closing words, the items among them; dragged or moved by keys. */
export function CallList({
  content,
  findings,
  chosen,
  choose,
  change,
  add,
}: Listed & { change: (content: QuestionnaireContent) => void; add: (aspect: AspectCode) => void }) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const script = (name: ScriptName) => (
    <Entry key={name} place={{ part: 'script', name }} label={scriptWords[name]} findings={findings} chosen={chosen} choose={choose} />
  );
  const drop = (event: DragEvent, to: number) => {
    const from = event.dataTransfer.getData(itemDrag);
    setOver(null);
    if (from === '') return;
    event.preventDefault();
    change(placeItem(content, Number(from), to));
    choose({ part: 'item', index: to });
  };
  const number = (item: Item, index: number) =>
    item.showIf.length > 0 ? '有条件' : item.kind === 'single' ? `${index + 1}` : kindWords[item.kind];
  const groups = groupsOf(content.items);
  const empty = content.aspects.filter((aspect) => !content.items.some((item) => item.aspect === aspect.code));
  const nameOf = (code: AspectCode) => content.aspects.find((aspect) => aspect.code === code)?.name ?? code;
  return (
    <>
      <Entry
        place={{ part: 'about' }}
        label={content.title || '基本信息'}
        note="基本信息"
        findings={findings}
        chosen={chosen}
        choose={choose}
      />
      <h2>开头</h2>
      {scriptsBefore.map(script)}
      {groups.map(({ aspect, from, items }) => (
        <Fragment key={`${aspect} ${from}`}>
          <h2>
            <span>{nameOf(aspect)}</span>
            <AddButton name={nameOf(aspect)} add={() => add(aspect)} />
          </h2>
          {items.map((item, offset) => {
            const index = from + offset;
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: the button inside is what is pressed; Alt with an arrow moves it too
              <div
                key={`${item.code} ${index}`}
                draggable
                className={dragClass(index, dragged, over)}
                onDragStart={(event) => {
                  event.dataTransfer.setData(itemDrag, String(index));
                  event.dataTransfer.effectAllowed = 'move';
                  setDragged(index);
                }}
                onDragEnd={() => {
                  setDragged(null);
                  setOver(null);
                }}
                onDragOver={(event) => {
                  if (!event.dataTransfer.types.includes(itemDrag)) return;
                  event.preventDefault();
                  setOver(index);
                }}
                onDragLeave={() => setOver(null)}
                onDrop={(event) => drop(event, index)}
              >
                <Entry
                  place={{ part: 'item', index }}
                  label={item.title}
                  note={number(item, index)}
                  findings={findings}
                  chosen={chosen}
                  choose={choose}
                />
              </div>
            );
          })}
        </Fragment>
      ))}
      {empty.map(({ code, name }) => (
        <h2 key={code}>
          <span className="dim">{name}</span>
          <AddButton name={name} add={() => add(code)} />
        </h2>
      ))}
      <h2>结尾</h2>
      {scriptsAfter.map(script)}
      <h2>用到时</h2>
      {scriptsApart.map(script)}
    </>
  );
}

/** The line stands where the item will: below what it is dragged down to, above what it is dragged up to. */
function dragClass(index: number, dragged: number | null, over: number | null): string {
  if (index === dragged) return 'studio-dragged';
  if (index !== over) return '';
  return dragged !== null && dragged < index ? 'studio-over below' : 'studio-over';
}

function AddButton({ name, add }: { name: string; add: () => void }) {
  return (
    <Button type="text" size="small" icon={<PlusOutlined />} aria-label={`在${name}里加一个条目`} onClick={add}>
      条目
    </Button>
  );
}

interface Group {
  readonly aspect: AspectCode;
  /** Index of its first item. */
  readonly from: number;
  readonly items: readonly Item[];
}

/** Items in their order, those of one aspect that follow each other together. */
function groupsOf(items: readonly Item[]): readonly Group[] {
  const groups: { aspect: AspectCode; from: number; items: Item[] }[] = [];
  for (const [index, item] of items.entries()) {
    const last = groups.at(-1);
    if (last?.aspect === item.aspect) last.items.push(item);
    else groups.push({ aspect: item.aspect, from: index, items: [item] });
  }
  return groups;
}

/** Guidance by whom it is for. */
export function GuidanceList({ content, findings, chosen, choose, add }: Listed & { add: () => void }) {
  return (
    <>
      <h2>
        <span>先看诊断，再看科室</span>
        <Button type="text" size="small" icon={<PlusOutlined />} onClick={add}>
          指导
        </Button>
      </h2>
      {content.guidance.map(({ title, icd10, department }, index) => (
        <Entry
          // biome-ignore lint/suspicious/noArrayIndexKey: titles may be equal while they are typed
          key={index}
          place={{ part: 'guidance', index }}
          label={title}
          note={icd10?.join(' ') ?? department ?? '一般'}
          findings={findings}
          chosen={chosen}
          choose={choose}
        />
      ))}
    </>
  );
}
