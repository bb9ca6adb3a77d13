import { Select, Table } from 'antd';
import { type ColumnMapping, type ImportField, type ImportPreview, importField } from '../../shared/contract/discharges.ts';
import { fieldWords } from '../../shared/rules/import/fieldWords.ts';
import { Mark } from '../ui/parts.tsx';

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
  const assign = (index: number, field: ImportField | undefined) =>
    change(
      columns.flatMap((column) => {
        const held = column.index === index ? field : column.field;
        return held ? [{ column: column.index, field: held }] : [];
      }),
    );
  return (
    <>
      <div className="mut" style={{ marginBottom: 8 }}>
        改动后立即重新核对；导入后按表头记住，下次同样的文件自动识别。
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
            width: 100,
            render: (_, column) => column.field && !column.confident && <Mark tone="warn">请确认</Mark>,
          },
        ]}
      />
    </>
  );
}
