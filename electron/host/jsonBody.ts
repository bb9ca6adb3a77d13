/** Reads a JSON body within its limits: size, time and depth are checked before it is parsed. */
import type { IncomingMessage } from 'node:http';
import { Refusal } from '../../shared/base/contract/errors.ts';
import { inMegabytes, type Limits } from './limits.ts';

const quote = 0x22;
const backslash = 0x5c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

/** Whether lists and objects lie deeper in each other than allowed; a recursive reader would run out of stack. */
export function deeperThan(most: number, json: Uint8Array): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (inText) {
      if (byte === backslash) at += 1;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (opening.has(byte)) {
      depth += 1;
      if (depth > most) return true;
    } else if (closing.has(byte)) depth -= 1;
  }
  return false;
}

function bytesOf(request: IncomingMessage, { jsonBytes, jsonMs }: Limits): Promise<Buffer> {
  const tooLarge = () => new Refusal('BODY_TOO_LARGE', { limit: inMegabytes(jsonBytes) });
  if (Number(request.headers['content-length']) > jsonBytes) return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (outcome: () => void) => {
      clearTimeout(late);
      request.off('data', take).off('end', whole).off('error', broken).off('close', gone);
      outcome();
    };
    const late = setTimeout(() => end(() => reject(new Refusal('REQUEST_TOO_SLOW'))), jsonMs);
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > jsonBytes) end(() => reject(tooLarge()));
      else chunks.push(chunk);
    };
    const whole = () => end(() => resolve(Buffer.concat(chunks)));
    const broken = (error: Error) => end(() => reject(error));
    const gone = () => broken(new Error('the client went away'));
    request.on('data', take).once('end', whole).once('error', broken).once('close', gone);
  });
}

/**
 * What the body says; undefined where it is empty.
 * @throws Refusal BODY_TOO_LARGE, REQUEST_TOO_SLOW, BAD_INPUT
 */
export async function readJson(request: IncomingMessage, limits: Limits): Promise<unknown> {
  const bytes = await bytesOf(request, limits);
  if (bytes.length === 0) return undefined;
  if (deeperThan(limits.jsonDepth, bytes)) throw new Refusal('BAD_INPUT', { detail: `请求内容嵌套超过 ${limits.jsonDepth} 层` });
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Refusal('BAD_INPUT', { detail: '请求内容读不出来，应为 JSON' });
  }
}
