/**
 * Checks the container of xls files ([MS-CFB]): that it is whole, and that its root streams are those of a workbook.
 */
import { Refusal } from '../../../../shared/base/contract/errors.ts';
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

const entrySize = 128;
const noEntry = 0xffffffff;

/** Sectors of the allocation table: the first 109 places stand in the header, more of them in a chain of sectors. */
function* tableSectors(view: DataView, sectorSize: number): Generator<number> {
  for (let index = 0; index < tablePlaces.count; index += 1) yield view.getUint32(tablePlaces.from + index * 4, true);
  const perSector = sectorSize / 4 - 1;
  let next = view.getUint32(68, true);
  for (let left = view.getUint32(72, true); left > 0 && next <= lastSector; left -= 1) {
    const start = (next + 1) * sectorSize;
    for (let index = 0; index < perSector; index += 1) yield view.getUint32(start + index * 4, true);
    next = view.getUint32(start + perSector * 4, true);
  }
}

/** The directory's entries, along its chain of sectors. */
function directoryOf(bytes: Uint8Array, view: DataView, sectorSize: number): DataView[] {
  const tables = [...tableSectors(view, sectorSize)].filter((sector) => sector <= lastSector);
  const perTable = sectorSize / 4;
  const after = (sector: number) => {
    const table = tables[Math.floor(sector / perTable)];
    return table === undefined ? noEntry : view.getUint32((table + 1) * sectorSize + (sector % perTable) * 4, true);
  };
  const entries: DataView[] = [];
  const seen = new Set<number>();
  for (let sector = view.getUint32(48, true); sector <= lastSector && !seen.has(sector); sector = after(sector)) {
    seen.add(sector);
    const start = (sector + 1) * sectorSize;
    for (let at = start; at < start + sectorSize; at += entrySize)
      entries.push(new DataView(bytes.buffer, bytes.byteOffset + at, entrySize));
  }
  return entries;
}

function nameOf(entry: DataView): string {
  const length = Math.max(0, Math.min(64, entry.getUint16(64, true)) - 2);
  return Buffer.from(entry.buffer, entry.byteOffset, length).toString('utf16le');
}

/** Names of what stands at the root; an embedded document brings streams of its own further down. */
function rootStreams(bytes: Uint8Array, view: DataView, sectorSize: number): ReadonlySet<string> {
  const entries = directoryOf(bytes, view, sectorSize);
  const names = new Set<string>();
  const visited = new Set<number>();
  const open = [entries[0]?.getUint32(76, true) ?? noEntry];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const entry = entries[id];
    if (!entry || visited.has(id)) continue;
    visited.add(id);
    names.add(nameOf(entry));
    open.push(entry.getUint32(68, true), entry.getUint32(72, true));
  }
  return names;
}

/** @throws Refusal FILE_UNREADABLE, FILE_ENCRYPTED */
export function checkCompound(bytes: Uint8Array): void {
  if (bytes.length < headerSize) throw truncated();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) throw damaged();
  checkLength(view, 1 << shift);
  const streams = streamsOf(bytes, view, 1 << shift);
  if (streams.has('EncryptedPackage')) throw new Refusal('FILE_ENCRYPTED');
  if (streams.has('Workbook') || streams.has('Book')) return;
  if (streams.has('WordDocument')) throw unreadable('这是 Word 文档');
  if (streams.has('PowerPoint Document')) throw unreadable('这是 PowerPoint 文档');
}

/** @throws Refusal FILE_UNREADABLE where the directory leads outside of the file */
function streamsOf(bytes: Uint8Array, view: DataView, sectorSize: number): ReadonlySet<string> {
  try {
    return rootStreams(bytes, view, sectorSize);
  } catch (error) {
    throw error instanceof RangeError ? damaged() : error;
  }
}
