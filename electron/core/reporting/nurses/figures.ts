/**
 * 工作量 (workload): figures of every nurse's month. The supervisor gets all of them, a nurse her own and the mean of
 * the others.
 */

import type { Settings } from '../../../../shared/base/contract/settings.ts';
import { civilDateOf } from '../../../../shared/base/rules/time.ts';
import type { NurseFigure, NurseFigures } from '../../../../shared/reporting/contract/nurseFigures.ts';
import { interviewerEffect, shareOf, talkTimes } from '../../../../shared/reporting/rules/nurseFigures.ts';
import { byCodeUnits } from '../../../../shared/sampling/rules/codeUnitOrder.ts';
import { type SampleFigures, sampleFigures } from '../../../../shared/statistics/rules/sample.ts';
import { reachedOf } from '../../../../shared/statistics/rules/talkTime.ts';
import { wilsonInterval } from '../../../../shared/statistics/rules/wilson.ts';
import { dayPartOf, outcomeRules } from '../../../../shared/worklist/rules/attempts.ts';
import type { Context } from '../../base/context.ts';
import { readSettings } from '../../base/settings.ts';
import { standingsOf } from '../../worklist/index.ts';
import { type Call, type Choices, callsOf, choicesOf, type Held, interviewsOf } from './counts.ts';

interface Work {
  readonly calls: readonly Call[];
  readonly held: readonly Held[];
  readonly choices: readonly Choices[];
}

type FigureSettings = Pick<Settings, 'dayParts' | 'shortTalkSeconds'>;

const countIf = <T>(all: readonly T[], is: (one: T) => boolean) => all.reduce((count, one) => (is(one) ? count + 1 : count), 0);

/** Monday is 0. */
const weekdayOf = (instant: string) => (new Date(`${civilDateOf(instant)}T00:00:00.000Z`).getUTCDay() + 6) % 7;

function histogram(values: readonly number[], length: number): number[] {
  const counts = Array.from({ length }, () => 0);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

const objections = ({ held }: Work) => ({
  dissatisfied: countIf(held, ({ dissatisfied }) => dissatisfied === true),
  interviews: countIf(held, ({ dissatisfied }) => dissatisfied !== null),
});

function figureOf(sample: SampleFigures, work: Work, settings: FigureSettings): Omit<NurseFigure, 'nurseId' | 'name' | 'effect'> {
  const { calls, held, choices } = work;
  const { sampled, completed: completes, partial, refused } = sample;
  const dials = calls.filter(({ incoming }) => !incoming);
  const { reached, dialled } = reachedOf(
    dials.map(({ followUpId, outcome }) => ({ followUpId, contacted: outcomeRules[outcome].contacted })),
  );
  const spoken = held.filter(({ disposition }) => disposition !== 'refused');
  const completed = held.filter(({ state }) => state === 'completed');
  const timed = completed.filter(({ talkSeconds }) => talkSeconds !== null);
  const sum = (value: (each: Choices) => number) => choices.reduce((total, each) => total + value(each), 0);
  const { dissatisfied, interviews } = objections(work);
  return {
    sampled,
    dials: dials.length,
    incoming: calls.length - dials.length,
    contact: shareOf(reached, dialled),
    completed: completes,
    partial,
    refused,
    completion: shareOf(completes, sampled),
    talk: {
      ...talkTimes(spoken.flatMap(({ talkSeconds }) => talkSeconds ?? [])),
      short: shareOf(
        countIf(timed, ({ talkSeconds }) => (talkSeconds ?? 0) < settings.shortTalkSeconds),
        timed.length,
      ),
    },
    dayParts: histogram(
      dials.map(({ startedAt }) => dayPartOf(startedAt, settings.dayParts) ?? settings.dayParts.length),
      settings.dayParts.length + 1,
    ),
    weekdays: histogram(
      dials.map(({ startedAt }) => weekdayOf(startedAt)),
      7,
    ),
    unclear: shareOf(
      sum(({ unclear }) => unclear),
      sum(({ answers }) => answers),
    ),
    objection: { ...shareOf(dissatisfied, interviews), interval: wilsonInterval(dissatisfied, interviews) },
  };
}

/** Fewer others than this are persons, not a mean. */
const leastOthers = 2;

export async function nurseFigures(ctx: Context, { month }: { readonly month: string }): Promise<NurseFigures> {
  const { db, actor } = ctx;
  const settings = await readSettings(db);
  const all: Work = {
    calls: await callsOf(db, month),
    held: await interviewsOf(db, month),
    choices: await choicesOf(db, month),
  };
  const users = await db.selectFrom('app_user').select(['id', 'name']).execute();
  const names = new Map(users.map(({ id, name }) => [id, name]));
  const calls = Map.groupBy(all.calls, ({ nurseId }) => nurseId);
  const held = Map.groupBy(all.held, ({ nurseId }) => nurseId);
  const choices = Map.groupBy(all.choices, ({ nurseId }) => nurseId);
  const workOf = (id: string): Work => ({
    calls: calls.get(id) ?? [],
    held: held.get(id) ?? [],
    choices: choices.get(id) ?? [],
  });
  const total = objections(all);
  const ids = [...new Set([...calls.keys(), ...held.keys()])];
  const shown = actor.role === 'nurse' ? ids.filter((id) => id === actor.id) : ids;
  const others = ids.filter((id) => !shown.includes(id));
  // Beside one colleague alone, even the verdict would tell a nurse about a person.
  const onePerson = actor.role === 'nurse' && others.length < leastOthers;
  const sampleOf = async (nurseIds: readonly string[] | null) => sampleFigures(await standingsOf(db, month, nurseIds));
  const lineOf = async (id: string): Promise<NurseFigure> => {
    const hers = objections(workOf(id));
    const rest = { dissatisfied: total.dissatisfied - hers.dissatisfied, interviews: total.interviews - hers.interviews };
    return {
      nurseId: id,
      name: names.get(id) ?? '',
      ...figureOf(await sampleOf([id]), workOf(id), settings),
      effect: onePerson ? null : interviewerEffect(hers, rest),
    };
  };
  const lines: NurseFigure[] = [];
  for (const id of shown) lines.push(await lineOf(id));
  const together = actor.role === 'nurse' ? merged(others.map(workOf)) : all;
  const togetherSample = await sampleOf(actor.role === 'nurse' ? others : null);
  return {
    month,
    nurses: lines.sort((a, b) => b.dials - a.dials || byCodeUnits(a.nurseId ?? '', b.nurseId ?? '')),
    together:
      !onePerson && ids.length > 0
        ? {
            nurseId: null,
            name: actor.role === 'nurse' ? '其他回访员合计' : '全部合计',
            ...figureOf(togetherSample, together, settings),
            effect: null,
          }
        : null,
    dayPartNames: [...settings.dayParts.map(([from, to]) => `${from}–${to}`), '时段外'],
    shortTalkSeconds: settings.shortTalkSeconds,
  };
}

function merged(works: readonly Work[]): Work {
  return {
    calls: works.flatMap(({ calls }) => calls),
    held: works.flatMap(({ held }) => held),
    choices: works.flatMap(({ choices }) => choices),
  };
}
