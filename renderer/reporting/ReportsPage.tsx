/** The page 满意度月报: the month in words, twelve months, departments × aspects, items, calls. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Select, Spin, Switch, Tabs } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { type RateRule, rateRules } from '../../shared/base/contract/words.ts';
import { monthOf } from '../../shared/base/rules/time.ts';
import type { MonthReport } from '../../shared/reporting/contract/reporting.ts';
import { api, download, sentenceOf } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { Failure, Key, Nothing, Page } from '../ui/parts.tsx';
import { Chart } from './chart.tsx';
import { comparable, departmentsChart } from './departmentsChart.ts';
import { FieldworkTab } from './FieldworkTab.tsx';
import { FigureDrawer } from './FigureDrawer.tsx';
import { type FigurePicked, pickDepartment, pickMonth, pickReport } from './figurePicked.ts';
import { monthText } from './figureText.ts';
import { Headline } from './Headline.tsx';
import { ItemsTab } from './ItemsTab.tsx';
import { Matrix } from './Matrix.tsx';
import { MonthSteps, monthSteps } from './MonthSteps.tsx';
import { NothingYet } from './NothingYet.tsx';
import { SeriesTable } from './SeriesTable.tsx';
import { seriesChart } from './seriesChart.ts';
import './reporting.css';

/** The newest month that is over; the running one only where there is no other. */
function firstShown(months: readonly { month: string }[]): string | null {
  const running = monthOf(new Date().toISOString());
  return (months.find(({ month }) => month < running) ?? months[0])?.month ?? null;
}

const rules = rateRules.codes.map((value) => ({ value, label: `规则：${rateRules.zh[value]}` }));

export function ReportsPage() {
  const months = useQuery(api.reporting.months.queryOptions({ input: {} }));
  const [chosen, setChosen] = useState<string | null>(null);
  const [rule, setRule] = useState<RateRule>('strict');
  const [commonItems, setCommonItems] = useState(false);
  const month = chosen ?? firstShown(months.data ?? []);
  const report = useQuery(
    api.reporting.month.queryOptions({ input: { month: month ?? '2000-01', rule, commonItems }, enabled: month !== null, retry: false }),
  );
  const { message } = App.useApp();
  const workbook = useMutation(
    api.reporting.workbook.mutationOptions({ onSuccess: download, onError: (error) => void message.error(sentenceOf(error)) }),
  );
  const { mutate: makeWorkbook, isPending: making } = workbook;
  const steps = useMemo(
    () =>
      monthSteps(
        (months.data ?? []).map((each) => each.month),
        month,
        setChosen,
      ),
    [months.data, month],
  );
  const sending = useMemo<[Command, Command]>(
    () => [
      {
        id: 'workbook',
        label: '导出 Excel',
        keys: ['e'],
        when: month !== null,
        run: () => month && makeWorkbook({ month, rule, commonItems }),
      },
      { id: 'print', label: '打印', keys: ['p'], when: month !== null, run: () => window.print() },
    ],
    [month, rule, commonItems, makeWorkbook],
  );
  useCommands(
    useMemo(() => [...steps, ...sending], [steps, sending]),
    '看报表',
  );
  const [exportCommand, printCommand] = sending;
  const beside = (
    <>
      <Select
        aria-label="月份"
        style={{ width: 128 }}
        value={month}
        onChange={setChosen}
        options={(months.data ?? []).map((each) => ({ value: each.month, label: monthText(each.month) }))}
      />
      <MonthSteps steps={steps} />
      <Select aria-label="统计规则" style={{ width: 208 }} value={rule} onChange={setRule} options={rules} />
      {(report.data?.severalVersions || commonItems) && (
        <span className="row no-print" title="这些月份用过不同的问卷版本：只按各版本都有、问法相同的条目比较各月">
          <Switch size="small" aria-label="只比共同条目" checked={commonItems} onChange={setCommonItems} />
          只比共同条目
        </span>
      )}
    </>
  );
  const actions = (
    <>
      <Button className="no-print" disabled={!printCommand.when} onClick={printCommand.run}>
        打印 <Key>P</Key>
      </Button>
      <Button className="no-print" type="primary" disabled={!exportCommand.when} loading={making} onClick={exportCommand.run}>
        导出 Excel <Key>E</Key>
      </Button>
    </>
  );
  return (
    <Page title="满意度月报" beside={beside} actions={actions}>
      <Failure error={months.error ?? report.error} retry={() => void (months.isError ? months : report).refetch()} />
      {months.data?.length === 0 && <NothingYet />}
      {report.data ? <Report report={report.data} /> : report.isLoading && <div className="centre">{<Spin size="large" />}</div>}
    </Page>
  );
}

function Report({ report }: { report: MonthReport }) {
  const [picked, open] = useState<FigurePicked | null>(null);
  const close = useCallback(() => open(null), []);
  const series = useMemo(() => seriesChart(report.series), [report]);
  const openMonth = useCallback(
    (index: number) => {
      const point = report.series[index];
      if (point && point.interviews > 0) open(pickMonth(report, point));
    },
    [report],
  );
  const tabs = [
    { key: 'matrix', label: '科室 × 维度', children: <Matrix report={report} open={open} /> },
    { key: 'departments', label: '科室对比', children: <DepartmentsTab report={report} open={open} /> },
    { key: 'items', label: '条目意见', children: <ItemsTab report={report} open={open} /> },
    { key: 'series', label: '逐月', children: <SeriesTable report={report} open={open} /> },
    { key: 'fieldwork', label: '回访工作', children: <FieldworkTab fieldwork={report.fieldwork} /> },
  ];
  return (
    <>
      <div className="report-top">
        <Headline report={report} open={() => open(pickReport(report))} />
        <section className="card report-card">
          <h2>近 12 个月（阴影为 95 % 区间；{report.common ? `只含 ${report.common.items} 个共同条目` : '问卷版本不同处断开'}）</h2>
          <Chart option={series} onPick={openMonth} words={`近 12 个月满意度，到${monthText(report.month)}`} />
        </section>
      </div>
      <section className="card report-tabs">
        <Tabs items={report.departmentName ? tabs.filter((tab) => tab.key !== 'departments') : tabs} />
      </section>
      <FigureDrawer picked={picked} close={close} />
    </>
  );
}

function DepartmentsTab({ report, open }: { report: MonthReport; open: (picked: FigurePicked) => void }) {
  const departments = useMemo(() => comparable(report.departments), [report]);
  const option = useMemo(() => departmentsChart(departments, report.rate, report.line), [departments, report]);
  const pick = useCallback(
    (index: number) => {
      const department = departments[index];
      if (department) open(pickDepartment(report, department));
    },
    [departments, open, report],
  );
  if (departments.length === 0) return <Nothing>这个月还没有可以比较的科室。</Nothing>;
  return (
    <div className="tab-chart">
      <div className="chart-note mut">
        横线为 95 % 区间 · ● 参与排名 ○ 样本量小，不排名 · 红色低于 {Math.round(report.line * 100)} % 线 · 点击圆点看访谈
      </div>
      <Chart option={option} onPick={pick} words={`${departments.length} 个科室的满意度与 95 % 区间`} />
    </div>
  );
}
