/** Shows the definition of a figure and the interviews it counts. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Drawer, Segmented, Table } from 'antd';
import { useState } from 'react';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import type { InterviewBehind } from '../../shared/reporting/contract/reporting.ts';
import { intervalText, rateText } from '../../shared/reporting/rules/weightingWords.ts';
import { percent } from '../../shared/statistics/rules/percent.ts';
import { api, codeOf } from '../base/client.ts';
import { Failure, Mark, Nothing } from '../ui/parts.tsx';
import type { FigurePicked } from './figurePicked.ts';

type Show = 'all' | 'satisfied' | 'dissatisfied';
const pageSize = 20;

export function FigureDrawer({ picked, close }: { picked: FigurePicked | null; close: () => void }) {
  return (
    <Drawer open={picked !== null} onClose={close} size={760} title={picked?.title ?? ''} destroyOnHidden>
      {picked && <FigureContent picked={picked} key={picked.title} />}
    </Drawer>
  );
}

function FigureContent({ picked }: { picked: FigurePicked }) {
  const { figure, definition } = picked;
  const byItem = picked.query.itemCode !== undefined;
  return (
    <>
      <div className="drawer-figure">
        {byItem && figure.satisfied !== null && figure.interviews > 0 ? (
          <>
            <b>{percent(figure.interviews - figure.satisfied, figure.interviews)} %</b>
            <span className="mut">
              {figure.interviews - figure.satisfied} / {figure.interviews} 次回答有意见
            </span>
          </>
        ) : (
          <>
            <b>{figure.rate === null ? '–' : `${rateText(figure)} %`}</b>
            <span className="mut">
              {figure.satisfied ?? '–'} / {figure.interviews} · 95 % 区间 {intervalText(figure.interval)} %
            </span>
          </>
        )}
        {figure.satisfied === null && <Mark tone="warn">例数过少，不显示</Mark>}
      </div>
      <dl className="definition">
        <dt>口径</dt>
        <dd>{definition.name}</dd>
        <dt>分子</dt>
        <dd>{definition.numerator}</dd>
        <dt>分母</dt>
        <dd>{definition.denominator}</dd>
        <dt>不计入</dt>
        <dd>{definition.exclusions}</dd>
        <dt>说明</dt>
        <dd>{definition.note}</dd>
        <dt>问卷</dt>
        <dd>{picked.versions.join('、') || '–'}</dd>
      </dl>
      {picked.otherRule && <p className="mut">下面列出当月全部计数访谈，“结果”按“一项不满即不满意”标示，与上面的统计规则不同。</p>}
      <Behind picked={picked} />
    </>
  );
}

const columns = [
  {
    title: '患者',
    render: (_: unknown, row: InterviewBehind) => (
      <>
        {row.name} {row.corrected && <Mark tone="warn">已更正</Mark>}
        <div className="dim">{row.department}</div>
      </>
    ),
    width: 130,
  },
  { title: '出院', render: (_: unknown, row: InterviewBehind) => row.dischargeDate?.slice(5) ?? '–', width: 70 },
  {
    title: '回访',
    render: (_: unknown, row: InterviewBehind) => (
      <>
        {row.finishedAt ? civilDateOf(row.finishedAt).slice(5) : '–'}
        <div className="dim">{row.nurseName}</div>
      </>
    ),
    width: 80,
  },
  {
    title: '结果',
    render: (_: unknown, row: InterviewBehind) =>
      row.satisfied === null ? (
        '–'
      ) : row.satisfied ? (
        <Mark tone="good">满意</Mark>
      ) : (
        <Mark tone="bad">{row.objections === null ? '不满意' : `${row.objections} 项意见`}</Mark>
      ),
    width: 90,
  },
  {
    title: '意见原话',
    render: (_: unknown, row: InterviewBehind) =>
      row.opinions.map((text) => (
        <span className="quote" key={text}>
          “{text}”
        </span>
      )),
  },
];

function Behind({ picked }: { picked: FigurePicked }) {
  const [show, setShow] = useState<Show>(picked.show ?? 'all');
  const [page, setPage] = useState(1);
  const satisfied = show === 'all' ? {} : { satisfied: show === 'satisfied' };
  const behind = useQuery(
    api.reporting.interviews.queryOptions({
      input: { ...picked.query, ...satisfied, offset: (page - 1) * pageSize, limit: pageSize },
      placeholderData: keepPreviousData,
      retry: false,
    }),
  );
  const choose = (value: Show) => {
    setShow(value);
    setPage(1);
  };
  return (
    <>
      <div className="row">
        <h2>这个数字背后的访谈（{behind.data?.total ?? '…'} 例）</h2>
        <span className="grow" />
        <Segmented<Show>
          value={show}
          onChange={choose}
          options={[
            { value: 'all', label: '全部' },
            { value: 'dissatisfied', label: '有意见' },
            { value: 'satisfied', label: '无意见' },
          ]}
        />
      </div>
      {codeOf(behind.error) === 'NUMBER_HIDDEN' ? (
        <Nothing>例数过少，为保护患者不分满意与否显示。</Nothing>
      ) : behind.isError ? (
        <Failure error={behind.error} retry={() => void behind.refetch()} />
      ) : (
        <Table<InterviewBehind>
          size="small"
          rowKey="place"
          columns={columns}
          dataSource={behind.data?.rows.map((row, place) => ({ ...row, place })) ?? []}
          loading={behind.isPending}
          pagination={{
            current: page,
            pageSize,
            total: behind.data?.total ?? 0,
            onChange: setPage,
            showSizeChanger: false,
            hideOnSinglePage: true,
          }}
          locale={{ emptyText: '没有这样的访谈' }}
        />
      )}
    </>
  );
}
