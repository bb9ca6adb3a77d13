/** Serves the core over a MessagePort, one per connected page. */
import type { SupportedMessagePort } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import { callerOf } from './caller.ts';
import type { Caller, WorkstationRouter } from './core/base/door.ts';

/**
 * Serves ports. A port is one page, but who works at it changes: every call brings its own `authorization` header,
 * which becomes the caller of that call alone.
 */
export function portHandler(router: WorkstationRouter): (port: SupportedMessagePort & { start?(): void }) => void {
  const handler = new RPCHandler<Caller>(router, {
    interceptors: [
      ({ next, request, prefix: _prefix, ...options }) =>
        next({ ...options, request, context: callerOf(request.headers['authorization']) }),
    ],
  });
  return (port) => {
    handler.upgrade(port, { context: {} });
    port.start?.();
  };
}
