/** Serves the built page under app://workstation/ from its folder and nothing else. */
import { protocol } from 'electron';
import { serveRenderer } from '../rendererFiles.ts';

export const pageOrigin = 'app://workstation';

/** To be called before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

export function servePage(rendererDir: string): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    if (`${url.protocol}//${url.host}` !== pageOrigin || request.method !== 'GET') return new Response(null, { status: 404 });
    const { status, headers, body } = await serveRenderer(rendererDir, url.pathname);
    return new Response(typeof body === 'string' ? body : new Uint8Array(body), { status, headers });
  });
}

export function isPage(url: string): boolean {
  return url === pageOrigin || url.startsWith(`${pageOrigin}/`);
}
