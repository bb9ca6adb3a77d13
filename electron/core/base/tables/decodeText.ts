/**
 * Decodes a text export: by its byte order mark, else UTF-8 if nearly all of it is valid, else UTF-16 without a mark,
 * else GB18030. A UTF-8 mark in front of text that is not UTF-8 is ignored.
 */
import { isUtf8 } from 'node:buffer';
import { type TextEncoding, textEncodings } from '../../../../shared/base/contract/words.ts';
import { unreadable } from './limits.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

/** Share of characters that may be broken: fields cut in the middle of a character are common, a wrong encoding is not. */
const brokenAtMost = 0.01;
/** Text of another encoding hardly ever makes whole characters of UTF-8: so many of them for one that is broken show that it is. */
const wholeForOneBroken = 20;
/** Separators, digits and line ends of a table are ASCII: in UTF-16 every one of them brings a zero byte. */
const zerosAtLeast = 0.05;

type WideOrder = 'UTF-16' | 'UTF-16BE';

/** UTF-16 without a mark shows by zero bytes on one side of the pairs only. */
function wideOrder(bytes: Uint8Array): WideOrder | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16BE';
  const head = bytes.subarray(0, 8_192);
  const zeros = [0, 0];
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length * zerosAtLeast && even === 0) return 'UTF-16';
  return even > head.length * zerosAtLeast && odd === 0 ? 'UTF-16BE' : undefined;
}

// Never 'gbk': it loses rare characters of names.
const decoders: Readonly<Record<TextEncoding, string>> = {
  'UTF-8': 'utf-8',
  GB18030: 'gb18030',
  'UTF-16': 'utf-16le',
  'UTF-16BE': 'utf-16be',
  Big5: 'big5',
};
const decoded = (bytes: Uint8Array, encoding: TextEncoding) => new TextDecoder(decoders[encoding]).decode(bytes);

function brokenIn(text: string): number {
  let broken = 0;
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) broken += 1;
  return broken;
}

const mark = [0xef, 0xbb, 0xbf];
const withoutMark = (bytes: Uint8Array) => (mark.every((byte, at) => bytes[at] === byte) ? bytes.subarray(mark.length) : bytes);

/**
 * @param chosen the encoding somebody chose by its look; null to find it
 * @throws Refusal FILE_UNREADABLE
 */
export function decodeText(bytes: Uint8Array, chosen: TextEncoding | null = null): DecodedText {
  if (chosen !== null)
    return { text: decoded(chosen === 'UTF-16' || chosen === 'UTF-16BE' ? bytes : withoutMark(bytes), chosen), encoding: chosen };
  const order = wideOrder(bytes);
  if (order) return { text: checked(decoded(bytes, order)), encoding: order };
  if (bytes.subarray(0, 65_536).includes(0)) throw unreadable('不是表格文件');
  const plain = withoutMark(bytes);
  if (isUtf8(plain)) return { text: decoded(plain, 'UTF-8'), encoding: 'UTF-8' };
  const asUtf8 = decoded(plain, 'UTF-8');
  const whole = asUtf8.match(/[^\0-\x7f\uFFFD]/g)?.length ?? 0;
  if (whole >= brokenIn(asUtf8) * wholeForOneBroken) return { text: checked(asUtf8), encoding: 'UTF-8' };
  return { text: checked(decoded(plain, 'GB18030')), encoding: 'GB18030' };
}

function checked(text: string): string {
  if (brokenIn(text) > text.length * brokenAtMost) throw unreadable('文字编码无法识别，请在导入页选择编码');
  return text;
}

const looked = 64 * 1024;

/** The first lines under each encoding, for somebody who knows what should stand there. */
export function linesByEncoding(bytes: Uint8Array, count: number): { encoding: TextEncoding; lines: string[] }[] {
  const start = bytes.subarray(0, looked);
  return textEncodings.codes.map((encoding) => ({
    encoding,
    lines: decodeText(start, encoding)
      .text.split(/\r\n|\r|\n/)
      .filter((line) => line.trim() !== '')
      .slice(0, count),
  }));
}

const separators = ['\t', '|', ';', ','] as const;
export type Separator = (typeof separators)[number];

/** The separator most lines at the top agree on, outside of quotes. */
export function separatorOf(text: string): Separator {
  const lines = text
    .slice(0, 20_000)
    .replace(/"[^"]*"/g, '')
    .split(/\r\n|\r|\n/, 40)
    .filter((line) => line.trim() !== '');
  const score = (separator: Separator) => lines.filter((line) => line.split(separator).length >= 4).length;
  const count = (separator: Separator) => lines.reduce((sum, line) => sum + line.split(separator).length - 1, 0);
  const best = Math.max(...separators.map(score));
  const agreed = separators.filter((separator) => score(separator) === best);
  return agreed.sort((a, b) => count(b) - count(a))[0] ?? ',';
}
