/** The page 工作量 (workload): the figures of each nurse's month; a nurse sees her own beside the mean of the others. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Popover, Select, Spin } from 'antd';
import { useMemo, useState } from 'react';
import type { NurseFigure, NurseFigures } from '../../../shared/reporting/contract/nurseFigures.ts';
import { nurseDefinitions } from '../../../shared/reporting/rules/nurseFigures.ts';
import { api, download, sentenceOf } from '../../base/client.ts';
import { type Command, useCommands } from '../../base/commands.ts';
import { useUser } from '../../base/signedIn.ts';
import { Failure, Key, Nothing, Page } from '../../ui/parts.tsx';
import { monthText } from '../figureText.ts';
import { MonthSteps, monthSteps } from '../MonthSteps.tsx';
import { NurseDetail } from './NurseDetail.tsx';
import { NurseTable } from './NurseTable.tsx';
import '../reporting.css';
import './nurses.css';

export function WorkPage() {
  const months = useQuery(api.reporting.workMonths.queryOptions({ input: {} }));
  const [chosen, setChosen] = useState<string | null>(null);
  const month = chosen ?? months.data?.[0] ?? null;
  const figures = useQuery(api.reporting.nurseFigures.queryOptions({ input: { month: month ?? '2000-01' }, enabled: month !== null }));
  const { message } = App.useApp();
  const { mutate: makeWorkbook, isPending: making } = useMutation(
    api.reporting.nurseWorkbook.mutationOptions({ onSuccess: download, onError: (error) => void message.error(sentenceOf(error)) }),
  );
  const steps = useMemo(() => monthSteps(months.data ?? [], month, setChosen), [months.data, month]);
  const exporting = useMemo<Command>(
    () => ({ id: 'workbook', label: '导出 Excel', keys: ['e'], when: month !== null, run: () => month && makeWorkbook({ month }) }),
    [month, makeWorkbook],
  );
  useCommands(
    useMemo(() => [...steps, exporting], [steps, exporting]),
    '看工作量',
  );
  const beside = (
    <>
      <Select
        aria-label="月份"
        style={{ width: 128 }}
        value={month}
        onChange={setChosen}
        options={(months.data ?? []).map((each) => ({ value: each, label: monthText(each) }))}
      />
      <MonthSteps steps={steps} />
      <Popover trigger="click" title="口径" content={<Definitions />}>
        <Button type="link">口径</Button>
      </Popover>
    </>
  );
  const actions = (
    <Button className="no-print" type="primary" disabled={month === null} loading={making} onClick={exporting.run}>
      导出 Excel <Key>E</Key>
    </Button>
  );
  return (
    <Page title="回访员工作量" beside={beside} actions={actions}>
      <Failure error={months.error ?? figures.error} retry={() => void (months.isError ? months : figures).refetch()} />
      {months.data?.length === 0 && <Nothing>还没有抽样。抽样并拨打之后，这里就有工作量。</Nothing>}
      {figures.data ? (
        <Work key={month} figures={figures.data} />
      ) : (
        figures.isLoading && <div className="centre">{<Spin size="large" />}</div>
      )}
    </Page>
  );
}

function Work({ figures }: { figures: NurseFigures }) {
  const nurse = useUser().role === 'nurse';
  const rows: NurseFigure[] = figures.together ? [...figures.nurses, figures.together] : figures.nurses;
  const [chosenId, choose] = useState<string | null | undefined>(figures.nurses[0]?.nurseId);
  const shown = rows.find(({ nurseId }) => nurseId === chosenId) ?? rows[0];
  if (!shown) return <Nothing>{monthText(figures.month)}还没有拨打记录。</Nothing>;
  return (
    <>
      {nurse && !figures.together && <p className="mut work-note">同事不足两人，为不显示个人，不给出其他回访员的合计。</p>}
      <section className="card work-table">
        <NurseTable figures={figures} rows={rows} shown={shown} choose={choose} />
      </section>
      <NurseDetail figures={figures} figure={shown} />
    </>
  );
}

function Definitions() {
  return (
    <dl className="definition work-definitions">
      {nurseDefinitions.map(({ name, numerator, denominator, exclusions, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {numerator}
            {denominator !== '—' && ` ÷ ${denominator}`}
            {exclusions !== '—' && <span className="mut">。不计入：{exclusions}</span>}
            {note !== '—' && <div className="mut">{note}</div>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
