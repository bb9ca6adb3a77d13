import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Drawer, Spin } from 'antd';
import { useState } from 'react';
import { type ExclusionReason, exclusionReasons, sexes } from '../../shared/base/contract/words.ts';
import type { FrameRow, SamplePlan } from '../../shared/sampling/contract/sampling.ts';
import { api } from '../base/client.ts';
import { Failure, Mark, Pages } from '../ui/parts.tsx';

/** Which number of which frame was opened. */
export type Shown = { readonly reason: ExclusionReason } | { readonly stratum: string };
export type FrameOf = { readonly plan: SamplePlan } | { readonly drawId: string };

const pageSize = 100;

/** The discharges behind a number of the frame. */
export function FrameDrawer({ of, show, close }: { of: FrameOf; show: Shown; close: () => void }) {
  const [page, setPage] = useState(1);
  const rows = useQuery(
    api.sampling.frameRows.queryOptions({
      input: { of, show, offset: (page - 1) * pageSize, limit: pageSize },
      placeholderData: keepPreviousData,
    }),
  );
  const total = rows.data?.total ?? 0;
  const name = 'reason' in show ? `排除：${exclusionReasons.zh[show.reason]}` : show.stratum;
  return (
    <Drawer
      open
      size={860}
      title={`${name} · ${total.toLocaleString()} 例`}
      extra={<span className="sampling-note">{'drawId' in of ? '抽样时的记录' : '按现在的方案'}</span>}
      onClose={close}
      footer={total > pageSize && <Pages page={page} pageSize={pageSize} total={total} go={setPage} />}
    >
      <Failure error={rows.error} retry={() => void rows.refetch()} />
      {rows.isLoading ? <Spin /> : <Rows rows={rows.data?.rows ?? []} drawn={'drawId' in of && 'stratum' in show} />}
    </Drawer>
  );
}

function Rows({ rows, drawn }: { rows: readonly FrameRow[]; drawn: boolean }) {
  return (
    <table className="sampling-table" aria-label="出院记录">
      <thead>
        <tr>
          {drawn && <th>名单</th>}
          <th>住院号</th>
          <th>患者</th>
          <th>科室</th>
          <th>病区</th>
          <th>出院</th>
          <th>诊断</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            {drawn && (
              <td>
                {row.chosen === 'sampled' && <Mark tone="accent">抽中 {row.rank}</Mark>}
                {row.chosen === 'reserve' && <Mark>备选 {row.rank}</Mark>}
              </td>
            )}
            <td className="nowrap">{row.inpatientNumber}</td>
            {row.gone ? (
              <td colSpan={3} className="dim">
                记录已随导入批次撤销
              </td>
            ) : (
              <>
                <td className="nowrap">
                  <b>{row.name}</b>{' '}
                  <span className="mut">
                    {sexes.zh[row.sex]} {row.ageText}
                  </span>
                </td>
                <td className="nowrap">{row.department}</td>
                <td className="nowrap">{row.ward}</td>
              </>
            )}
            <td className="nowrap">{row.dischargeDate}</td>
            <td>{row.diagnosis}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
