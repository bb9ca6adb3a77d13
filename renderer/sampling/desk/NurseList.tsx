import { Dropdown } from 'antd';
import { useState } from 'react';
import { Key, Mark } from '../../ui/parts.tsx';
import { draggedIds } from './dragging.ts';

/** A nurse, or the open pool (id null), with what is open there this month. */
export interface Holder {
  readonly id: string | null;
  readonly name: string;
  readonly open: number;
  readonly onLeave: boolean;
}

interface Actions {
  readonly picked: string | undefined;
  /** Shows only what lies there; undefined shows all. */
  readonly pick: (holder: string | undefined) => void;
  readonly chosen: number;
  readonly give: (followUpIds: readonly string[], nurseId: string | null) => void;
  readonly handOver: (nurseId: string) => void;
  readonly leave: (nurseId: string) => void;
  readonly back: (nurseId: string) => void;
}

/** Who has how much; each is a place to drop patients on. */
export function NurseList({ holders, ...actions }: { holders: readonly Holder[] } & Actions) {
  const most = Math.max(1, ...holders.map((holder) => holder.open));
  const all = holders.reduce((sum, holder) => sum + holder.open, 0);
  return (
    <section className="card desk-nurses" aria-label="回访员">
      <button type="button" className={`desk-all${actions.picked === undefined ? ' picked' : ''}`} onClick={() => actions.pick(undefined)}>
        <span className="grow">全部未结束</span>
        <b>{all.toLocaleString()}</b>
      </button>
      <div className="fill">
        {holders.map((holder, at) => (
          <HolderCard key={holder.id ?? ''} holder={holder} digit={at} share={holder.open / most} {...actions} />
        ))}
      </div>
    </section>
  );
}

function HolderCard({
  holder: { id, name, open, onLeave },
  digit,
  share,
  picked,
  pick,
  chosen,
  give,
  handOver,
  leave,
  back,
}: { holder: Holder; digit: number; share: number } & Actions) {
  const [over, setOver] = useState(false);
  const key = id ?? 'pool';
  const items = [
    { key: 'handOver', label: '转交给别人…', disabled: open === 0, onClick: () => id && handOver(id) },
    onLeave
      ? { key: 'back', label: '休假结束', onClick: () => id && back(id) }
      : { key: 'leave', label: '休假…', onClick: () => id && leave(id) },
  ];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has its keys, the digits
    <div
      className={`desk-holder${picked === key ? ' picked' : ''}${over ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const ids = draggedIds(event.dataTransfer);
        if (ids.length > 0) give(ids, id);
      }}
    >
      <button type="button" className="desk-pick" onClick={() => pick(picked === key ? undefined : key)}>
        <span className="row">
          {chosen > 0 && digit < 10 && <Key>{digit}</Key>}
          <span className="grow">{name}</span>
          {onLeave && <Mark tone="warn">休假</Mark>}
          <b className="num">{open.toLocaleString()}</b>
        </span>
        <span className="sampling-bar">
          <i style={{ width: `${100 * share}%` }} />
        </span>
      </button>
      {id !== null && (
        <Dropdown menu={{ items }} trigger={['click']}>
          <button type="button" className="desk-more" aria-label={`${name}的更多操作`}>
            ⋯
          </button>
        </Dropdown>
      )}
    </div>
  );
}
