/** Size limits of an imported file, and the names of its problems. */
import { Refusal } from '../../../../shared/base/contract/errors.ts';

const mega = 1024 * 1024;
export const fileLimit = 200 * mega;
export const unpackedLimit = 2 * 1024 * mega;
/** Rows of a worksheet in Excel. */
export const rowLimit = 1_048_576;
/** Rows of a worksheet in the old xls: the older limit, which exports still stop at. */
const xlsRowLimit = 65_536;
/** Whether the last line stands in the last row there can be: the export was longer, most likely. */
export const isFull = (lastRow: number) => lastRow === xlsRowLimit || lastRow === rowLimit;
/** Characters in a cell of Excel. */
export const cellLimit = 32_767;
/** Columns looked at; Excel has 16,384, no export of discharges comes near. */
export const columnLimit = 1_024;

export const tooLarge = (limit: string) => new Refusal('FILE_TOO_LARGE', { limit });
export const unreadable = (detail: string) => new Refusal('FILE_UNREADABLE', { detail });
export const truncated = () => unreadable('文件不完整，可能没有下载或复制完');
export const damaged = () => unreadable('内容已损坏，或不是完整的表格');
export const tooManyRows = () => tooLarge('1,048,576 行');
