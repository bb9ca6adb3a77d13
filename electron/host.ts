/** The host: the core over HTTP on this machine, with the page for a browser. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { ORPCError } from '@orpc/server';
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node';
import { type ErrorCode, type ErrorData, errorList, Refusal, sentence } from '../shared/contract/errors.ts';
import { callerOf } from './caller.ts';
import type { Caller } from './core/door.ts';
import { createWorkstation, type Workstation } from './core/workstation.ts';
import { mayPass } from './host/hosts.ts';
import { openApiDocument } from './host/openapi.ts';
import { safeHeaders } from './page.ts';
import { openParts, type Place } from './parts.ts';
import { folderAbove } from './places.ts';
import { type Served, serveRenderer } from './rendererFiles.ts';
import { startDuePulls } from './timer.ts';

const address = '127.0.0.1';
const highestPort = 65_535;
const fileLimit = 200 * 1024 * 1024;
/** Room for the other fields of a form around the largest file. */
const bodyLimit = fileLimit + 1024 * 1024;

export interface HostOptions extends Place {
  /** 0 takes a free one. */
  readonly port: number;
  /** The built page; default: the repository's `dist/renderer`. */
  readonly rendererDir?: string;
}

export interface Host {
  readonly url: string;
  readonly port: number;
  /** Lets running requests end, then closes the database. */
  close(): Promise<void>;
}

/**
 * Serves a workstation. The port is taken before the database is opened, so that a refusal changes nothing.
 * @throws Refusal PORT_IN_USE and those of `openParts`
 */
export async function startHost(options: HostOptions): Promise<Host> {
  let answer: Answer = async (_request, response) => sayError(response, 'DATABASE_BUSY');
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      if (response.headersSent) response.destroy();
      else sayError(response, 'INTERNAL');
    });
  });
  const port = await listen(server, options.port);
  let workstation: Workstation;
  let endTimer: () => void;
  try {
    const parts = await openParts(options);
    workstation = createWorkstation(parts);
    endTimer = startDuePulls(workstation, parts.log);
  } catch (error) {
    await stop(server);
    throw error;
  }
  answer = answerFrom(workstation, options.rendererDir ?? folderAbove('dist/renderer'));
  return {
    url: `http://${address}:${port}/`,
    port,
    async close() {
      endTimer();
      await stop(server);
      await workstation.close();
    },
  };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function answerFrom(workstation: Workstation, rendererDir: string): Answer {
  const rpc = new RPCHandler<Caller>(workstation.router, {
    plugins: [new BodyLimitPlugin({ maxBodySize: bodyLimit })],
    interceptors: [inWords],
  });
  const api = new OpenAPIHandler<Caller>(workstation.router, {
    plugins: [new BodyLimitPlugin({ maxBodySize: bodyLimit })],
    interceptors: [inWords],
  });
  let document: Promise<string> | undefined;

  return async (request, response) => {
    if (!mayPass(request.headers.host, request.headers.origin)) return sayError(response, 'FOREIGN_PAGE');
    const [pathname = '/'] = (request.url ?? '/').split('?', 1);
    if (pathname === '/api/openapi.json' && request.method === 'GET') {
      document ??= openApiDocument();
      return send(response, { status: 200, headers: { ...safeHeaders, 'content-type': 'application/json' }, body: await document });
    }
    const handler = pathname.startsWith('/rpc/') ? rpc : pathname.startsWith('/api/') ? api : null;
    if (handler) {
      for (const [name, value] of Object.entries(safeHeaders)) response.setHeader(name, value);
      response.setHeader('cache-control', 'no-store');
      const { matched } = await handler.handle(request, response, {
        prefix: handler === rpc ? '/rpc' : '/api',
        context: callerOf(request.headers.authorization),
      });
      return matched ? undefined : sayError(response, 'NOT_FOUND', { what: '这个接口' });
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return sayError(response, 'NOT_FOUND', { what: '这个接口' });
    send(response, await serveRenderer(rendererDir, pathname));
  };
}

/** Failures that come before the door (body too large, not JSON) in the words of the closed list. */
async function inWords<T>({ next }: { next(): Promise<T> }): Promise<T> {
  try {
    return await next();
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'PAYLOAD_TOO_LARGE') throw wordsOf('FILE_TOO_LARGE', { limit: '200 MB' });
    if (error instanceof ORPCError) throw error;
    throw wordsOf('BAD_INPUT', { detail: '请求内容读不出来，应为 JSON 或表单' });
  }
}

function wordsOf(code: ErrorCode, data: ErrorData): ORPCError<string, ErrorData> {
  return new ORPCError(code, { defined: true, status: errorList[code].status, message: sentence(code, data), data });
}

function sayError(response: ServerResponse, code: ErrorCode, data: ErrorData = {}): void {
  const { status } = errorList[code];
  const headers = { ...safeHeaders, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  send(response, { status, headers, body: JSON.stringify({ defined: true, code, status, message: sentence(code, data), data }) });
}

function send(response: ServerResponse, served: Served): void {
  response.writeHead(served.status, served.headers);
  response.end(served.body);
}

/** @throws Refusal PORT_IN_USE, BAD_INPUT where it is no port */
function listen(server: Server, port: number): Promise<number> {
  if (!Number.isInteger(port) || port < 0 || port > highestPort)
    throw new Refusal('BAD_INPUT', { detail: `端口应为 0 到 ${highestPort} 的整数` });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new Refusal('PORT_IN_USE', { port }) : error),
    );
    server.listen(port, address, () => {
      const at = server.address();
      resolve(typeof at === 'object' && at ? at.port : port);
    });
  });
}

/** Event streams never end by themselves, so what is still open after two seconds is cut. */
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), 2_000);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
