/** Initials of a name, for search by keyboard: 欧阳明 → oym. */
import { pinyin } from 'pinyin-pro';

/** Readings pinyin-pro's surname mode gets wrong, or characters it does not know. */
const surnames: Readonly<Record<string, string>> = { 单于: 'cy', 洗: 'x', 逄: 'p' };
const characters: Readonly<Record<string, string>> = { 𠮷: 'j', 㛃: 'j', 堃: 'k', 喆: 'z', 犇: 'b', 淼: 'm', 䶮: 'y' };

const known = new Map<string, string>();
const knownAtMost = 200_000;

function readInitials(name: string): string {
  const surname = Object.keys(surnames).find((each) => name.startsWith(each)) ?? '';
  const rest = name.slice(surname.length);
  const mode = surname === '' ? ({ mode: 'surname', surname: 'head' } as const) : {};
  const letters = rest === '' ? [] : pinyin(rest, { ...mode, toneType: 'none', type: 'array' });
  const tail = letters.map(
    (syllable) =>
      characters[syllable] ??
      syllable
        .replace(/[^a-z]/gi, '')
        .charAt(0)
        .toLowerCase(),
  );
  return (surnames[surname] ?? '') + tail.join('');
}

/** Lower-case initials of a name; characters without a reading are left out. */
export function initialsOf(name: string): string {
  const before = known.get(name);
  if (before !== undefined) return before;
  if (known.size >= knownAtMost) known.clear();
  const initials = readInitials(name);
  known.set(name, initials);
  return initials;
}
