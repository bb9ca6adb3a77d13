/** Bytes of a text export to text: by its mark, else strict UTF-8, else UTF-16 without a mark, else GB18030. */
import { isUtf8 } from 'node:buffer';
import { unreadable } from './limits.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: 'UTF-8' | 'UTF-16' | 'GB18030';
}

/** Share of characters that may be broken: fields cut in the middle of a character are common, a wrong encoding is not. */
const brokenAtMost = 0.01;
/** Separators, digits and line ends of a table are ASCII: in UTF-16 every one of them brings a zero byte. */
const zerosAtLeast = 0.05;

/** UTF-16 without a mark shows by zero bytes on one side of the pairs only. */
function wideOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, 8_192);
  const zeros = [0, 0];
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length * zerosAtLeast && even === 0) return 'utf-16le';
  return even > head.length * zerosAtLeast && odd === 0 ? 'utf-16be' : undefined;
}

/** @throws Refusal FILE_UNREADABLE */
export function decodeText(bytes: Uint8Array): DecodedText {
  const order = wideOrder(bytes);
  if (order) return { text: checked(new TextDecoder(order).decode(bytes)), encoding: 'UTF-16' };
  if (bytes.subarray(0, 65_536).includes(0)) throw unreadable('不是表格文件');
  if (isUtf8(bytes)) return { text: new TextDecoder('utf-8').decode(bytes), encoding: 'UTF-8' };
  // Never 'gbk': it loses rare characters of names.
  return { text: checked(new TextDecoder('gb18030').decode(bytes)), encoding: 'GB18030' };
}

function checked(text: string): string {
  let broken = 0;
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) broken += 1;
  if (broken > text.length * brokenAtMost) throw unreadable('文字编码无法识别');
  return text;
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
