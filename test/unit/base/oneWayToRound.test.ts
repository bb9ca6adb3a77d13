/** Tests that only the rules of statistics round rates, in one style. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../helpers/rooms.ts';

/** What is no rate: money, megabytes, points of a review, a p-value. */
const noRates = [
  'electron/core/import/changes.ts',
  'electron/core/import/commitImport.ts',
  'electron/core/story/imports.ts',
  'renderer/upkeep/SafetyPanel.tsx',
  'renderer/quality/NurseReviewTable.tsx',
  'shared/statistics/rules/chance.ts',
];

/** Lines of the product's own sources, `file:line` first. */
const lines = ['shared', 'electron', 'renderer']
  .flatMap((floor) => globSync(`${floor}/**/*.{ts,tsx}`, { cwd: root }))
  .map((file) => file.replaceAll('\\', '/'))
  .flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .map((text, at) => ({ file, where: `${file}:${at + 1}`, text })),
  );
const found = (is: (line: (typeof lines)[number]) => boolean) => lines.filter(is).map(({ where, text }) => `${where} ${text.trim()}`);

it('no rate is rounded by toFixed', () => {
  expect(found(({ file, text }) => text.includes('.toFixed(') && !noRates.includes(file))).toEqual([]);
});

/** Settings are whole percents as they were typed. */
const isSetting = (text: string) => /\bline\b|completeShare|reviewPercent/.test(text);

it('no percentage is made from a binary fraction', () => {
  const multiplied = /(\* 100\)|100 \* )[^\n]*%/;
  const drawn = /width:|axis|min:/;
  expect(found(({ text }) => multiplied.test(text) && !isSetting(text) && !drawn.test(text))).toEqual([]);
});

it('a percentage is written with a space before its sign', () => {
  const tight = /(\}|\d)%(['"`<，。）；]|$)/;
  const drawn = /width|[hH]eight|left|top:|size|Style|css|%\$\{|like/;
  expect(found(({ text }) => tight.test(text) && !drawn.test(text))).toEqual([]);
});
