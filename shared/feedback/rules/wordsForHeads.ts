/** What somebody said, as a head may read it (domain §10): without phone and address, and without the name where few were asked. */
import { hidePhones } from '../../base/rules/phones.ts';

/** Whom the words may name. */
export interface Named {
  readonly name: string;
  readonly address: string;
}

/** Shorter ones are words of every day, or stand in other words. */
const leastLetters = { name: 2, address: 4 } as const;

const escaped = (letter: string) => letter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Every place where the words stand, however they are spaced. */
function replaced(text: string, words: string, least: number, by: string): string {
  const letters = [...words.replace(/\s/g, '')];
  return letters.length < least ? text : text.replaceAll(new RegExp(letters.map(escaped).join('\\s*'), 'gi'), by);
}

/** @param few whether so few were asked that the name would point at one of them */
export function wordsForHead(text: string, { name, address }: Named, few: boolean): string {
  const placeless = hidePhones(replaced(text, address, leastLetters.address, '（住址）'));
  return few ? replaced(placeless, name, leastLetters.name, '（患者）') : placeless;
}
