/** What patients answer and say. */
import type { Item } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { dateOf } from '../calendar.ts';
import type { World } from '../world.ts';

export const words = ['护士态度不好', '饭菜凉', '等检查等了三天', '收费没说清楚', '医生没来查房', '厕所脏'] as const;

/** @param wild how often the value is none that the item may have */
export function valueFor(world: World, item: Item, wild = 0.03): string[] {
  const { dice } = world;
  if (dice.chance(wild)) return dice.of([['no_such'], ['satisfied', 'satisfied'], ['satisfied', 'dissatisfied'], [''], []]);
  switch (item.kind) {
    case 'single': {
      const bad = item.options.filter((one) => one.objection);
      const option = bad.length > 0 && dice.chance(0.12) ? dice.of(bad) : dice.of(item.options);
      return [option.value];
    }
    case 'multiple':
      return item.options.filter(() => dice.chance(0.4)).map((one) => one.value);
    case 'number':
      return [String(dice.whole(item.number?.min ?? 0, item.number?.max ?? 10))];
    case 'date':
      return [dateOf(world.now)];
    default:
      return ['没有'];
  }
}
