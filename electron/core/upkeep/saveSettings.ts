/** Changes the settings; values outside their bounds are refused. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Settings } from '../../../shared/base/contract/settings.ts';
import { diallingComplaint } from '../../../shared/worklist/rules/dialling.ts';
import type { Context } from '../base/context.ts';
import type { Input } from '../base/door.ts';
import { lockSetting, readSettings, writeSetting } from '../base/settings.ts';
import { moveDueDates } from '../feedback/index.ts';

const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What is wrong with settings that have the right shape; null when nothing. */
function contradiction(settings: Settings): string | null {
  const { dayParts } = settings;
  if (dayParts.length === 0) return '至少要有一个拨打时段';
  if (dayParts.flat().some((time) => !clockTime.test(time))) return '拨打时段应写成 08:30 这样的时间';
  if (dayParts.some(([from, to]) => from >= to)) return '拨打时段的结束应晚于开始';
  if (dayParts.some(([from], index) => index > 0 && from < (dayParts[index - 1]?.[1] ?? ''))) return '拨打时段不能重叠，并按先后排列';
  return settings.firstContactFromDays > settings.firstContactByDays ? '首次联系的最早天数不能大于最晚天数' : null;
}

/** The settings as they are now, where the form showed them. @throws Refusal VERSION_CONFLICT */
async function shownBefore(ctx: Context, version: number): Promise<Settings> {
  await lockSetting(ctx.db, 'settings');
  const before = await readSettings(ctx.db);
  if (before.version !== version) throw new Refusal('VERSION_CONFLICT', { what: '设置' });
  return before;
}

/** Writes and logs what changed, under the next version. */
export async function store(ctx: Context, before: Settings, changes: Settings): Promise<Settings> {
  const next = { ...changes, version: before.version + 1 };
  const changed = (Object.keys(next) as (keyof Settings)[]).filter(
    (key) => key !== 'version' && JSON.stringify(next[key]) !== JSON.stringify(before[key]),
  );
  await writeSetting(ctx.db, 'settings', JSON.stringify(next));
  ctx.audit('upkeep.saveSettings', 'settings', Object.fromEntries(changed.map((key) => [key, { from: before[key], to: next[key] }])));
  ctx.changed('settings');
  return next;
}

/** How numbers are dialled. @throws Refusal BAD_INPUT, VERSION_CONFLICT */
export async function saveDialling(ctx: Context, { version, ...input }: Input<'upkeep', 'saveDialling'>): Promise<Settings> {
  const dialling = { ...input, localMobiles: [...new Set(input.localMobiles)].sort() };
  const wrong = diallingComplaint(dialling);
  if (wrong) throw new Refusal('BAD_INPUT', { detail: wrong });
  const before = await shownBefore(ctx, version);
  return store(ctx, before, { ...before, dialling });
}

/**
 * All but the work calendar and how numbers are dialled, which stay as they are. New limits move open due dates.
 * @throws Refusal BAD_INPUT, VERSION_CONFLICT
 */
export async function saveSettings(ctx: Context, input: Settings): Promise<Settings> {
  const wrong = contradiction(input);
  if (wrong) throw new Refusal('BAD_INPUT', { detail: wrong });
  const before = await shownBefore(ctx, input.version);
  const { dialling, holidays, makeUpDays } = before;
  const saved = await store(ctx, before, { ...input, dialling, holidays, makeUpDays });
  await moveDueDates(ctx, saved.limits, saved, '整改时限');
  return saved;
}
