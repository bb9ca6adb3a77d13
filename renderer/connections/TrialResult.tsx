import { Alert, Spin, Table } from 'antd';
import type { ConnectionTrial } from '../../shared/connections/contract/connections.ts';
import { type ImportField, importField } from '../../shared/import/contract/import.ts';
import { fieldWords } from '../../shared/import/rules/fieldWords.ts';
import { Mark, Nothing } from '../ui/parts.tsx';

type Column = ConnectionTrial['columns'][number] & { readonly first: string };

function fieldWord(field: string | null): string | null {
  const known = importField.safeParse(field);
  return known.success ? fieldWords[known.data satisfies ImportField] : null;
}

/** What a trial found: the server, and each column with its first value and the field it would be read as. */
export function TrialResult({ trial, pending }: { trial: ConnectionTrial | undefined; pending: boolean }) {
  if (pending)
    return (
      <Nothing>
        <Spin />
      </Nothing>
    );
  if (!trial) return <Nothing>填好后点“试连接”：这里显示服务器版本、查到的列，以及每一列会当作什么导入。什么也不会保存或改动。</Nothing>;
  const { rows, missing, columns } = trial;
  const table: Column[] = columns.map((column, index) => ({ ...column, first: rows[0]?.[index] ?? '' }));
  return (
    <>
      <Alert
        type={missing.length > 0 || rows.length === 0 ? 'warning' : 'success'}
        showIcon
        style={{ marginBottom: 10 }}
        title={`连接成功：${trial.server}，用时 ${trial.milliseconds} 毫秒，${trial.from} 至 ${trial.to} ${rows.length === 0 ? '没有记录' : '有记录'}。`}
        description={
          missing.length > 0
            ? `缺少必需的列：${missing.join('、')}。请改语句里的列名（如 as 住院号），或取数时在“列对应”里指定一次。`
            : undefined
        }
      />
      <Table<Column>
        rowKey="header"
        size="small"
        pagination={false}
        dataSource={table}
        columns={[
          { title: '列名', dataIndex: 'header', width: 170, ellipsis: true },
          { title: '第一行（号码已遮盖）', dataIndex: 'first', ellipsis: true, className: 'mut' },
          {
            title: '当作',
            width: 160,
            render: (_, { field, confident }) => {
              const word = fieldWord(field);
              if (!word) return <span className="dim">不导入</span>;
              return confident ? word : <Mark tone="warn">{word}？请核对</Mark>;
            },
          },
        ]}
      />
    </>
  );
}
