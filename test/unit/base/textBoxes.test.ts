// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a box is named as it stands in its source text
/** No box for a person's own words is new without a place where they are kept, and none is forgotten by the walk over all of them. */
import { expect, it } from 'vitest';
import { allTextBoxes, textBoxesOf } from '../../helpers/textBoxes.ts';
import { briefBoxes, callBoxes, pageBoxes } from '../../helpers/wordBoxes.ts';

const wordBoxes: readonly string[] = [...pageBoxes, ...callBoxes];
const brief = Object.values(briefBoxes).flat();

it('every box of the pages is one whose words are kept, or one that holds no more than a word', () => {
  const found = [...new Set(allTextBoxes().map(({ box }) => box))];
  expect(found.toSorted()).toEqual([...wordBoxes, ...brief].toSorted());
});

it('every text area is one whose words are kept', () => {
  const areas = allTextBoxes().filter(({ tag }) => /textarea/i.test(tag));
  expect(areas.length).toBeGreaterThan(20);
  expect(areas.filter(({ box }) => !wordBoxes.includes(box))).toEqual([]);
});

it('a box is known by its name, by its place in a form, or by what stands in it while it is empty', () => {
  const page = [
    '<Form.Item name="reason" label="原因"><Input.TextArea rows={2} onChange={(event) => keep(event.target.value)} /></Form.Item>',
    '<Input aria-label={`第 ${row} 行`} value={text} />',
    '<Input.Password />',
    '<InputNumber aria-label="日" />',
    '<textarea placeholder="说明" />',
  ].join('\n');
  expect(textBoxesOf('room/Page.tsx', page)).toEqual([
    { box: 'room/Page.tsx: reason', line: 1, tag: 'Input.TextArea' },
    { box: 'room/Page.tsx: 第 ${row} 行', line: 2, tag: 'Input' },
    { box: 'room/Page.tsx: 说明', line: 5, tag: 'textarea' },
  ]);
});
