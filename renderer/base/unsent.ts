/**
 * What was typed and has not reached the core, kept in this tab's session storage: it outlives a reload and a page that
 * crashed, and is gone when the tab is closed. Only what is unsent lies there, only until it is saved; nothing after
 * signing out, and nothing of whoever used the tab before: these are patients' words.
 */
import { session } from './client.ts';

const prefix = 'unsent ';
const ofUser = (userId: string) => `${prefix}${userId} `;

/** Keeps the unsent edits of one document (an interview, by its id); an empty list takes them away. */
export function keepUnsent(userId: string, document: string, edits: readonly unknown[]): void {
  const key = ofUser(userId) + document;
  if (edits.length === 0 || session.token === '') {
    sessionStorage.removeItem(key);
    return;
  }
  try {
    sessionStorage.setItem(key, JSON.stringify(edits));
  } catch {
    // The storage is full: what is typed is still in this page, and the page asks before it is closed.
  }
}

/** What this user's earlier page left unsent, in order. */
export function unsentOf(userId: string, document: string): readonly unknown[] {
  return JSON.parse(sessionStorage.getItem(ofUser(userId) + document) ?? '[]') as unknown[];
}

/** Whether signing out would take away something that never reached the core. */
export const hasUnsent = (): boolean => Object.keys(sessionStorage).some((key) => key.startsWith(prefix));

/** Takes away what the tab keeps, but for this user's. */
export function forgetUnsent(exceptUserId?: string): void {
  const kept = exceptUserId === undefined ? null : ofUser(exceptUserId);
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith(prefix) && !(kept !== null && key.startsWith(kept))) sessionStorage.removeItem(key);
}
