/** The list of discharges, newest first, filtered by month, department and follow-up, or by a search text. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Select, Tag } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { type FollowUpFilter, followUpFilters, type Role } from '../../shared/base/contract/words.ts';
import type { DischargeRow } from '../../shared/discharges/contract/discharges.ts';
import { api } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { useUser } from '../base/signedIn.ts';
import { Failure, Nothing, Page } from '../ui/parts.tsx';
import { DeathDoubts } from './DeathDoubts.tsx';
import { DischargeTable } from './DischargeTable.tsx';

const pageSize = 200;

/** What the list shows, kept in the address: going back from a discharge shows the same. */
export interface DischargeChoice {
  readonly find?: string;
  readonly month?: string;
  readonly department?: string;
  readonly followUp?: FollowUpFilter;
  /** Row under the cursor. */
  readonly at?: number;
}

/** Reads the choice from an address; what it does not know is left out. */
export function choiceFrom(address: Record<string, unknown>): DischargeChoice {
  const text = (name: string) =>
    typeof address[name] === 'string' && address[name] !== '' ? String(address[name]).slice(0, 40) : undefined;
  const { data: followUp } = followUpFilters.schema.safeParse(address['followUp']);
  const [find, month, department] = [text('find'), text('month'), text('department')];
  return {
    ...(find ? { find } : {}),
    ...(month && /^\d{4}-\d\d$/.test(month) ? { month } : {}),
    ...(department ? { department } : {}),
    ...(followUp ? { followUp } : {}),
    ...(Number.isInteger(address['at']) ? { at: Number(address['at']) } : {}),
  };
}

function useDischarges({ find, month, department, followUp }: DischargeChoice) {
  const list = useInfiniteQuery(
    api.discharges.list.infiniteOptions({
      input: (after: string | null) => ({
        limit: pageSize,
        ...(find ? { search: find } : {}),
        ...(month ? { month } : {}),
        ...(department ? { departmentId: department } : {}),
        ...(followUp ? { followUp } : {}),
        ...(after ? { after } : {}),
      }),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => last.next,
      placeholderData: keepPreviousData,
    }),
  );
  const rows = useMemo<DischargeRow[]>(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return { list, rows, more, first: list.data?.pages[0] };
}

export function DischargesPage() {
  const { role } = useUser();
  const navigate = useNavigate();
  const choice = choiceFrom(useSearch({ strict: false }));
  const { find, month, department, followUp } = choice;
  const [cursor, setCursor] = useState(choice.at ?? -1);
  const months = useQuery(api.discharges.months.queryOptions({ input: {} }));
  const departments = useQuery(api.hospital.departments.queryOptions({ input: {} }));
  const { list, rows, more, first } = useDischarges(choice);
  const show = (changes: { readonly [name in keyof DischargeChoice]?: DischargeChoice[name] | null }) => {
    setCursor(-1);
    void navigate({ to: '/discharges', search: choiceFrom({ ...choice, at: undefined, ...changes }), replace: true });
  };
  const open = useCallback(
    async (index: number) => {
      const row = rows[index];
      if (!row) return;
      await navigate({ to: '/discharges', search: (known: object) => choiceFrom({ ...known, at: index }), replace: true });
      await navigate({ to: '/discharges/$dischargeId', params: { dischargeId: row.id } });
    },
    [rows, navigate],
  );
  useCommands(
    useMemo<Command[]>(
      () => [
        { id: 'discharges.down', label: '下移', keys: ['ArrowDown'], run: () => setCursor((at) => Math.min(at + 1, rows.length - 1)) },
        { id: 'discharges.up', label: '上移', keys: ['ArrowUp'], run: () => setCursor((at) => Math.max(at - 1, 0)) },
        {
          id: 'discharges.pageDown',
          label: '下翻一屏',
          keys: ['PageDown'],
          run: () => setCursor((at) => Math.min(at + 15, rows.length - 1)),
        },
        { id: 'discharges.pageUp', label: '上翻一屏', keys: ['PageUp'], run: () => setCursor((at) => Math.max(at - 15, 0)) },
        { id: 'discharges.open', label: '打开选中的出院记录', keys: ['Enter'], when: cursor >= 0, run: () => void open(cursor) },
      ],
      [rows.length, cursor, open],
    ),
  );
  return (
    <Page
      title="出院记录"
      beside={
        <>
          <span className="mut">{howMany(choice, role === 'nurse' ? undefined : months.data, first)}</span>
          {find && (
            <Tag closable onClose={() => show({ find: null })}>
              查找：{find}
            </Tag>
          )}
        </>
      }
      actions={
        <>
          <Select<string | null>
            aria-label="月份"
            allowClear
            style={{ width: 150 }}
            placeholder="全部月份"
            value={month ?? null}
            options={(months.data ?? []).map((each) => ({ value: each.month, label: `${each.month.replace('-', '年')}月` }))}
            onChange={(value) => show({ month: value })}
          />
          <Select<string | null>
            aria-label="科室"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            style={{ width: 160 }}
            placeholder="全部科室"
            value={department ?? null}
            options={(departments.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(value) => show({ department: value })}
          />
          <Select<FollowUpFilter | null>
            aria-label="回访"
            allowClear
            style={{ width: 130 }}
            placeholder="回访不限"
            value={followUp ?? null}
            options={followUpFilters.codes.map((code) => ({ value: code, label: followUpFilters.zh[code] }))}
            onChange={(value) => show({ followUp: value })}
          />
          {role !== 'nurse' && (
            <Link to="/import">
              <Button type="primary">导入</Button>
            </Link>
          )}
        </>
      }
    >
      <Failure error={list.error} retry={() => void list.refetch()} />
      {role !== 'nurse' && <DeathDoubts />}
      <DischargeTable
        rows={rows}
        few={role === 'nurse'}
        cursor={cursor}
        loading={list.isLoading}
        empty={<Nothing>{find || month || department || followUp ? '没有符合条件的出院记录。' : emptyWords(role)}</Nothing>}
        open={(index) => void open(index)}
        more={more}
      />
    </Page>
  );
}

const emptyWords = (role: Role) =>
  role === 'nurse' ? '没有您的回访任务。患者来电时，可以按姓名或号码查找。' : '还没有出院记录，请先从医院系统导出并导入。';

/** The months know their whole number; anything else, and a nurse's part of them, is counted up to a bound. */
function howMany(
  { find, month, department, followUp }: DischargeChoice,
  months: readonly { readonly month: string; readonly discharges: number }[] | undefined,
  first: { readonly total: number | null; readonly atLeast: boolean } | undefined,
): string {
  if (!find && !department && !followUp && months) {
    const sum = months.filter((each) => !month || each.month === month).reduce((all, each) => all + each.discharges, 0);
    return `${sum.toLocaleString('zh-CN')} 条`;
  }
  return first ? `${(first.total ?? 0).toLocaleString('zh-CN')}${first.atLeast ? '+' : ''} 条` : '';
}
