/** Classifies the failures that all drivers share: network, TLS, a connection that breaks. */

import { type ErrorCode, Refusal } from '../../../shared/base/contract/errors.ts';
import type { Target } from './driver.ts';

const unreachable: Readonly<Record<string, string>> = {
  ENOTFOUND: '找不到这个主机名',
  EAI_AGAIN: '域名服务没有应答',
  ECONNREFUSED: '端口没有开放，或数据库没有启动',
  EHOSTUNREACH: '网络不通',
  ENETUNREACH: '网络不通',
  ETIMEDOUT: '没有应答',
  ETIMEOUT: '没有应答',
};
const lost = new Set(['ECONNRESET', 'EPIPE', 'PROTOCOL_CONNECTION_LOST', 'ECONNABORTED', 'ESOCKETTIMEDOUT']);
const untrusted: Readonly<Record<string, string>> = {
  SELF_SIGNED_CERT_IN_CHAIN: '证书不是受信任的机构签发的',
  DEPTH_ZERO_SELF_SIGNED_CERT: '证书是自签名的',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: '证书不是受信任的机构签发的',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: '证书不是受信任的机构签发的',
  CERT_HAS_EXPIRED: '证书已过期',
  ERR_TLS_CERT_ALTNAME_INVALID: '证书上的主机名与地址不符',
};

/** Code of an error, of its cause, or of the first of several. */
export function codesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const own = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? [String(error.code)] : [];
  const causes = 'cause' in error ? codesOf(error.cause) : [];
  const several = 'errors' in error && Array.isArray(error.errors) ? error.errors.flatMap(codesOf) : [];
  return [...own, ...causes, ...several];
}

/** Text of a driver's error, for finding a name in it; never shown whole. */
export function saying(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

/** The name a server's message quotes, cut to a reasonable length. */
export function nameIn(error: unknown, pattern: RegExp): string {
  return (pattern.exec(saying(error))?.[1] ?? '').slice(0, 120);
}

/** A table of a driver's codes, looked up. */
export function codeIn(table: Readonly<Record<string, ErrorCode>>, error: unknown): ErrorCode | undefined {
  return codesOf(error)
    .map((code) => table[code])
    .find((found) => found !== undefined);
}

/**
 * What is left when the driver's own table does not know an error.
 * @param milliseconds how long this phase may take
 */
export function reachRefusal(error: unknown, target: Target, phase: 'connect' | 'ask', milliseconds: number): Refusal {
  const codes = codesOf(error);
  const trust = codes.find((code) => code in untrusted || code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || code === 'EPROTO');
  if (trust !== undefined) return new Refusal('SOURCE_TLS', { detail: untrusted[trust] ?? '双方的加密设置不一致' });
  const why = codes.map((code) => unreachable[code]).find((found) => found !== undefined);
  if (why !== undefined && phase === 'connect')
    return new Refusal('SOURCE_UNREACHABLE', { host: target.host, port: target.port, detail: why });
  if (codes.some((code) => code === 'ETIMEDOUT' || code === 'ETIMEOUT'))
    return new Refusal('SOURCE_TIMEOUT', { seconds: Math.round(milliseconds / 1_000) });
  if (phase === 'connect' && codes.some((code) => lost.has(code)))
    return new Refusal('SOURCE_UNREACHABLE', { host: target.host, port: target.port, detail: '对方中断了连接，可能不是这种数据库' });
  if (codes.some((code) => lost.has(code) || code in unreachable)) return new Refusal('SOURCE_LOST');
  return new Refusal('SOURCE_FAILED', { detail: codes[0] ?? '（没有编号）' });
}
