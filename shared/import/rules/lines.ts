/** Classifies the rows of a table: patients, titles, headers, totals, signatures. */

import { type Cell, cellText, valueText } from '../../base/rules/text.ts';
import type { ColumnMapping, ImportField } from '../contract/import.ts';

/** Why a row is skipped. */
export type LineKind = 'data' | 'blank' | 'header' | 'total' | 'signature';

const totalWord = /^(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总数|总人数|总人次|总例数|平均)/;
const footerWord =
  /^(?:制表|审核|复核|打印|统计时间|统计日期|统计人|导出|填表|填报|报表|负责人|科主任|经办|签名|签字|盖章|备注[:：]|说明[:：]|注[:：]|以上|以下空白|第\s*\d+\s*页|共\s*\d+)/;
/** 3, 3人, 12.5: what stands under a column in a line of totals. */
const figure = /^[\d,.]{1,12}\s*(?:人次?|例|条|名|个|天|元)?$/;

/** What says that a line is about a patient, besides how long the stay was and what it cost. */
const identifying: readonly ImportField[] = ['inpatientNumber', 'medicalRecordNumber', 'name', 'dischargeDate', 'diagnosis'];
/** Of these, what no line of signatures holds. */
const ofStay: readonly ImportField[] = ['dischargeDate', 'diagnosis'];

const isTotal = (cell: Cell | undefined) => typeof cell === 'string' && totalWord.test(cell);

/**
 * The kind of each line under a mapping. A line that says anything of a patient is data: it is read, or rejected with its reason. Words of
 * totals and signatures count only where nothing identifying stands beside them.
 * @param header the header's texts by column
 */
export function lineKinds(mapping: ColumnMapping, header: readonly string[]): (cells: readonly Cell[]) => LineKind {
  const columns = (wanted: readonly ImportField[]) => mapping.flatMap(({ column, field }) => (wanted.includes(field) ? [column] : []));
  const plain = columns(['dischargeDate', 'name']);
  const [identities, stays] = [columns(identifying), columns(ofStay)];
  const isMark = (text: string) => totalWord.test(text) || footerWord.test(text);
  const holds = (cells: readonly Cell[], at: readonly number[], figures: boolean) =>
    at.some((column) => {
      const text = valueText(cells[column] ?? null);
      return text !== '' && !isMark(text) && (figures || !figure.test(text));
    });
  const isPlain = (cells: readonly Cell[]) =>
    plain.length > 1 &&
    plain.every((column) => {
      const cell = cells[column] ?? null;
      return cell !== null && cell !== '' && cell !== '-' && cell !== header[column];
    });
  return (cells) => {
    // Most lines of an export, without a closer look.
    if (isPlain(cells) && !isTotal(cells[0]) && !isTotal(cells[plain[0] ?? 0]) && !isTotal(cells[plain[1] ?? 0])) return 'data';
    const texts = Array.from(cells, (cell) => cellText(cell ?? null));
    const filled = texts.filter((text) => text !== '');
    if (filled.length === 0) return 'blank';
    if (texts.every((text, index) => text === '' || text === header[index])) return 'header';
    const marks = filled.filter(isMark);
    if (marks.length === 0) return 'data';
    const kind = marks.some((text) => totalWord.test(text)) ? 'total' : 'signature';
    if (!holds(cells, identities, false)) return kind;
    // A name beside the word that begins the line is who signed it.
    return isMark(filled[0] ?? '') && !holds(cells, stays, false) ? kind : 'data';
  };
}
