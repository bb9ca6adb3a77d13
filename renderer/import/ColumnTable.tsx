import { Button, Select, Table } from 'antd';
import { type ColumnMapping, type ImportField, type ImportPreview, importField } from '../../shared/import/contract/import.ts';
import { fieldWords } from '../../shared/import/rules/fieldWords.ts';
import { Mark } from '../ui/parts.tsx';
import './overTable.css';

type Column = ImportPreview['columns'][number];

const options = importField.options.map((value) => ({ value, label: fieldWords[value] }));

/** Which field each column holds; a correction is read at once. */
export function ColumnTable({
  columns,
  busy,
  height,
  change,
}: {
  columns: readonly Column[];
  busy: boolean;
  height: number;
  change: (mapping: ColumnMapping) => void;
}) {
  /** What is still guessed and not touched stays guessed. */
  const mappingWith = (settle: (column: Column) => { field: ImportField | null | undefined; guessed: boolean }): ColumnMapping =>
    columns.flatMap((column) => {
      const { field, guessed } = settle(column);
      return field ? [{ column: column.index, field, ...(guessed ? { guessed } : {}) }] : [];
    });
  const asIs = (column: Column) => ({ field: column.field, guessed: !column.confident });
  const assign = (index: number, field: ImportField | undefined) =>
    change(mappingWith((column) => (column.index === index ? { field, guessed: false } : asIs(column))));
  const guessed = columns.filter((column) => column.field && !column.confident);
  const confirm = (confirmed: readonly Column[]) =>
    change(mappingWith((column) => (confirmed.includes(column) ? { field: column.field, guessed: false } : asIs(column))));
  return (
    <>
      <div className="row over-table">
        <span className="mut">改动后立即重新核对；导入后按表头记住，下次同样的文件自动识别。</span>
        <span className="grow" />
        {guessed.length > 1 && (
          <Button size="small" disabled={busy} onClick={() => confirm(guessed)}>
            {guessed.length} 列都对，全部确认
          </Button>
        )}
      </div>
      <Table<Column>
        rowKey="index"
        size="small"
        pagination={false}
        loading={busy}
        scroll={{ y: Math.max(120, height) }}
        dataSource={[...columns]}
        columns={[
          { title: '列', width: 56, align: 'right', render: (_, column) => column.index + 1 },
          { title: '文件里的列名', width: 220, dataIndex: 'header', ellipsis: true },
          { title: '内容示例', dataIndex: 'sample', ellipsis: true, className: 'mut' },
          {
            title: '对应',
            width: 220,
            render: (_, column) => (
              <Select<ImportField>
                size="small"
                style={{ width: 190 }}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                aria-label={`“${column.header}”对应`}
                placeholder="不导入"
                disabled={busy}
                value={column.field}
                options={options}
                onChange={(field) => assign(column.index, field)}
              />
            ),
          },
          {
            title: '',
            width: 150,
            render: (_, column) =>
              column.field &&
              !column.confident && (
                <span className="row">
                  <Mark tone="warn">猜的</Mark>
                  <Button size="small" disabled={busy} aria-label={`确认“${column.header}”的对应`} onClick={() => confirm([column])}>
                    确认
                  </Button>
                </span>
              ),
          },
        ]}
      />
    </>
  );
}
