/** The container of xls files ([MS-CFB]): whether it is whole, and whether it is a locked xlsx. */
import { Refusal } from '../../../../shared/contract/errors.ts';
import { damaged, truncated, unreadable } from './limits.ts';

const magic = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const freeSector = 0xffffffff;
/** Above, numbers are marks: end of chain, table, free. */
const lastSector = 0xfffffffa;
const headerSize = 512;
/** Places of the first 109 sectors of the allocation table, in the header. */
const tablePlaces = { from: 76, count: 109 } as const;

export function isCompound(bytes: Uint8Array): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/** Sectors that others lead to must be there: a cut file is otherwise read in part. */
function checkLength(view: DataView, sectorSize: number): void {
  for (let index = 0; index < tablePlaces.count; index += 1) {
    const table = view.getUint32(tablePlaces.from + index * 4, true);
    if (table === freeSector) return;
    const start = (table + 1) * sectorSize;
    if (start + sectorSize > view.byteLength) throw truncated();
    for (let at = start; at < start + sectorSize; at += 4) {
      const next = view.getUint32(at, true);
      if (next <= lastSector && (next + 1) * sectorSize >= view.byteLength) throw truncated();
    }
  }
}

/** Names of streams are UTF-16 in directory entries of 128 bytes. */
function hasStream(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(`${name}\0`, 'utf16le'));
}

/** @throws Refusal FILE_UNREADABLE, FILE_ENCRYPTED */
export function checkCompound(bytes: Uint8Array): void {
  if (bytes.length < headerSize) throw truncated();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) throw damaged();
  checkLength(view, 1 << shift);
  if (hasStream(bytes, 'EncryptedPackage')) throw new Refusal('FILE_ENCRYPTED');
  if (hasStream(bytes, 'WordDocument')) throw unreadable('这是 Word 文档');
  if (hasStream(bytes, 'PowerPoint Document')) throw unreadable('这是 PowerPoint 文档');
}
