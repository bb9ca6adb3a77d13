/** Computes the pinyin initials of a name, for search by keyboard: 欧阳明 → oym. */
import { pinyin } from 'pinyin-pro';
import { remembered } from '../../../shared/base/rules/remembered.ts';

/** Readings pinyin-pro's surname mode gets wrong. */
const surnames: Readonly<Record<string, string>> = { 单于: 'cy', 洗: 'x', 逄: 'p' };
/** Characters it does not know. */
const characters: Readonly<Record<string, string>> = { 𠮷: 'j' };

const syllables = (text: string, head: boolean) =>
  pinyin(text, { ...(head ? { mode: 'surname', surname: 'head' } : {}), toneType: 'none', type: 'array' });
const initial = (syllable: string) =>
  characters[syllable] ??
  syllable
    .replace(/[^a-z]/gi, '')
    .charAt(0)
    .toLowerCase();

/** The first two characters hold the surname, single or compound; their readings are kept, most names share them. */
function readHead(head: string): string {
  const surname = Object.keys(surnames).find((each) => head.startsWith(each)) ?? '';
  const rest = head.slice(surname.length);
  const tail = rest === '' ? [] : syllables(rest, surname === '');
  return (surnames[surname] ?? '') + tail.map(initial).join('');
}

const initialsOfHead = remembered(readHead);
const initialsOfRest = remembered((char: string) => syllables(char, false).map(initial).join(''));

/** Lower-case initials of a name; characters without a reading are left out. */
export function initialsOf(name: string): string {
  const [first = '', second = '', ...rest] = name;
  let initials = initialsOfHead(first + second);
  for (const char of rest) initials += initialsOfRest(char);
  return initials;
}
