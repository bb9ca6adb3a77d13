/** Names of praised staff in one field, as they are written in a letter of thanks: 李明、陈思. */

const between = /[、，,;；/\s]+/u;

/** The names in the field. */
export const namesIn = (field: string): string[] => field.split(between).filter((name) => name !== '');

/** What is being typed: the part after the last separator. */
export const typedName = (field: string): string => field.split(between).at(-1) ?? '';

/** Adds a name: in the place of a begun one that led to it, else after the others. Once only. */
export function withName(field: string, name: string, begun: boolean): string {
  const names = namesIn(field);
  const kept = begun && typedName(field) !== '' ? names.slice(0, -1) : names;
  return [...new Set([...kept, name])].join('、');
}

/** Does a name answer to what was typed: its characters or its initials. */
export function answersTo({ name, initials }: { readonly name: string; readonly initials: string }, typed: string): boolean {
  const key = typed.trim().toLowerCase();
  return key === '' || name.includes(key) || initials.startsWith(key);
}
