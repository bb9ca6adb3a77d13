/** 勿扰名单 (do-not-call list): search, add, lift with a reason; the history stays. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Input, Segmented, Table } from 'antd';
import { useState } from 'react';
import { doNotCallWhys } from '../../shared/base/contract/words.ts';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import type { DoNotCallEntry } from '../../shared/worklist/contract/doNotCall.ts';
import { api, client } from '../base/client.ts';
import { Failure, Mark } from '../ui/parts.tsx';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';
import { AddDoNotCall } from './AddDoNotCall.tsx';
import '../ui/listPage.css';

type Show = 'in_force' | 'past';
const perPage = 100;

export function DoNotCallTab() {
  const { message } = App.useApp();
  const [search, setSearch] = useState('');
  const [show, setShow] = useState<Show>('in_force');
  const [page, setPage] = useState(1);
  const [adding, setAdding] = useState(false);
  const [lifting, setLifting] = useState<DoNotCallEntry | null>(null);
  const [alive, setAlive] = useState<DoNotCallEntry | null>(null);
  const list = useQuery(
    api.numbers.doNotCallList.queryOptions({
      input: { search, show, offset: (page - 1) * perPage, limit: perPage },
      placeholderData: keepPreviousData,
    }),
  );
  const lift = useMutation({
    mutationFn: (order: { id: string; reason: string }) => client.numbers.liftDoNotCall(order),
    onSuccess: () => {
      setLifting(null);
      void message.success('已解除，记录留在“已解除、已到期”里');
    },
  });
  const correct = useMutation({
    mutationFn: (order: { dischargeId: string; reason: string }) => client.calls.correctDeath(order),
    onSuccess: ({ reopened }) => {
      setAlive(null);
      void message.success(reopened > 0 ? `已更正，${reopened} 个回访重新打开` : '已更正，可以再次抽样和拨打');
    },
  });
  return (
    <div className="number-check">
      <div className="row">
        <Input.Search
          aria-label="查找"
          placeholder="姓名、住院号、号码或后四位"
          allowClear
          style={{ width: 260 }}
          onSearch={(text) => {
            setSearch(text);
            setPage(1);
          }}
        />
        <Segmented<Show>
          aria-label="显示"
          options={[
            { value: 'in_force', label: '有效' },
            { value: 'past', label: '已解除、已到期' },
          ]}
          value={show}
          onChange={(next) => {
            setShow(next);
            setPage(1);
          }}
        />
        <span className="mut">名单上的人不进抽样框、不补抽、不能拨打。</span>
        <span className="grow" />
        <Button type="primary" onClick={() => setAdding(true)}>
          登记勿扰
        </Button>
      </div>
      <Failure error={list.error} retry={() => void list.refetch()} />
      <Table
        rowKey="id"
        size="small"
        loading={list.isLoading}
        dataSource={list.data?.rows ?? []}
        locale={{ emptyText: search ? '没有找到' : show === 'in_force' ? '名单是空的' : '还没有解除或到期的' }}
        pagination={{
          current: page,
          pageSize: perPage,
          total: list.data?.total ?? 0,
          onChange: setPage,
          showSizeChanger: false,
          hideOnSinglePage: true,
        }}
        columns={[
          {
            title: '勿扰',
            width: 200,
            render: (_, row) => (
              <>
                <Mark>{row.scope === 'patient' ? '患者' : '号码'}</Mark> {row.scope === 'patient' ? row.name : row.number}
              </>
            ),
          },
          {
            title: '是谁',
            render: (_, row) =>
              row.scope === 'patient' ? (
                <span className="mut">
                  {row.inpatientNumber} {row.department}
                </span>
              ) : (
                <span className="mut">{row.name ? `这个号码的患者：${row.name}` : '没有患者用这个号码'}</span>
              ),
          },
          {
            title: '原因',
            width: 220,
            render: (_, row) => (
              <>
                {doNotCallWhys.zh[row.why]} <span className="mut">{row.note}</span>
              </>
            ),
          },
          { title: '有效到', width: 110, render: (_, row) => row.until ?? '长期' },
          { title: '登记', width: 160, render: (_, row) => `${civilDateOf(row.at)} ${row.by}` },
          {
            title: show === 'in_force' ? '' : '解除',
            width: show === 'in_force' ? 130 : 240,
            render: (_, row) =>
              row.deathOf !== null ? (
                <Button size="small" type="link" onClick={() => setAlive(row)}>
                  更正：患者健在
                </Button>
              ) : row.inForce ? (
                <Button size="small" type="link" onClick={() => setLifting(row)}>
                  解除
                </Button>
              ) : row.lifted ? (
                `${civilDateOf(row.lifted.at)} ${row.lifted.by}：${row.lifted.reason}`
              ) : (
                <span className="dim">已到期</span>
              ),
          },
        ]}
      />
      {adding && <AddDoNotCall close={() => setAdding(false)} />}
      {lifting && (
        <ReasonDialog
          title={`解除勿扰：${lifting.scope === 'patient' ? lifting.name : lifting.number}`}
          says="解除后可以再次抽样和拨打，已结束的回访不会自动重开。"
          usual={['本人来电同意', '登记有误']}
          action="解除"
          busy={lift.isPending}
          error={lift.error}
          go={(reason) => lift.mutate({ id: lifting.id, reason })}
          close={() => setLifting(null)}
        />
      )}
      {alive?.deathOf && (
        <ReasonDialog
          title={`更正已故登记：${alive.name}`}
          says="患者健在时使用：勿扰同时解除，因已故而结束的回访重新打开，可以再次抽样和拨打。更正会记入操作日志。"
          usual={['接电话的人弄错了', '本人来电', '登记时选错']}
          action="更正"
          busy={correct.isPending}
          error={correct.error}
          go={(reason) => correct.mutate({ dischargeId: alive.deathOf ?? '', reason })}
          close={() => setAlive(null)}
        />
      )}
    </div>
  );
}
