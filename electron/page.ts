/** Serves the page for the host and for the desktop's app:// protocol: one policy, one nonce per response. */
import { randomBytes } from 'node:crypto';

/** Stands in index.html where the nonce goes; antd gives it to the styles it inserts. */
const placeholder = '__CSP_NONCE__';

export function newNonce(): string {
  return randomBytes(16).toString('base64');
}

/** index.html with the nonce filled in. */
export function fillNonce(html: string, nonce: string): string {
  return html.replaceAll(placeholder, nonce);
}

/** Nothing from elsewhere, no inline script, no inline style without the nonce, no frame around the page. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers every answer carries. */
export const safeHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** Headers of the page itself. */
export function pageHeaders(nonce: string): Record<string, string> {
  return {
    ...safeHeaders,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy(nonce),
    'cache-control': 'no-store',
  };
}
