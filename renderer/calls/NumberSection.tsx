/** Chooses the number to dial: the numbers in their order, what is known of each, and a field for a new one. */

import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Input, type InputRef } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { phoneKinds, phoneSources } from '../../shared/base/contract/words.ts';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import type { Brief } from '../../shared/interviews/contract/brief.ts';
import type { KnownNumber } from '../../shared/worklist/contract/knownNumber.ts';
import { api, client, queries, sentenceOf } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { useDraft } from '../base/useDraft.ts';
import { Choice } from '../ui/Choice.tsx';
import { Key, Mark } from '../ui/parts.tsx';
import { phoneGroups, whenOf } from '../worklist/index.ts';
import './numberSection.css';

const isUsable = (one: KnownNumber) => !one.bad && !one.listed;

/** The numbers as the screen was opened with them, until they are asked for. */
const fromBrief = (brief: Brief): KnownNumber[] =>
  brief.patient.phones.map((phone) => ({ ...phone, source: 'file', foundBad: false, listed: false, last: null }));

/** The numbers of a follow-up in their order, and which one is chosen: the first that may be dialled until another is. */
export function useNumbers(brief: Brief) {
  const input = { followUpId: brief.followUp.id };
  const asked = useQuery(api.numbers.list.queryOptions({ input }));
  const all = useMemo(() => asked.data ?? fromBrief(brief), [asked.data, brief]);
  const [chosen, choose] = useState<string | null>(null);
  const phone = all.find((one) => one.id === chosen) ?? all.find(isUsable) ?? all[0] ?? null;
  const set = (numbers: KnownNumber[]) => queries.setQueryData(api.numbers.list.queryKey({ input }), numbers);
  return { all, phone, choose, set };
}

export type Numbers = ReturnType<typeof useNumbers>;

/** 2026-11-10 found wrong by whom: what the mark beside a number says in full. */
function lastInWords({ last }: KnownNumber): string {
  return last ? `${last.what} · ${whenOf(last.at, civilDateOf(new Date().toISOString()))} ${last.by}${last.note && `：${last.note}`}` : '';
}

function NumberMark({ number }: { number: KnownNumber }) {
  if (number.listed) return <Mark tone="bad">勿扰</Mark>;
  if (number.bad) return <Mark tone="warn">{number.last?.what ?? '可能有误'}</Mark>;
  if (number.last && number.last.what !== '新增') return <Mark tone="good">{number.last.what}</Mark>;
  return <>{number.source === 'file' ? phoneKinds.zh[number.kind] : phoneSources.zh[number.source]}</>;
}

export function NumberSection({ brief, numbers }: { brief: Brief; numbers: Numbers }) {
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { all, phone, choose, set } = numbers;
  const followUpId = brief.followUp.id;
  const [adding, setAdding] = useState(false);
  const [typed, type] = useDraft(`number ${followUpId}`, noNumber);
  const [warned, setWarned] = useState<string | null>(null);
  const change = useMutation({
    mutationFn: (work: () => Promise<KnownNumber[]>) => work(),
    onSuccess: (known) => {
      set(known);
      if (known.some(isUsable) || known.every(({ bad }) => !bad)) return;
      void message.info('没有可拨的号码了：这位患者的回访已结束，号码交病区核对，核对后可以重开。', 8);
      void navigate({ to: '/work-list' });
    },
    onError: (error) => void message.error(sentenceOf(error), 8),
  });
  const { mutate } = change;
  const at = phone ? all.indexOf(phone) : -1;
  const commands = useMemo<Command[]>(() => {
    const chosen = phone?.id ?? '';
    const move = (place: number) => mutate(() => client.numbers.moveNumber({ followUpId, phoneId: chosen, place }));
    const mark = (kind: 'bad' | 'restored') => mutate(() => client.numbers.markNumber({ followUpId, phoneId: chosen, mark: kind }));
    const markBad = () => {
      const last = all.every((one) => one.id === chosen || !isUsable(one));
      // The last one that no call found wrong is refused with the reason why.
      if (!last || warned === chosen || !phone?.foundBad) return mark('bad');
      setWarned(chosen);
      void message.warning(
        '这是最后一个可拨的号码，拨打时是空号或错号：标为有误就结束回访、交病区核对。知道新号码请先按 A 添加；确实要标，请再按一次 X。',
        8,
      );
    };
    const select = (index: number) => choose(all[Math.min(Math.max(index, 0), all.length - 1)]?.id ?? null);
    return [
      ...all.slice(0, 9).map((one, index) => ({
        id: `phone-${index}`,
        label: `第 ${index + 1} 个号码`,
        keys: [String(index + 1)],
        run: () => choose(one.id),
      })),
      { id: 'next-phone', label: '下一个号码', keys: ['ArrowDown'], run: () => select(at + 1) },
      { id: 'previous-phone', label: '上一个号码', keys: ['ArrowUp'], run: () => select(at - 1) },
      {
        id: 'copy',
        label: '复制号码',
        keys: ['C'],
        when: phone !== null,
        run: () =>
          void navigator.clipboard?.writeText(phone?.number ?? '').then(
            () => message.success('号码已复制'),
            () => message.warning('浏览器不允许复制，请手动抄写号码'),
          ),
      },
      { id: 'phone-up', label: '号码上移', keys: ['Alt+ArrowUp'], when: at > 0, run: () => move(at - 1) },
      { id: 'phone-down', label: '号码下移', keys: ['Alt+ArrowDown'], when: at >= 0 && at < all.length - 1, run: () => move(at + 1) },
      { id: 'add-phone', label: '添加号码', keys: ['A'], run: () => setAdding(true) },
      phone?.bad
        ? { id: 'mark-phone', label: '号码已恢复', keys: ['X'], run: () => mark('restored') }
        : { id: 'mark-phone', label: '号码有误', keys: ['X'], when: phone !== null, run: markBad },
    ];
  }, [all, phone, at, choose, followUpId, mutate, message, warned]);
  useCommands(commands, '选号码');
  const press = (id: string) => commands.find((command) => command.id === id);
  return (
    <section data-testid="numbers">
      <h2>拨哪个号码</h2>
      {all.length === 0 && <p className="bad">没有可拨的号码，按 A 添加，或返回任务列表请病区核对号码。</p>}
      <div className="call-choices">
        {all.map((one, index) => (
          <Choice
            key={one.id}
            cap={String(index + 1)}
            selected={one.id === phone?.id}
            {...(isUsable(one) ? {} : { tone: 'dim' as const })}
            detail={<NumberMark number={one} />}
            choose={() => choose(one.id)}
          >
            <b className="number">{phoneGroups(one.number)}</b>
            {one.extension && ` 转 ${one.extension}`} <span className="mut">{one.relation || '本人'}</span>{' '}
            <span className="dim">{lastInWords(one)}</span>
          </Choice>
        ))}
      </div>
      {adding ? (
        <AddNumber
          busy={change.isPending}
          typed={typed}
          type={type}
          close={() => setAdding(false)}
          add={(first) =>
            mutate(() => client.numbers.addNumber({ followUpId, number: typed.number.trim(), relation: typed.relation.trim(), first }), {
              onSuccess: () => {
                type(noNumber);
                setAdding(false);
              },
            })
          }
        />
      ) : (
        <div className="row number-tools">
          {(['phone-up', 'phone-down', 'mark-phone', 'add-phone'] as const).map((id) => {
            const command = press(id);
            const caps = { 'phone-up': 'Alt ↑', 'phone-down': 'Alt ↓', 'mark-phone': 'X', 'add-phone': 'A' };
            return (
              <Button
                key={id}
                size="small"
                type="text"
                disabled={command?.when === false || change.isPending}
                onClick={() => command?.run()}
              >
                {command?.label} <Key>{caps[id]}</Key>
              </Button>
            );
          })}
        </div>
      )}
    </section>
  );
}

const relations = ['本人', '配偶', '儿子', '女儿', '父亲', '母亲'];

/** A number learned just now, as far as it is typed. */
interface TypedNumber {
  readonly number: string;
  readonly relation: string;
}
const noNumber: TypedNumber = { number: '', relation: '' };

function AddNumber({
  typed,
  type,
  add,
  close,
  busy,
}: {
  typed: TypedNumber;
  type: (typed: TypedNumber) => void;
  add: (first: boolean) => void;
  close: () => void;
  busy: boolean;
}) {
  const { number, relation } = typed;
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  const onKey = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && number.trim() !== '') add(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of its own fields, before the screen hears them
    <div className="row number-add" onKeyDown={onKey}>
      <Input
        ref={field}
        aria-label="新号码"
        placeholder="回访中得知的号码"
        value={number}
        maxLength={40}
        onChange={(event) => type({ ...typed, number: event.target.value })}
      />
      <Input
        aria-label="与患者关系"
        placeholder={`关系：${relations.join('、')}`}
        value={relation}
        maxLength={12}
        onChange={(event) => type({ ...typed, relation: event.target.value })}
      />
      <Button type="primary" loading={busy} disabled={number.trim() === ''} onClick={() => add(true)}>
        设为首选 <Key>↵</Key>
      </Button>
      <Button disabled={number.trim() === ''} onClick={() => add(false)}>
        放在最后
      </Button>
      <Button onClick={close}>
        取消 <Key>Esc</Key>
      </Button>
    </div>
  );
}
