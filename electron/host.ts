/** The host: the core over HTTP on this machine, with the page for a browser. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { ORPCError } from '@orpc/server';
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node';
import { errorList, Refusal, sentence } from '../shared/base/contract/errors.ts';
import { callerOf } from './caller.ts';
import type { Caller } from './core/base/door.ts';
import { createWorkstation, type Workstation } from './core/workstation.ts';
import { refuse, refuseRaw, sayError, send } from './host/answers.ts';
import { formBytes, Gate } from './host/gate.ts';
import { mayPass } from './host/hosts.ts';
import { inMegabytes, type Limits, usualLimits } from './host/limits.ts';
import { openApiDocument } from './host/openapi.ts';
import { Slots } from './host/slots.ts';
import { safeHeaders } from './page.ts';
import { openParts, type Place } from './parts.ts';
import { folderAbove } from './places.ts';
import { serveRenderer } from './rendererFiles.ts';
import { startDuePulls } from './timer.ts';

const address = '127.0.0.1';
const highestPort = 65_535;

export interface HostOptions extends Place {
  /** 0 takes a free one. */
  readonly port: number;
  /** The built page; default: the repository's `dist/renderer`. */
  readonly rendererDir?: string;
  /** What differs from the usual limits. */
  readonly limits?: Partial<Limits>;
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
  const limits = { ...usualLimits, ...options.limits };
  let answer: Answer = async (_request, response) => sayError(response, 'DATABASE_BUSY');
  const server = listener(limits, (request, response) => {
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
  answer = answerFrom(workstation, options.rendererDir ?? folderAbove('dist/renderer'), limits);
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

/** A server that gives no client more connections and no request more time than the limits allow. */
function listener(limits: Limits, answer: (request: IncomingMessage, response: ServerResponse) => void): Server {
  const { headersMs, uploadMs, connectionsOfAddress } = limits;
  const slots = new Slots(connectionsOfAddress);
  const tooMany = new WeakSet<Socket>();
  const server = createServer(
    { headersTimeout: headersMs, requestTimeout: uploadMs, connectionsCheckingInterval: Math.min(1_000, headersMs) },
    (request, response) => {
      if (!tooMany.has(request.socket)) return answer(request, response);
      refuse(request, response, new Refusal('TOO_MANY', { what: '连接', most: connectionsOfAddress }), false);
    },
  );
  server.maxConnections = limits.connections;
  server.on('connection', (socket) => {
    const free = slots.take(socket.remoteAddress ?? '');
    if (free) socket.once('close', free);
    else tooMany.add(socket);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    refuseRaw(socket, error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'REQUEST_TOO_SLOW' : 'NOT_HTTP');
  });
  return server;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function answerFrom(workstation: Workstation, rendererDir: string, limits: Limits): Answer {
  const options = { plugins: [new BodyLimitPlugin({ maxBodySize: formBytes(limits) })], interceptors: [inWords(limits)] };
  const rpc = new RPCHandler<Caller>(workstation.router, options);
  const api = new OpenAPIHandler<Caller>(workstation.router, options);
  const gate = new Gate(workstation, limits);
  let document: Promise<string> | undefined;

  async function ask(handler: typeof rpc | typeof api, prefix: '/rpc' | '/api', request: IncomingMessage, response: ServerResponse) {
    const caller = callerOf(request.headers.authorization, request.socket.remoteAddress);
    const [path = ''] = (request.url ?? '').slice(prefix.length).split('?', 1);
    try {
      await gate.pass(request, response, path, caller);
    } catch (error) {
      if (error instanceof Refusal) return refuse(request, response, error, handler === rpc);
      throw error;
    }
    for (const [name, value] of Object.entries(safeHeaders)) response.setHeader(name, value);
    response.setHeader('cache-control', 'no-store');
    await handler.handle(request, response, { prefix, context: caller });
  }

  return async (request, response) => {
    if (!mayPass(request.headers.host, request.headers.origin)) return refuse(request, response, new Refusal('FOREIGN_PAGE'), false);
    const [pathname = '/'] = (request.url ?? '/').split('?', 1);
    if (pathname === '/api/openapi.json' && request.method === 'GET') {
      document ??= openApiDocument();
      return send(response, { status: 200, headers: { ...safeHeaders, 'content-type': 'application/json' }, body: await document });
    }
    if (pathname.startsWith('/rpc/')) return ask(rpc, '/rpc', request, response);
    if (pathname.startsWith('/api/')) return ask(api, '/api', request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(request, response, new Refusal('NOT_FOUND', { what: '这个接口' }), false);
    send(response, await serveRenderer(rendererDir, pathname));
  };
}

/** Failures of an upload that come before the door, in the words of the closed list. */
function inWords(limits: Limits) {
  return async <T>({ next }: { next(): Promise<T> }): Promise<T> => {
    try {
      return await next();
    } catch (error) {
      const tooLarge = error instanceof ORPCError && error.code === 'PAYLOAD_TOO_LARGE';
      if (error instanceof ORPCError && !tooLarge) throw error;
      const [code, data] = tooLarge
        ? (['FILE_TOO_LARGE', { limit: inMegabytes(limits.fileBytes) }] as const)
        : (['BAD_INPUT', { detail: '请求内容读不出来，应为带文件的表单' }] as const);
      throw new ORPCError(code, { defined: true, status: errorList[code].status, message: sentence(code, data), data });
    }
  };
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
