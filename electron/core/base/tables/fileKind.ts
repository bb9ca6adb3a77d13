/** Detects the kind of a file by its content; its name does not count. */
import { Refusal } from '../../../../shared/base/contract/errors.ts';
import { checkCompound, isCompound } from './compound.ts';
import { isDbf } from './dbfTable.ts';
import { fileLimit, tooLarge, truncated, unreadable } from './limits.ts';
import { openZip, type Zip } from './zip.ts';

export type FileKind =
  /** xls of any age, and xlsx, xlsb and ods, which are zips. */
  { readonly kind: 'workbook'; readonly zip?: Zip } | { readonly kind: 'html' } | { readonly kind: 'dbf' } | { readonly kind: 'text' };

const startsWith = (bytes: Uint8Array, ...head: number[]) => head.every((byte, index) => bytes[index] === byte);

function kindOfZip(bytes: Uint8Array): FileKind {
  const zip = openZip(bytes);
  if (['xl/workbook.xml', 'xl/workbook.bin', 'content.xml'].some((name) => zip.entries.has(name))) return { kind: 'workbook', zip };
  if ([...zip.entries.keys()].some((name) => name.startsWith('word/'))) throw unreadable('这是 Word 文档');
  if ([...zip.entries.values()].some((entry) => entry.encrypted)) throw new Refusal('FILE_ENCRYPTED');
  throw unreadable('这是压缩包，不是表格，请先解压');
}

const endOfFile = 0x0a;

/** A workbook of Excel 2–4 is one run of records, the last one "end of file". */
function checkRecords(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 4 <= bytes.length; at += 4 + view.getUint16(at + 2, true)) if (view.getUint16(at, true) === endOfFile) return;
  throw truncated();
}

/** Texts no spreadsheet program writes, by how they begin. */
const otherKinds: readonly (readonly [start: readonly number[], what: string])[] = [
  [[0x25, 0x50, 0x44, 0x46], '这是 PDF 文档'],
  [[0x52, 0x61, 0x72, 0x21], '这是 RAR 压缩包，请先解压'],
  [[0x37, 0x7a, 0xbc, 0xaf], '这是 7z 压缩包，请先解压'],
  [[0x1f, 0x8b], '这是 GZ 压缩包，请先解压'],
  [[0x89, 0x50, 0x4e, 0x47], '这是图片'],
  [[0xff, 0xd8, 0xff], '这是图片'],
];

/** A page begins with an element, or holds a table with rows near its beginning; text before it is no hindrance. */
const isPage = /^<[a-z!?/]|<table[\s>][\s\S]{0,4000}?<t[rhd][\s>]/i;

function kindOfText(bytes: Uint8Array): FileKind {
  const start = Buffer.from(bytes.subarray(0, 65_536))
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .trimStart();
  return { kind: isPage.test(start) ? 'html' : 'text' };
}

/**
 * Decides by the first bytes and, for a zip, its directory.
 * @throws Refusal FILE_EMPTY, FILE_TOO_LARGE, FILE_ENCRYPTED, FILE_UNREADABLE
 */
export function fileKindOf(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) throw new Refusal('FILE_EMPTY');
  if (bytes.length > fileLimit) throw tooLarge('200 MB');
  if (startsWith(bytes, 0x50, 0x4b)) return kindOfZip(bytes);
  if (isCompound(bytes)) {
    checkCompound(bytes);
    return { kind: 'workbook' };
  }
  for (const [start, what] of otherKinds) if (startsWith(bytes, ...start)) throw unreadable(what);
  if (bytes[0] === 0x09 && [0, 2, 4].includes(bytes[1] ?? -1) && bytes[2] !== undefined && bytes[2] < 0x20 && bytes[3] === 0) {
    checkRecords(bytes);
    return { kind: 'workbook' };
  }
  return isDbf(bytes) ? { kind: 'dbf' } : kindOfText(bytes);
}
