/**
 * Logs views of patients' identities (domain §11), once per reader, subject and hour, because screens refetch often.
 */
import type { Context, Parts } from './context.ts';

/** When each reader was last written down, by running workstation. */
const seen = new WeakMap<Parts, Map<string, string>>();
const most = 10_000;

/** To be called when there is something to show: a look that was refused is none, and must not hide the next one. */
export function auditView(ctx: Context, action: string, subject: string): void {
  const known = seen.get(ctx.parts) ?? new Map<string, string>();
  seen.set(ctx.parts, known);
  const key = `${ctx.actor.id} ${action} ${subject}`;
  const hourAgo = new Date(Date.parse(ctx.now) - 3_600_000).toISOString();
  if ((known.get(key) ?? '') > hourAgo) return;
  if (known.size > most) known.clear();
  known.set(key, ctx.now);
  ctx.audit(action, subject);
}
