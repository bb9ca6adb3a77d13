/** Finds a discharge from anywhere: name, pinyin initials, inpatient number, last digits of a phone. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { AutoComplete, Input, type InputRef } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { sexes } from '../../shared/base/contract/words.ts';
import type { DischargeRow } from '../../shared/discharges/contract/discharges.ts';
import { api } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { Key } from '../ui/parts.tsx';
import './discharges.css';

const shown = 8;
const pauseMs = 120;
/** Choices that are no discharge. */
const all = 'all';
const nothing = 'nothing';

/** The text once typing pauses. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

function Found({ row }: { row: DischargeRow }) {
  return (
    <div className="found">
      <b>{row.name}</b>
      <span className="mut">
        {row.sex === 'unknown' ? '' : sexes.zh[row.sex]} {row.ageText}
      </span>
      <span>{row.department}</span>
      <span className="dim">{row.inpatientNumber}</span>
      <span className="dim">{row.dischargeDate} 出院</span>
    </div>
  );
}

/** @param hasKey `/` leads here; false where a room searches its own list. */
export function SearchBox({ hasKey }: { hasKey: boolean }) {
  const navigate = useNavigate();
  const input = useRef<InputRef>(null);
  const [text, setText] = useState('');
  // Enter before the answer is there opens the first one when it is.
  const [entered, setEntered] = useState(false);
  const asked = usePaused(text.trim().slice(0, 40));
  const found = useQuery(
    api.discharges.list.queryOptions({ input: { search: asked, limit: shown }, enabled: asked !== '', placeholderData: keepPreviousData }),
  );
  useCommands(
    useMemo<Command[]>(
      () => [{ id: 'search', label: '查找出院记录', keys: ['/'], when: hasKey, run: () => input.current?.focus({ cursor: 'all' }) }],
      [hasKey],
    ),
  );
  const current = text.trim() !== '' && asked === text.trim().slice(0, 40) && !found.isPlaceholderData;
  const { rows = [], total = 0, atLeast = false } = (asked !== '' && found.data) || {};
  const leave = () => {
    setText('');
    input.current?.blur();
  };
  const choose = (value: string) => {
    if (value === nothing) return;
    leave();
    if (value === all) void navigate({ to: '/discharges', search: { find: asked } });
    else void navigate({ to: '/discharges/$dischargeId', params: { dischargeId: value } });
  };
  useEffect(() => {
    if (!entered || !current || !found.data) return;
    setEntered(false);
    const [first] = found.data.rows;
    if (!first) return;
    setText('');
    input.current?.blur();
    void navigate({ to: '/discharges/$dischargeId', params: { dischargeId: first.id } });
  }, [entered, current, found.data, navigate]);
  const everything = `全部 ${(total ?? 0).toLocaleString('zh-CN')}${atLeast ? '+' : ''} 条，在列表里看`;
  const options =
    rows.length > 0
      ? [
          ...rows.map((row) => ({ value: row.id, label: <Found row={row} /> })),
          ...((total ?? 0) > rows.length ? [{ value: all, label: <span className="dim">{everything}</span> }] : []),
        ]
      : current && found.data
        ? [{ value: nothing, label: <span className="dim">没有找到。可以输入姓名、拼音首字母、住院号或手机后四位。</span> }]
        : [];
  return (
    <AutoComplete
      className="search-box"
      classNames={{ popup: { root: 'search-popup' } }}
      value={text}
      options={text.trim() === '' ? [] : options}
      defaultActiveFirstOption
      popupMatchSelectWidth={600}
      listHeight={320}
      onSelect={choose}
      onSearch={(typed) => {
        setText(typed);
        setEntered(false);
      }}
    >
      <Input
        ref={input}
        aria-label="查找出院记录"
        placeholder="姓名、拼音首字母、住院号、手机尾号"
        suffix={hasKey ? <Key>/</Key> : null}
        onKeyDown={(event) => {
          if (event.key === 'Escape') leave();
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && !current && text.trim() !== '') setEntered(true);
        }}
      />
    </AutoComplete>
  );
}
