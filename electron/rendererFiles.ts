/** Finds the file of the built renderer for an address, never outside its folder. */
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { fillNonce, newNonce, pageHeaders, safeHeaders } from './page.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface Served {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

const plain = { ...safeHeaders, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
const notFound: Served = { status: 404, headers: plain, body: '没有这个页面。' };
const notBuilt: Served = { status: 503, headers: plain, body: '界面尚未构建，请先运行 npm run build。' };

/** Real path of a file inside the folder; null for what is missing, is no file name, or leads outside (links included). */
async function insideOf(folder: string, pathname: string): Promise<string | null> {
  try {
    const name = decodeURIComponent(pathname);
    if (name.includes('\0') || name.includes('\\') || name.split('/').includes('..')) return null;
    const root = await realpath(folder);
    const found = await realpath(join(root, name));
    return found.startsWith(root + sep) ? found : null;
  } catch {
    return null;
  }
}

/** Answers a GET for the page or one of its files. `pathname` is the address's path, still encoded. */
export async function serveRenderer(folder: string, pathname: string): Promise<Served> {
  const name = pathname === '/' ? '/index.html' : pathname;
  const file = await insideOf(folder, name);
  const type = types[extname(name)];
  if (!file || !type) return name === '/index.html' ? notBuilt : notFound;
  const content = await readFile(file).catch(() => null);
  if (!content) return notFound;
  if (extname(name) === '.html') {
    const nonce = newNonce();
    return { status: 200, headers: pageHeaders(nonce), body: fillNonce(content.toString('utf8'), nonce) };
  }
  // Built files carry a hash in their names, so a browser may keep them.
  const cache = name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  return { status: 200, headers: { ...safeHeaders, 'content-type': type, 'cache-control': cache }, body: content };
}
