/** Reads a zip by its directory; each entry is unpacked in pieces whose size and checksum are verified. */
import { constants, crc32, createInflateRaw } from 'node:zlib';
import { Refusal } from '../../../../shared/base/contract/errors.ts';
import { damaged, tooLarge, truncated, unpackedLimit, unreadable } from './limits.ts';

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packed: number;
  readonly unpacked: number;
  readonly crc: number;
  /** Where its local header stands. */
  readonly at: number;
}

export interface Zip {
  readonly bytes: Uint8Array;
  /** By name in lower case. */
  readonly entries: ReadonlyMap<string, ZipEntry>;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
const beyond32 = 0xffffffff;
const stored = 0;
const deflated = 8;
const pieceSize = 1 << 20;

function endOf(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 65_535);
  for (let end = view.byteLength - 22; end >= lowest; end -= 1) if (view.getUint32(end, true) === endMark) return end;
  throw truncated();
}

/** Sizes and place from the extra field of zip64, for those the entry itself leaves open, in their order. */
function wideNumbers(view: DataView, at: number, length: number, open: readonly number[]): number[] {
  for (let place = at; place + 4 <= at + length; place += 4 + view.getUint16(place + 2, true)) {
    if (view.getUint16(place, true) !== 1) continue;
    let next = place + 4;
    return open.map((value) => {
      if (value !== beyond32) return value;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    });
  }
  return [...open];
}

function entryAt(view: DataView, at: number): { entry: ZipEntry; next: number } {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== entryMark) throw damaged();
  const [name, extra, comment] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
  if (at + 46 + name + extra > view.byteLength) throw damaged();
  const open = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  const [unpacked = 0, packed = 0, place = 0] = open.includes(beyond32) ? wideNumbers(view, at + 46 + name, extra, open) : open;
  const entry: ZipEntry = {
    name: Buffer.from(view.buffer, view.byteOffset + at + 46, name)
      .toString('utf8')
      .replaceAll('\\', '/'),
    method: view.getUint16(at + 10, true),
    encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    packed,
    unpacked,
    crc: view.getUint32(at + 16, true),
    at: place,
  };
  return { entry, next: at + 46 + name + extra + comment };
}

/**
 * Reads the directory.
 * @throws Refusal FILE_UNREADABLE where it is damaged, FILE_TOO_LARGE where it announces more than 2 GB
 */
export function openZip(bytes: Uint8Array): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map<string, ZipEntry>();
  let unpacked = 0;
  try {
    const end = endOf(view);
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
      const { entry, next } = entryAt(view, at);
      entries.set(entry.name.toLowerCase(), entry);
      unpacked += entry.unpacked;
      at = next;
    }
  } catch (error) {
    throw error instanceof RangeError ? damaged() : error;
  }
  if (unpacked > unpackedLimit) throw tooLarge('解压后 2 GB');
  return { bytes, entries };
}

/** The entry's packed bytes. */
function packedBytes({ bytes }: Zip, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.at + 30 > bytes.length || view.getUint32(entry.at, true) !== localMark) throw damaged();
  const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  if (start + entry.packed > bytes.length) throw truncated();
  return bytes.subarray(start, start + entry.packed);
}

async function* piecesOf(zip: Zip, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const packed = packedBytes(zip, entry);
  if (entry.method === stored) {
    for (let start = 0; start < packed.length; start += pieceSize) yield packed.subarray(start, start + pieceSize);
    return;
  }
  if (entry.method !== deflated) throw unreadable('压缩方式不认识，请在 Excel 中另存后再导入');
  const inflate = createInflateRaw({ chunkSize: pieceSize, finishFlush: constants.Z_FINISH });
  inflate.end(packed);
  try {
    for await (const piece of inflate) yield piece as Uint8Array;
  } catch {
    throw damaged();
  }
}

/**
 * Unpacks an entry piece by piece. Size and checksum are compared at the end, so that not one changed bit passes; an
 * entry that unpacks to more than its directory says is refused on the way.
 * @param take answers false to stop early
 */
export async function unpack(zip: Zip, entry: ZipEntry, take: (piece: Uint8Array) => boolean | undefined): Promise<void> {
  if (entry.encrypted) throw new Refusal('FILE_ENCRYPTED');
  let size = 0;
  let crc = 0;
  for await (const piece of piecesOf(zip, entry)) {
    size += piece.length;
    if (size > entry.unpacked) throw damaged();
    crc = crc32(piece, crc);
    if (take(piece) === false) return;
  }
  if (size !== entry.unpacked || crc !== entry.crc) throw damaged();
}

/**
 * Checks every entry before another library is let in: what it unpacks is then as large as announced, and whole.
 * @param look shown every piece on the way
 */
export async function checkZip(zip: Zip, look: (entry: ZipEntry, piece: Uint8Array) => void): Promise<void> {
  for (const entry of zip.entries.values())
    await unpack(zip, entry, (piece) => {
      look(entry, piece);
      return true;
    });
}
