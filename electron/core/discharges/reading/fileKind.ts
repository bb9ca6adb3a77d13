/** What a file is, by its content; its name does not count. */
import { Refusal } from '../../../../shared/contract/errors.ts';

export type FileKind = 'workbook' | 'html' | 'text';

const mega = 1024 * 1024;
export const fileLimit = 200 * mega;
const unpackedLimit = 2 * 1024 * mega;

const unreadable = (detail: string) => new Refusal('FILE_UNREADABLE', { detail });
const startsWith = (bytes: Uint8Array, ...head: number[]) => head.every((byte, index) => bytes[index] === byte);

interface ZipContent {
  readonly names: readonly string[];
  readonly unpacked: number;
}

/** Names and unpacked size of a zip by its directory; undefined where that is damaged. */
function zipContent(bytes: Uint8Array): ZipContent | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  const lowest = Math.max(0, bytes.length - 22 - 65_535);
  while (end >= lowest && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < lowest) return undefined;
  const names: string[] = [];
  let unpacked = 0;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return undefined;
    const [name, extra, comment] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    unpacked += view.getUint32(at + 24, true);
    names.push(Buffer.from(bytes.buffer, bytes.byteOffset + at + 46, name).toString('latin1'));
    at += 46 + name + extra + comment;
  }
  return { names, unpacked };
}

function kindOfZip(bytes: Uint8Array): FileKind {
  const content = zipContent(bytes);
  if (!content) throw unreadable('压缩结构已损坏，可能没有下载或复制完整');
  if (content.unpacked > unpackedLimit) throw new Refusal('FILE_TOO_LARGE', { limit: '解压后 2 GB' });
  if (content.names.some((name) => /^xl\/workbook\.(xml|bin)$/i.test(name) || name === 'content.xml')) return 'workbook';
  if (content.names.some((name) => name.startsWith('word/'))) throw unreadable('这是 Word 文档');
  throw unreadable('这是压缩包，不是表格');
}

function kindOfText(bytes: Uint8Array): FileKind {
  const wide = startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff);
  const head = bytes.subarray(0, 4096);
  if (!wide && head.includes(0)) throw unreadable('不是表格文件');
  const start = Buffer.from(head)
    .toString('latin1')
    .replace(/^(\xef\xbb\xbf|\xff\xfe)/, '')
    .trimStart();
  return /^<(!doctype|html|table|meta|head|body|\?xml)/i.test(start) ? 'html' : 'text';
}

/**
 * Decides by the first bytes and, for a zip, its directory.
 * @throws Refusal FILE_EMPTY, FILE_TOO_LARGE, FILE_UNREADABLE
 */
export function fileKindOf(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) throw new Refusal('FILE_EMPTY');
  if (bytes.length > fileLimit) throw new Refusal('FILE_TOO_LARGE', { limit: '200 MB' });
  if (startsWith(bytes, 0x50, 0x4b)) return kindOfZip(bytes);
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return 'workbook';
  if (bytes[0] === 0x09 && [0, 2, 4, 8].includes(bytes[1] ?? -1)) return 'workbook';
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) throw unreadable('这是 PDF 文档');
  return kindOfText(bytes);
}
