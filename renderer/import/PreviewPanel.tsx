/** The import preview: counts, rows, columns, reasons, new departments. */

import { Badge, Button, Select, Tabs } from 'antd';
import { useState } from 'react';
import type { ImportPreview } from '../../shared/import/contract/import.ts';
import { missingFields } from '../../shared/import/rules/columns.ts';
import { useCommands } from '../base/commands.ts';
import { Failure, Key } from '../ui/parts.tsx';
import { useHeight } from '../ui/useHeight.ts';
import { ColumnTable } from './ColumnTable.tsx';
import type { Correction } from './correction.ts';
import { CountCards } from './counts.tsx';
import { EffectsTable } from './EffectsTable.tsx';
import { EncodingChoice } from './EncodingChoice.tsx';
import { NewDepartments } from './NewDepartments.tsx';
import { PreviewNotices } from './PreviewNotices.tsx';
import { PreviewRows } from './PreviewRows.tsx';
import { ReasonTable } from './ReasonTable.tsx';
import { SheetDepartments } from './SheetDepartments.tsx';
import { SkippedTable } from './SkippedTable.tsx';
import './previewPanel.css';

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
  correct,
  fromFile,
  confirm,
}: {
  preview: ImportPreview;
  busy: boolean;
  error: unknown;
  correct: (correction: Correction) => void;
  /** A file has sheets and an encoding to choose; the result of a query has neither. */
  fromFile: boolean;
  /** Told whether departments that were taken from the sheets are confirmed. */
  confirm: (acceptGuesses: boolean) => void;
}) {
  const [departments, setDepartments] = useState<Departments>([]);
  const [opened, setOpened] = useState<string | null>(null);
  const [card, height] = useHeight();
  const { counts, columns } = preview;
  const mapping = columns.flatMap(({ index, field }) => (field ? [{ column: index, field }] : []));
  const { departmentsOf } = preview;
  const missing = missingFields(mapping, departmentsOf.length > 0 ? ['department'] : []);
  const about = JSON.stringify(departmentsOf);
  const [confirmed, setConfirmed] = useState('');
  const doubtful = columns.filter((column) => column.field !== null && !column.confident).length;
  const guesses = doubtful + (confirmed === about ? 0 : departmentsOf.length);
  const open = opened ?? (missing.length > 0 ? 'columns' : 'rows');
  const writes = counts.added + counts.changed;
  const ready = missing.length === 0 && guesses === 0 && counts.read > counts.rejected && !busy;
  const commit = () => confirm(departmentsOf.length > 0);
  useCommands([{ id: 'import.confirm', label: '确认导入', keys: ['F9'], when: ready, run: commit }]);
  const nothing = missing.length > 0 ? '导入' : counts.read > counts.rejected ? '确认（没有变化）' : '没有可以导入的行';
  const deed = writes > 0 ? `导入 ${writes.toLocaleString('zh-CN')} 条` : nothing;
  const tab = (text: string, count: number) => (
    <span>
      {text} <Badge count={count} size="small" overflowCount={9999} color="var(--ink-3)" />
    </span>
  );
  const chooseDepartments = (choices: readonly Departments[number][]) => {
    const next = [...departments.filter((choice) => !choices.some(({ name }) => name === choice.name)), ...choices];
    setDepartments(next);
    correct({ departments: next });
  };
  const correctAll = (correction: Correction) => correct({ departments, ...correction });
  return (
    <>
      <Failure error={error} />
      <PreviewNotices
        preview={preview}
        missing={missing}
        guesses={guesses}
        busy={busy}
        correct={correctAll}
        openColumns={() => setOpened('columns')}
        chooseSheets={fromFile}
      />
      <CountCards counts={counts} />
      <div ref={card} className="card fill import-preview">
        <Tabs
          activeKey={open}
          onChange={setOpened}
          items={[
            { key: 'rows', label: '逐行核对', children: <PreviewRows preview={preview} height={height - 68} shown={open === 'rows'} /> },
            {
              key: 'columns',
              label: tab('列对应', missing.length + guesses),
              children: (
                <>
                  <SheetDepartments about={departmentsOf} confirmed={confirmed === about} confirm={() => setConfirmed(about)} />
                  <ColumnTable
                    height={height - 130 - (departmentsOf.length > 0 ? 44 : 0)}
                    columns={columns}
                    busy={busy}
                    change={(next) => correctAll({ mapping: next })}
                  />
                </>
              ),
            },
            {
              key: 'effects',
              label: tab(
                '会改变什么',
                preview.effects.fields.reduce((sum, each) => sum + each.changed + each.emptied, 0),
              ),
              children: (
                <EffectsTable height={height - 130} effects={preview.effects} busy={busy} trust={(trusted) => correctAll({ trusted })} />
              ),
            },
            {
              key: 'reasons',
              label: tab('退回与提示', preview.reasons.length),
              children: <ReasonTable height={height - 100} reasons={preview.reasons} />,
            },
            {
              key: 'skipped',
              label: tab('没有读的行', counts.skipped),
              children: <SkippedTable height={height - 130} preview={preview} />,
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
      <div className="row import-foot">
        {fromFile && preview.sheets.length > 1 && preview.read.length === 1 && (
          <Select
            size="small"
            style={{ width: 180 }}
            aria-label="工作表"
            disabled={busy}
            value={preview.sheet}
            options={preview.sheets.map((value) => ({ value, label: `工作表“${value}”` }))}
            onChange={(sheet: string) => correct({ sheet, departments: [] })}
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
        {preview.textual && <EncodingChoice source={preview} choose={(encoding) => correct({ encoding, departments: [] })} />}
        <span className="grow" />
        <Button type="primary" size="large" disabled={!ready} loading={busy} onClick={commit}>
          {deed} <Key>F9</Key>
        </Button>
      </div>
    </>
  );
}
