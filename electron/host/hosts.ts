/** The host names that this host accepts. */

const loopback = ['localhost', '127.0.0.1', '[::1]'];

function nameOf(authority: string): string | null {
  try {
    return new URL(`http://${authority}`).hostname;
  } catch {
    return null;
  }
}

/**
 * Whether a request may pass. A foreign name in `Host` is a page that re-bound its own name to this machine; an `Origin`
 * that is not the host asked is another site's page calling us.
 */
export function mayPass(host: string | undefined, origin: string | undefined): boolean {
  const name = host ? nameOf(host) : null;
  if (!name || !loopback.includes(name)) return false;
  return origin === undefined || origin === `http://${host}`;
}
