/** Reads the caller from the `authorization` header of a request, over HTTP and over the desktop's port alike. */
import type { Caller } from './core/base/door.ts';

/** Nobody where the header is missing or of another kind. `address` is the other end of the connection, as the entry sees it. */
export function callerOf(authorization: string | readonly string[] | undefined, address?: string): Caller {
  const token = typeof authorization === 'string' ? /^Bearer ([\w-]+)$/.exec(authorization)?.[1] : undefined;
  return { ...(token ? { token } : {}), ...(address ? { address } : {}) };
}
