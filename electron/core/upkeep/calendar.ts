/** The work calendar: the hospital's own free and working days, and their effect on due dates. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { WorkCalendar } from '../../../shared/base/rules/workingDays.ts';
import { calendarComplaint } from '../../../shared/upkeep/rules/year.ts';
import type { Context } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { dueMoves, moveDueDates } from '../feedback/index.ts';
import { store } from './saveSettings.ts';

const ordered = ({ holidays, makeUpDays }: WorkCalendar) => ({
  holidays: [...new Set(holidays)].sort(),
  makeUpDays: [...new Set(makeUpDays)].sort(),
});
const same = (a: WorkCalendar, b: WorkCalendar) => JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));

/** @throws Refusal BAD_INPUT */
function checked(calendar: WorkCalendar): ReturnType<typeof ordered> {
  const wrong = calendarComplaint(calendar);
  if (wrong) throw new Refusal('BAD_INPUT', { detail: wrong });
  return ordered(calendar);
}

/** @throws Refusal BAD_INPUT */
export async function previewCalendar(
  { db }: Context,
  input: Input<'upkeep', 'previewCalendar'>,
): Promise<Output<'upkeep', 'previewCalendar'>> {
  const { limits } = await readSettings(db);
  const moves = await dueMoves(db, limits, checked(input));
  return moves.map(({ id, number, from, to }) => ({ id, number, from, to }));
}

/** @throws Refusal BAD_INPUT, VERSION_CONFLICT where somebody else changed the lists meanwhile */
export async function saveCalendar(ctx: Context, input: Input<'upkeep', 'saveCalendar'>): Promise<Output<'upkeep', 'saveCalendar'>> {
  const after = checked(input.after);
  const before = await readSettings(ctx.db);
  if (!same(before, input.before)) throw new Refusal('VERSION_CONFLICT', { what: '工作日历' });
  const settings = await store(ctx, before, { ...before, ...after });
  return { settings, moved: await moveDueDates(ctx, settings.limits, settings, '工作日历') };
}
