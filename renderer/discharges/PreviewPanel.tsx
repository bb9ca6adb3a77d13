/** What the import will do, before it does it: counts, rows, columns, reasons, new departments. */
import { Alert, Badge, Button, Select, Tabs } from 'antd';
import { useState } from 'react';
import type { ColumnMapping, ImportPreview } from '../../shared/contract/discharges.ts';
import { missingFields } from '../../shared/rules/import/columns.ts';
import { civilDateOf } from '../../shared/rules/time.ts';
import { useCommands } from '../commands.ts';
import { Failure, Key } from '../ui/parts.tsx';
import { ColumnTable } from './ColumnTable.tsx';
import { CountCards } from './counts.tsx';
import { NewDepartments } from './NewDepartments.tsx';
import { PreviewRows } from './PreviewRows.tsx';
import { ReasonTable } from './ReasonTable.tsx';
import { useHeight } from './useHeight.ts';

const namesOf = (sheets: readonly string[]) =>
  `${sheets
    .slice(0, 3)
    .map((sheet) => `“${sheet}”`)
    .join('、')}${sheets.length > 3 ? `等 ${sheets.length} 张` : ''}`;

/** Each month while they are few; of an import of years the first and the last. */
function monthsOf(months: ImportPreview['months']): string {
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return '';
  const count = (rows: number) => `（${rows.toLocaleString('zh-CN')} 人次）`;
  if (months.length <= 3) return `出院月份 ${months.map(({ month, rows }) => month + count(rows)).join('、')}`;
  const all = months.reduce((sum, { rows }) => sum + rows, 0);
  return `出院月份 ${first.month} 至 ${last.month}，共 ${months.length} 个月${count(all)}`;
}

type Departments = { name: string; departmentId: string | null }[];

export function PreviewPanel({
  preview,
  busy,
  error,
  change,
  chooseSheet,
  confirm,
}: {
  preview: ImportPreview;
  busy: boolean;
  error: unknown;
  change: (mapping: ColumnMapping | null, departments: Departments) => void;
  /** Absent where there are no sheets to choose from. */
  chooseSheet?: (sheet: string) => void;
  confirm: () => void;
}) {
  const [departments, setDepartments] = useState<Departments>([]);
  const [opened, setOpened] = useState<string | null>(null);
  const [card, height] = useHeight();
  const { counts, columns } = preview;
  const mapping = columns.flatMap(({ index, field }) => (field ? [{ column: index, field }] : []));
  const missing = missingFields(mapping);
  const open = opened ?? (missing.length > 0 ? 'columns' : 'rows');
  const writes = counts.added + counts.changed;
  const ready = missing.length === 0 && counts.read > counts.rejected && !busy;
  useCommands([{ id: 'import.confirm', label: '确认导入', keys: ['F9'], when: ready, run: confirm }]);
  const nothing = missing.length > 0 ? '导入' : counts.read > counts.rejected ? '确认（没有变化）' : '没有可以导入的行';
  const deed = writes > 0 ? `导入 ${writes.toLocaleString('zh-CN')} 条` : nothing;
  const doubtful = columns.filter((column) => column.field !== null && !column.confident).length;
  const tab = (text: string, count: number) => (
    <span>
      {text} <Badge count={count} size="small" overflowCount={9999} color="var(--ink-3)" />
    </span>
  );
  const chooseDepartments = (choices: readonly Departments[number][]) => {
    const next = [...departments.filter((choice) => !choices.some(({ name }) => name === choice.name)), ...choices];
    setDepartments(next);
    change(null, next);
  };
  return (
    <>
      <Failure error={error} />
      {missing.length > 0 && (
        <Alert type="error" showIcon title={`缺少必需的列：${missing.join('、')}。请在“列对应”里指定后再导入。`} style={{ flex: 'none' }} />
      )}
      {preview.others.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`这里只核对工作表“${preview.sheet}”，导入的也只有它。${namesOf(preview.others)}里也有出院记录：在左下角换工作表，分次导入。`}
          style={{ flex: 'none' }}
        />
      )}
      {preview.full && (
        <Alert
          type="warning"
          showIcon
          title="文件写满了这种表格能有的行数，导出时可能被截断：请与医院系统核对条数，必要时分段导出。"
          style={{ flex: 'none' }}
        />
      )}
      {preview.importedBefore && (
        <Alert
          type="info"
          showIcon
          title={`这个文件在 ${civilDateOf(preview.importedBefore.at)} 由${preview.importedBefore.by}导入过${counts.added === 0 ? '，再次导入不会多出记录' : ''}。`}
        />
      )}
      <CountCards counts={counts} />
      <div ref={card} className="card fill" style={{ padding: '0 14px', overflow: 'hidden' }}>
        <Tabs
          activeKey={open}
          onChange={setOpened}
          items={[
            { key: 'rows', label: '逐行核对', children: <PreviewRows preview={preview} height={height - 68} shown={open === 'rows'} /> },
            {
              key: 'columns',
              label: tab('列对应', missing.length + doubtful),
              children: <ColumnTable height={height - 130} columns={columns} busy={busy} change={(next) => change(next, departments)} />,
            },
            {
              key: 'reasons',
              label: tab('退回与提示', preview.reasons.length),
              children: <ReasonTable height={height - 100} reasons={preview.reasons} />,
            },
            {
              key: 'departments',
              label: tab('新科室', preview.unknownDepartments.length),
              children: (
                <NewDepartments
                  height={height - 130}
                  unknown={preview.unknownDepartments}
                  chosen={departments}
                  choose={chooseDepartments}
                />
              ),
            },
          ]}
        />
      </div>
      <div className="row" style={{ flex: 'none' }}>
        {chooseSheet && preview.sheets.length > 1 && (
          <Select
            size="small"
            style={{ width: 180 }}
            aria-label="工作表"
            disabled={busy}
            value={preview.sheet}
            options={preview.sheets.map((value) => ({ value, label: `工作表“${value}”` }))}
            onChange={chooseSheet}
          />
        )}
        <span className="mut">
          {[
            preview.sheets.length === 1 && preview.sheet && `工作表“${preview.sheet}”`,
            preview.encoding && `编码 ${preview.encoding}`,
            `表头在第 ${preview.headerRow} 行`,
            preview.template && `按模板“${preview.template}”识别`,
            monthsOf(preview.months),
          ]
            .filter(Boolean)
            .join('　')}
        </span>
        <span className="grow" />
        <Button type="primary" size="large" disabled={!ready} loading={busy} onClick={confirm}>
          {deed} <Key>F9</Key>
        </Button>
      </div>
    </>
  );
}
