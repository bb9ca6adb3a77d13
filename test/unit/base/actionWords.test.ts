/** Tests that every audited action has a Chinese name. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { actionWords } from '../../../renderer/upkeep/actionWords.ts';
import { reviewActions } from '../../../shared/base/contract/words.ts';
import { feedbackAction } from '../../../shared/feedback/contract/feedback.ts';
import { root } from '../../helpers/rooms.ts';

/** Actions that the core names where it logs, those of steps beside them. */
function logged(): string[] {
  const core = join(root, 'electron/core');
  const written = readdirSync(core, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(join(core, file), 'utf8').matchAll(/(?:audit|auditView|storePassword)\([^'`()]*'([a-z]+\.\w+)'/gi)])
    .map(([, action = '']) => action);
  const steps = [
    ...feedbackAction.options.map((action) => `feedback.${action}`),
    // The draw itself is logged under its own name.
    ...reviewActions.codes.flatMap((action) => (action === 'draw' ? [] : `calling.review_${action}`)),
  ];
  return [...new Set([...written, ...steps])].toSorted();
}

it('what the core logs is said in Chinese', () => {
  const actions = logged();
  expect(actions.length).toBeGreaterThan(80);
  expect(actions.filter((action) => !/[\u4e00-\u9fff]/.test(actionWords[action] ?? ''))).toEqual([]);
});
