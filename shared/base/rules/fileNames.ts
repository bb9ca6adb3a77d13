/** Names of files that people save: what a file system refuses, or reads as a path, is not in them. */

/** Not in a name on Windows; nor what nobody sees, or what turns the reading direction round. */
const forbidden = /[\\/:*?"<>|]/g;
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const longest = 120;

/** A text as part of a file name. */
export const namePart = (text: string): string => text.replaceAll(unseen, '').replaceAll(forbidden, '-').trim().slice(0, longest);

/** The name of an uploaded file without its folders and its ending: programs send a path, or whatever they like. */
export function bareName(path: string): string {
  const name = path.split(/[\\/]/).at(-1) ?? '';
  return namePart(name.replace(/\.[^.]*$/, ''));
}
