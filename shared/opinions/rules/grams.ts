/** Splits a feedback text into its n-grams of one to three characters, each counted once. */

const longest = 3;

/** Letters and digits are one size and one width; every number is the same to the count, because 20 and 30 minutes are one complaint. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\d+/g, '0');
}

/** Runs of Chinese characters and digits between punctuation; nothing reaches over a comma. */
const runs = /[\p{Script=Han}0]+|[a-z]+/gu;

/** The runs of a text, as they are counted. */
export const runsOf = (text: string): string[] => [...plain(text).matchAll(runs)].map(([run]) => run);

/** The distinct n-grams of a text, n = 1–3, in the order in which they first appear. Latin words count whole. */
export function gramsOf(text: string): ReadonlySet<string> {
  const grams = new Set<string>();
  for (const run of runsOf(text)) {
    if (/^[a-z]/.test(run)) {
      grams.add(run);
      continue;
    }
    const signs = [...run];
    for (let start = 0; start < signs.length; start += 1) {
      let gram = '';
      for (const sign of signs.slice(start, start + longest)) {
        gram += sign;
        grams.add(gram);
      }
    }
  }
  return grams;
}

/** What stands between the signs a speaker stops at: 医生很好，饭是凉的 → 医生很好 and 饭是凉的. */
export const clausesOf = (text: string): string[] => text.split(/[^\p{L}\p{N}]+/u).filter((clause) => clause !== '');

const marker = '#';

/** A sign for the item an opinion hangs on: it tells of the department beside the words. */
export const signOf = (item: string): string => `${marker}${item}`;

/** The item of a sign; null for an n-gram. */
export const itemOf = (gram: string): string | null => (gram.startsWith(marker) ? gram.slice(marker.length) : null);

/** What a text with these n-grams holds for a question: where the department is asked, the item's sign too. */
export function holdsFor(question: string, grams: ReadonlySet<string>, item: string | null | undefined): ReadonlySet<string> {
  return question === 'department' && item ? new Set([...grams, signOf(item)]) : grams;
}
