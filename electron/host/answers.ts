/** Responses that the host gives without the core: files of the page, and refusals in words. */
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ErrorCode, type ErrorData, errorList, type Refusal, sentence } from '../../shared/base/contract/errors.ts';
import { safeHeaders } from '../page.ts';
import type { Served } from '../rendererFiles.ts';

/** How long a refused sender may go on sending, so that it reads the answer before the connection ends. */
const runOutMs = 2_000;

export function send(response: ServerResponse, served: Served): void {
  response.writeHead(served.status, served.headers);
  response.end(served.body);
}

const headers = { ...safeHeaders, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

function bodyOf(code: ErrorCode, data: ErrorData) {
  return { defined: true, code, status: errorList[code].status, message: sentence(code, data), data };
}

export function sayError(response: ServerResponse, code: ErrorCode, data: ErrorData = {}): void {
  send(response, { status: errorList[code].status, headers, body: JSON.stringify(bodyOf(code, data)) });
}

/**
 * Refuses a request whose body is not read: the answer goes out at once, what is still being sent is thrown away, and the
 * connection ends. `wrapped` is the form in which the page's own client reads errors.
 */
export function refuse(request: IncomingMessage, response: ServerResponse, { code, data }: Refusal, wrapped: boolean): void {
  const said = bodyOf(code, data);
  const body = Buffer.from(JSON.stringify(wrapped ? { json: said, meta: [] } : said));
  response.writeHead(said.status, { ...headers, connection: 'close', 'content-length': body.length });
  response.write(body);
  const end = () => {
    clearTimeout(cut);
    response.end();
  };
  const cut = setTimeout(end, runOutMs);
  if (request.complete) end();
  else request.once('end', end).once('close', end).resume();
}

/** Refuses what never became a request. */
export function refuseRaw(socket: Duplex, code: ErrorCode): void {
  if (!socket.writable) return void socket.destroy();
  const said = bodyOf(code, {});
  const body = JSON.stringify(said);
  const lines = [
    `HTTP/1.1 ${said.status} ${STATUS_CODES[said.status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
