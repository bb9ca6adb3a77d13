/** Tests the shipped example phrases. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleEntries, examplesOf } from '../../../shared/opinions/rules/examples.ts';

describe('examples that come with the program', () => {
  const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../../resources/${path}`, import.meta.url), 'utf8'));
  const entries = exampleEntries.parse(read('opinions/examples.json'));
  const itemsOf = (code: string) => (read(`questionnaires/${code}.json`) as { items: { code: string; aspect: 'quality' }[] }).items;
  const shipped = ['six-aspects', 'experience', 'service-score', 'conduct'].flatMap(itemsOf);

  it('belong to items that are asked, and each phrase says one thing', () => {
    const known = new Set(shipped.map(({ code }) => code));
    expect(entries.flatMap(({ items }) => items).filter((code) => !known.has(code))).toEqual([]);
    const phrases = entries.flatMap((entry) => entry.phrases);
    expect(phrases.filter((phrase, at) => phrases.indexOf(phrase) !== at)).toEqual([]);
  });
  it('teach every item of the questionnaire a hospital is founded with', () => {
    const taught = new Set(examplesOf(entries, itemsOf('six-aspects'), new Map()).map(({ labels }) => labels['item']));
    for (const { code } of itemsOf('six-aspects')) expect(taught, code).toContain(code);
  });
  it('go under the items that are asked and the departments there are; what is neither teaches no department and no item', () => {
    const entry = { items: ['old', 'call'], department: '膳食科', severity: 'general', phrases: ['饭凉'] } as const;
    const asked = [{ code: 'call', aspect: 'process' }] as const;
    const labelsOf = (items: Parameters<typeof examplesOf>[1], departments: Parameters<typeof examplesOf>[2]) =>
      examplesOf(exampleEntries.parse([entry]), items, departments).map(({ labels }) => labels);
    expect(labelsOf(asked, new Map([['膳食科', 'd1']]))).toEqual([
      { item: 'call', aspect: 'process', department: 'd1', severity: 'general' },
    ]);
    expect(labelsOf([], new Map())).toEqual([{ severity: 'general' }]);
  });
});
