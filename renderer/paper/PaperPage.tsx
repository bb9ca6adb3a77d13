/** The page 纸质回访: print sheets for open follow-ups, and enter filled-in ones. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Segmented, Table } from 'antd';
import { useMemo, useState } from 'react';
import { sexes } from '../../shared/base/contract/words.ts';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import { mostSheets, type PaperRow } from '../../shared/paper/contract/paper.ts';
import { api, client } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { useUser } from '../base/signedIn.ts';
import { Failure, Key, Page } from '../ui/parts.tsx';
import { placeOf } from '../ui/placeOf.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';
import { shortDate, whenOf } from '../worklist/index.ts';
import { PaperSheets } from './PaperSheets.tsx';
import '../ui/listPage.css';

type Scope = 'mine' | 'all';

/** By name, inpatient number, sheet number, department or ward. */
const matches = (row: PaperRow, text: string) =>
  text === '' ||
  [row.name, row.inpatientNumber, row.sheet?.number ?? '', row.department, row.ward].some((part) => part.toUpperCase().includes(text));

export function PaperPage() {
  const navigate = useNavigate();
  const nurse = useUser().role === 'nurse';
  const [scope, setScope] = useState<Scope>(nurse ? 'mine' : 'all');
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState(false);
  const list = useQuery(api.paper.paperList.queryOptions({ input: { scope } }));
  const rows = useMemo(() => (list.data ?? []).filter((row) => matches(row, search.trim().toUpperCase())), [list.data, search]);
  const printed = useMutation({
    mutationFn: (reason: string) => client.paper.printSheets({ followUpIds: [...chosen], reason }),
    onSuccess: () => {
      setAsking(false);
      setChosen([]);
    },
  });
  const tooMany = chosen.length > mostSheets;
  const canPrint = chosen.length > 0 && !tooMany;
  useCommands(
    useMemo<Command[]>(
      () => [
        { id: 'print-sheets', label: '打印所选回访单', keys: ['P'], when: canPrint, run: () => setAsking(true) },
        { id: 'choose-all', label: '全选', keys: ['Q'], run: () => setChosen(rows.map((row) => row.followUpId)) },
      ],
      [canPrint, rows],
    ),
  );
  const today = civilDateOf(new Date().toISOString());
  const enter = (row: PaperRow) => void navigate({ to: '/paper/$followUpId', params: { followUpId: row.followUpId } });
  return (
    <Page
      title="纸质回访"
      beside={<span className="mut">停电、断网或到病房外回访时：先打印回访单，手写后在这里补录。</span>}
      actions={
        <>
          {tooMany && <span className="bad">一次最多打印 {mostSheets} 张</span>}
          <Button onClick={() => setChosen(rows.map((row) => row.followUpId))}>
            全选 <Key>Q</Key>
          </Button>
          <Button type="primary" disabled={!canPrint} onClick={() => setAsking(true)}>
            打印回访单{chosen.length > 0 && ` ${chosen.length} 张`} <Key>P</Key>
          </Button>
        </>
      }
    >
      <div className="card fill numbers-page">
        <div className="number-check">
          <div className="row">
            {nurse && (
              <Segmented<Scope>
                aria-label="范围"
                value={scope}
                options={[
                  { value: 'mine', label: '我的任务' },
                  { value: 'all', label: '加上公共池' },
                ]}
                onChange={setScope}
              />
            )}
            <Input
              aria-label="查找"
              placeholder="姓名、住院号、单号、科室"
              allowClear
              value={search}
              style={{ width: 240 }}
              onChange={(event) => setSearch(event.target.value)}
            />
            <span className="mut">{rows.length} 位未结束的患者</span>
          </div>
          <Failure error={list.error} retry={() => void list.refetch()} />
          <Table
            rowKey="followUpId"
            size="small"
            loading={list.isLoading}
            dataSource={rows}
            locale={{ emptyText: nurse && scope === 'mine' ? '您名下没有未结束的回访，可看“加上公共池”' : '没有未结束的回访' }}
            pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
            rowSelection={{
              selectedRowKeys: [...chosen],
              onChange: (keys) => setChosen(keys.map(String)),
              getCheckboxProps: (row) => ({ 'aria-label': `选择 ${row.name}` }),
            }}
            columns={[
              {
                title: '患者',
                render: (_, row) => (
                  <>
                    {row.name} <span className="mut">{`${sexes.zh[row.sex]} ${row.ageText}`}</span>
                  </>
                ),
              },
              { title: '住院号', dataIndex: 'inpatientNumber' },
              { title: '科室', render: (_, row) => placeOf(row) },
              { title: '出院', width: 70, render: (_, row) => shortDate(row.dischargeDate) },
              { title: '电话', dataIndex: 'phone', width: 130 },
              { title: '已拨', width: 60, align: 'right', render: (_, row) => `${row.attempts} 次` },
              {
                title: '回访单',
                width: 200,
                render: (_, row) =>
                  row.sheet ? (
                    <>
                      {row.sheet.number} <span className="dim">{`${whenOf(row.sheet.at, today)} ${row.sheet.by}`}</span>
                    </>
                  ) : (
                    <span className="dim">未打印</span>
                  ),
              },
              {
                title: '',
                width: 90,
                render: (_, row) =>
                  row.heldBy ? (
                    <span className="dim">{row.heldBy} 处理中</span>
                  ) : (
                    <Button size="small" type="link" onClick={() => enter(row)}>
                      补录
                    </Button>
                  ),
              },
            ]}
          />
        </div>
      </div>
      {asking && (
        <ReasonDialog
          title={`打印回访单 ${chosen.length} 张`}
          says="回访单上有患者姓名、诊断和完整号码，打印会记入操作日志。用后请交回保管或销毁。"
          usual={['停电、断网期间回访', '外出回访']}
          action="打印"
          busy={printed.isPending}
          error={printed.error}
          go={(reason) => printed.mutate(reason)}
          close={() => setAsking(false)}
        />
      )}
      {printed.data && <PaperSheets printed={printed.data} close={printed.reset} />}
    </Page>
  );
}
