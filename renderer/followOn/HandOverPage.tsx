/** The page 交接班: hand-over notes of the user and of colleagues, with who has read each. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Segmented, Spin } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type HandOverBox, handOverBoxes } from '../../shared/base/contract/words.ts';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import type { HandOverNote } from '../../shared/followOn/contract/handOver.ts';
import { api, client, sentenceOf } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { useUser } from '../base/signedIn.ts';
import { Failure, Key, Mark, Nothing, Page } from '../ui/parts.tsx';
import { HandOverDialog, whenOf } from '../worklist/index.ts';
import './handOverPage.css';

const limit = 100;

export function HandOverPage() {
  const user = useUser();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [box, setBox] = useState<HandOverBox>(user.role === 'nurse' ? 'received' : 'all');
  const [cursor, setCursor] = useState(0);
  const [writing, setWriting] = useState(false);
  const list = useQuery(
    api.followOn.handOvers.queryOptions({ input: { box, limit }, placeholderData: keepPreviousData, refetchInterval: 60_000 }),
  );
  const rows = list.data?.rows ?? [];
  const note = rows[Math.min(cursor, rows.length - 1)];
  const tick = useMutation({
    mutationFn: (id: string) => client.followOn.readHandOver({ id }),
    onSettled: () => void list.refetch(),
    onError: (error) => void message.warning(sentenceOf(error)),
  });
  const { mutate: read } = tick;
  const call = useCallback((followUpId: string) => void navigate({ to: '/call/$followUpId', params: { followUpId } }), [navigate]);
  const commands = useMemo<Command[]>(() => {
    const follow = note?.about?.takeable ? note.about.followUpId : null;
    return [
      { id: 'down', label: '下一条', keys: ['ArrowDown'], run: () => setCursor((at) => Math.min(at + 1, rows.length - 1)) },
      { id: 'up', label: '上一条', keys: ['ArrowUp'], run: () => setCursor((at) => Math.max(at - 1, 0)) },
      { id: 'tick', label: '已阅', keys: ['Enter'], when: note?.waits === true, run: () => note && read(note.id) },
      { id: 'call', label: '打给这位患者', keys: ['D', 'd'], when: follow !== null, run: () => follow && call(follow) },
      { id: 'write', label: '写交接', keys: ['N', 'n'], run: () => setWriting(true) },
    ];
  }, [note, rows.length, read, call]);
  useCommands(commands, '交接班');
  const boxes = handOverBoxes.codes.filter((code) => user.role === 'supervisor' || code !== 'all');
  const waiting = list.data?.waiting ?? 0;
  return (
    <Page
      title="交接班"
      beside={<span className="mut">{waiting > 0 ? `${waiting} 条待阅` : '都已阅'}</span>}
      actions={
        <>
          <Segmented<HandOverBox>
            aria-label="哪些交接"
            value={box}
            onChange={(next) => {
              setBox(next);
              setCursor(0);
            }}
            options={boxes.map((value) => ({ value, label: handOverBoxes.zh[value] }))}
          />
          <Button type="primary" onClick={() => setWriting(true)}>
            写交接 <Key>N</Key>
          </Button>
        </>
      }
    >
      <Failure error={list.error} retry={() => void list.refetch()} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
      <section className="card fill hand-overs" aria-label="交接" tabIndex={0} data-testid="hand-overs">
        {list.isLoading && (
          <div className="centre">
            <Spin />
          </div>
        )}
        {list.data && rows.length === 0 && <Nothing>{emptyWords[box]}</Nothing>}
        {rows.map((row, index) => (
          <Note key={row.id} note={row} selected={row === note} select={() => setCursor(index)} read={() => read(row.id)} call={call} />
        ))}
        {list.data && list.data.total > rows.length && (
          <p className="dim hand-over-more">
            只列出最近 {limit} 条，共 {list.data.total} 条。
          </p>
        )}
      </section>
      {writing && <HandOverDialog about={null} close={() => setWriting(false)} />}
    </Page>
  );
}

const emptyWords: Readonly<Record<HandOverBox, string>> = {
  waiting: '没有待阅的交接。',
  received: '还没有给您的交接。同事交接后会出现在这里。',
  sent: '您还没有写过交接。按 N 写一条，留给下一班或某位同事。',
  all: '还没有人写过交接。',
};

function Note({
  note,
  selected,
  select,
  read,
  call,
}: {
  note: HandOverNote;
  selected: boolean;
  select: () => void;
  read: () => void;
  call: (followUpId: string) => void;
}) {
  const { about, readBy } = note;
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    if (selected) element.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const today = civilDateOf(new Date().toISOString());
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrows choose, a command of the page
    // biome-ignore lint/a11y/noNoninteractiveElementInteractions: as above
    <article ref={element} className={`hand-over ${selected ? 'cursor' : ''}`} data-waits={note.waits} onClick={select}>
      <div className="row">
        {note.waits ? <Mark tone="warn">待阅</Mark> : <Mark>{note.mine ? '我写的' : readBy.length > 0 ? '已阅' : '无人阅'}</Mark>}
        <b>{note.from}</b>
        <span className="mut">
          交给 {note.to ?? '下一班'}
          {note.movedFrom && `（原交 ${note.movedFrom}）`} · {whenOf(note.at, today)}
        </span>
        {about && (
          <>
            <Mark tone="accent">{about.name}</Mark>
            <span className="mut">
              {about.department}
              {about.phone && ` · ${about.phone}`}
              {about.state === 'ended' && ' · 回访已结束'}
            </span>
          </>
        )}
        <span className="grow" />
        {about?.takeable && (
          <Button size="small" onClick={() => call(about.followUpId)}>
            打给患者 {selected && <Key>D</Key>}
          </Button>
        )}
        {note.waits && (
          <Button size="small" type="primary" onClick={read}>
            已阅 {selected && <Key>↵</Key>}
          </Button>
        )}
      </div>
      <p>{note.text}</p>
      {readBy.length > 0 && <p className="mut small">{readBy.map(({ name, at }) => `${name} ${whenOf(at, today)} 已阅`).join('、')}</p>}
    </article>
  );
}
