/**
 * The demo hospital: twelve full months and the one in progress, told through the core's own functions in one
 * transaction, so that a build that fails leaves nothing behind and can simply be tried again.
 */

import { setImmediate } from 'node:timers/promises';
import { Refusal } from '../../shared/base/contract/errors.ts';
import type { Role } from '../../shared/base/contract/words.ts';
import { addMonths, civilDateOf, lastDayOf, monthOf } from '../../shared/base/rules/time.ts';
import { hashPassword, hospitalName } from '../core/accounts/index.ts';
import { type Context, type LongContext, systemActor } from '../core/base/context.ts';
import { readSettings } from '../core/base/settings.ts';
import { currentQuestionnaire } from '../core/questionnaires/index.ts';
import { readContent } from './content.ts';
import { tellCurrentMonth } from './current.ts';
import { openDiary } from './diary.ts';
import { demoPassword, demoUsers, foundDemo } from './founding.ts';
import { tellMonth } from './month.ts';
import { monthsUntil, yearFigures } from './months.ts';
import { openHospital } from './stays.ts';
import { atMinute } from './times.ts';
import { publishSecond } from './versions.ts';
import { simulated, type World } from './world.ts';

export interface BuiltDemo {
  readonly users: { login: string; name: string; role: Role }[];
  readonly password: string;
}

const task = 'demo';
const months = yearFigures.length + 1;

/** The instant up to which a demo ending with `until` is told: now, or the last afternoon of the month after it. */
function standsAt(until: string, now: string): string {
  const next = addMonths(until, 1);
  return monthOf(now) === next ? now : atMinute(lastDayOf(next), 1020);
}

function inWords(month: string, nth: number): string {
  return `正在生成 ${month.slice(0, 4)}年${Number(month.slice(5))}月（${nth}/${months}）`;
}

async function tell(ctx: LongContext, tx: Context, until: string, passwordHash: string): Promise<void> {
  const content = await readContent(ctx.parts.resourcesDir);
  const all = monthsUntil(until);
  const [first = until] = all;
  const at = simulated(tx);
  const founded = at(atMinute(`${first}-01`, 480), systemActor);
  const { users, departmentIds } = await foundDemo(founded, content, passwordHash);
  const world: World = {
    at,
    hospital: openHospital(content),
    users,
    departmentIds,
    questionnaire: (await currentQuestionnaire(tx.db)).content,
    settings: await readSettings(tx.db),
    diary: openDiary(),
    asOf: standsAt(until, tx.now),
  };
  for (const [index, month] of all.entries()) {
    ctx.progress(task, index / months, inWords(month, index + 1));
    // Lets the progress out: a database in this process leaves no pause of its own.
    await setImmediate();
    const figures = yearFigures[index];
    if (figures) await tellMonth(world, { month, index, figures });
  }
  const current = addMonths(until, 1);
  ctx.progress(task, all.length / months, inWords(current, months));
  await setImmediate();
  // From the month in progress on the hospital asks by its second version.
  const questionnaire = await publishSecond(at(atMinute(`${current}-01`, 470), users.supervisor));
  await tellCurrentMonth({ ...world, questionnaire }, current);
}

/**
 * Builds the demo hospital whose twelfth month is `until` (YYYY-MM). The same `until` gives the same content everywhere,
 * apart from the month in progress and the times and open cases of the last months, which depend on the clock.
 * @throws Refusal ALREADY_SET_UP, BAD_INPUT where `until` is not over yet
 */
export async function buildDemo(ctx: LongContext, { until }: { until: string }): Promise<BuiltDemo> {
  const now = ctx.parts.clock().toISOString();
  if (until >= monthOf(now)) throw new Refusal('BAD_INPUT', { detail: `演示数据只能做到上个月为止，今天是 ${civilDateOf(now)}` });
  if (await ctx.transaction(({ db }) => hospitalName(db))) throw new Refusal('ALREADY_SET_UP');
  const passwordHash = await hashPassword(demoPassword, { login: '', name: '' });
  await ctx.transaction((tx) => tell(ctx, tx, until, passwordHash));
  ctx.progress(task, 1, '演示医院已生成');
  return { users: demoUsers.map(({ login, name, role }) => ({ login, name, role })), password: demoPassword };
}
