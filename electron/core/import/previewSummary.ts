/** Summarises a preview: counts, months, reasons, new departments with their probable meaning. */
import type { ImportPreview } from '../../../shared/import/contract/import.ts';
import { suggestDepartment } from '../../../shared/import/rules/departments.ts';
import { countsOf } from './importRows.ts';
import type { Upload } from './uploads.ts';

/** Reasons without the value that follows the colon, so that rows with the same trouble count together. */
function reasonKinds(reason: string): string[] {
  return reason.split('；').map((part) => part.replace(/：.*$/, ''));
}

function tally(keys: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Reasons of rejects and duplicates, then warnings; each once per row. */
function* reasonsOf(rejects: Upload['reading']['rejects'], { rows }: Upload['plan']): Generator<string> {
  for (const { reason } of rejects) yield* reasonKinds(reason);
  for (const { reason, kind } of rows) if (reason !== null) yield kind === 'duplicate' ? '文件内重复' : (reasonKinds(reason)[0] ?? '');
  for (const { facts } of rows) {
    if (facts.warnings.length > 0) for (const warning of new Set(facts.warnings.flatMap(reasonKinds))) yield `提示：${warning}`;
  }
}

/** The row is a stay of its own once the file is imported. */
const goesIn = ({ kind }: Upload['plan']['rows'][number]) => kind !== 'duplicate' && kind !== 'rejected';

/** @param known names of the departments there are, by id */
export function summaryOf(
  { id, fileName, reading, plan, trusted, withoutHidden }: Upload,
  known: ReadonlyMap<string, string>,
): Omit<ImportPreview, 'importedBefore'> {
  const reasons = tally(reasonsOf(reading.rejects, plan));
  const departments = [...known].map(([departmentId, name]) => ({ id: departmentId, name }));
  const months = tally(plan.rows.filter(goesIn).map(({ facts }) => facts.month));
  return {
    uploadId: id,
    fileName,
    sheet: reading.header.sheet,
    sheets: [...reading.header.sheets],
    others: [...reading.header.others],
    alike: [...reading.header.alike],
    read: [...reading.header.read],
    departmentsOf: [...reading.header.departmentsOf],
    hidden: { rows: reading.hiddenRows, leftOut: withoutHidden },
    textual: reading.header.textual,
    full: reading.full,
    encoding: reading.header.encoding,
    headerRow: reading.header.headerRow,
    columns: [...reading.header.columns],
    leftOut: [...reading.header.leftOut],
    template: reading.header.template,
    counts: countsOf(plan, reading.rejects.length, reading.skippedCount),
    effects: {
      fields: [...plan.effects].map(([field, counts]) => ({ field, ...counts })),
      drawn: plan.drawn,
      deathDoubts: plan.rows.filter((row) => row.facts.deathDoubt && goesIn(row)).length,
      trusted: [...trusted],
    },
    months: [...months].map(([month, rows]) => ({ month, rows })).sort((a, b) => a.month.localeCompare(b.month)),
    reasons: [...reasons].map(([reason, rows]) => ({ reason, rows })).sort((a, b) => b.rows - a.rows || a.reason.localeCompare(b.reason)),
    unknownDepartments: plan.unknownDepartments.map((each) => ({ ...each, suggested: suggestDepartment(each.name, departments) })),
  };
}
