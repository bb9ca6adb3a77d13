/** Groups feedback texts that share a phrase, whether one nurse repeats it or two members of a family say it. */
import { clausesOf } from './grams.ts';
import type { Case } from './tally.ts';

/** Characters from which a clause is a phrase of its own; shorter ones are shared by chance. */
const leastCharacters = 5;

/** Cases by phrase. */
export type Phrases = Map<string, Case[]>;

const withoutNumbers = (clause: string) => clause.replace(/[\d〇零一二三四五六七八九十百千两多半几]+/gu, '');

/** The phrases of a text without numbers; a text without a phrase counts as one phrase. */
export function phrasesOf(text: string): ReadonlySet<string> {
  const clauses = clausesOf(text.normalize('NFKC')).map(withoutNumbers);
  const long = clauses.filter((clause) => clause.length >= leastCharacters);
  return new Set(long.length > 0 ? long : [clauses.join('，')]);
}

/** Puts a case under its phrases. */
export function file(phrases: Phrases, one: Case): void {
  for (const phrase of phrasesOf(one.text)) {
    const found = phrases.get(phrase);
    if (found) found.push(one);
    else phrases.set(phrase, [one]);
  }
}

/** Takes a case out from under its phrases. */
export function unfile(phrases: Phrases, one: Case): void {
  for (const phrase of phrasesOf(one.text)) {
    const left = (phrases.get(phrase) ?? []).filter((other) => other !== one);
    if (left.length === 0) phrases.delete(phrase);
    else phrases.set(phrase, left);
  }
}

/** The case and all that share a phrase with it. */
export function alikeOf(phrases: Phrases, one: Case): ReadonlySet<Case> {
  const alike = new Set([one]);
  for (const phrase of phrasesOf(one.text)) for (const other of phrases.get(phrase) ?? []) alike.add(other);
  return alike;
}
