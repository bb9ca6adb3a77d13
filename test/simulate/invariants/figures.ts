/** The month's published figures against a second computation from raw rows (domain §5, §7, §8). */
import { timeOf } from '../calendar.ts';
import type { Rows } from '../rows.ts';
import type { World } from '../world.ts';

const groups: Readonly<Record<string, string>> = {
  completed: 'I',
  partial: 'P',
  refused: 'R',
  not_in_service: 'NC',
  wrong_number: 'NC',
  max_attempts: 'NC',
  unable: 'O',
  deceased: 'NE',
  readmitted: 'NE',
  denies_stay: 'U',
};
const share = (count: number, of: number) => (of === 0 ? null : count / of);
const near = (a: number | null, b: number | null) => a === b || (a !== null && b !== null && Math.abs(a - b) < 1e-9);
/** A rate is told as a percentage with two decimals. */
const told = (said: number | null, own: number | null) =>
  near(said, own) || (said !== null && own !== null && Math.abs(said - own) <= 0.000_05 + 1e-9);

/** §7: 95 % Wilson score interval, no continuity correction. */
function wilson(count: number, n: number): [number, number] | null {
  if (n === 0) return null;
  const z = 1.959963984540054;
  const p = count / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** The month's report, by the rules of domain §5 and §7 from raw rows. */
export async function checkFigures(world: World): Promise<void> {
  const rows = await world.rows();
  const director = await world.user('director');
  if (!director) return;
  for (const month of new Set(rows.draw.map((one) => one.month))) {
    const report = await world.call(director, 'reporting', 'month', { month }, { quiet: true });
    if (!report.ok) {
      world.fault('figures:answered', month, report.message);
      continue;
    }
    const wrong = (what: string, said: unknown, own: unknown) =>
      world.fault(`figures:${what.split(' ')[0]}`, `${month} ${what}`, `report ${JSON.stringify(said)}, own ${JSON.stringify(own)}`);
    const value = report.value;
    const finished = rows.interview.filter((one) => one.month === month && one.state !== 'open');
    const answers = new Map<string, Rows['answer'][number][]>();
    for (const answer of rows.answer) answers.set(answer.interview_id, [...(answers.get(answer.interview_id) ?? []), answer]);
    const counted = finished.filter((one) => (answers.get(one.id) ?? []).some((answer) => answer.counted === 1));
    const happy = (all: readonly { readonly id: string }[], of = (_: Rows['answer'][number]) => true) =>
      all.filter((one) => !(answers.get(one.id) ?? []).some((answer) => of(answer) && answer.objection === 1)).length;
    world.tallies.checked('figures: strict rate');
    if (value.interviews !== counted.length || value.satisfied !== happy(counted))
      wrong('strict', [value.interviews, value.satisfied], [counted.length, happy(counted)]);
    const interval = wilson(happy(counted), counted.length);
    const said = value.weighting ? value.weighting.plain.interval : value.interval;
    if (interval && !(said && near(said[0], interval[0]) && near(said[1], interval[1]))) wrong('wilson', said, interval);
    for (const department of value.departments) {
      world.tallies.checked('figures: department');
      const own = counted.filter((one) => one.department_id === department.departmentId);
      if (!department.hidden && (department.interviews !== own.length || department.satisfied !== happy(own)))
        wrong(`department ${department.name}`, [department.interviews, department.satisfied], [own.length, happy(own)]);
      for (const aspect of department.aspects) {
        const asked = own.filter((one) =>
          (answers.get(one.id) ?? []).some((answer) => answer.aspect === aspect.aspect && answer.counted === 1),
        );
        if (
          !department.hidden &&
          (aspect.interviews !== asked.length || aspect.satisfied !== happy(asked, (answer) => answer.aspect === aspect.aspect))
        )
          wrong(
            `department-aspect ${department.name} ${aspect.aspect}`,
            [aspect.interviews, aspect.satisfied],
            [asked.length, happy(asked, (answer) => answer.aspect === aspect.aspect)],
          );
      }
    }
    const shown = new Set(value.departments.map((one) => one.departmentId));
    const missing = counted.filter((one) => !shown.has(one.department_id));
    if (missing.length > 0)
      wrong(
        'departments-missing',
        [...shown].length,
        missing.map((one) => one.department_id),
      );
    for (const aspect of value.aspects) {
      world.tallies.checked('figures: aspect');
      const asked = counted.filter((one) =>
        (answers.get(one.id) ?? []).some((answer) => answer.aspect === aspect.aspect && answer.counted === 1),
      );
      const own = happy(asked, (answer) => answer.aspect === aspect.aspect);
      if (aspect.interviews !== asked.length || aspect.satisfied !== own)
        wrong(`aspect ${aspect.aspect}`, [aspect.interviews, aspect.satisfied], [asked.length, own]);
    }
    const monthAnswers = finished.flatMap((one) => answers.get(one.id) ?? []);
    for (const item of value.items) {
      world.tallies.checked('figures: item');
      const own = monthAnswers.filter((one) => one.item_code === item.itemCode);
      const [n, bad] = [own.filter((one) => one.counted === 1).length, own.filter((one) => one.objection === 1).length];
      if (item.counted !== n || item.objections !== bad) wrong(`item ${item.itemCode}`, [item.counted, item.objections], [n, bad]);
    }
    for (const code of new Set(monthAnswers.filter((one) => one.counted === 1).map((one) => one.item_code)))
      if (!value.items.some((one) => one.itemCode === code)) wrong(`item-missing ${code}`, null, code);
    const sample = rows.follow_up.filter((one) => one.month === month);
    const counts: Record<string, number> = { I: 0, P: 0, R: 0, NC: 0, O: 0, U: 0, NE: 0 };
    for (const one of sample) {
      const group = one.state === 'ended' ? (groups[one.disposition ?? ''] ?? '?') : 'U';
      counts[group] = (counts[group] ?? 0) + 1;
    }
    const { I = 0, P = 0, R = 0, NC = 0, O = 0, U = 0 } = counts;
    const calls = rows.attempt.filter((one) => one.ended_at !== null && sample.some((each) => each.id === one.follow_up_id));
    // What patients say in calls of their own counts; it is no dial, and reaches nobody.
    const dials = calls.filter((one) => one.incoming === 0);
    const called = new Set(dials.map((one) => one.follow_up_id)).size;
    const field = value.fieldwork;
    world.tallies.checked('figures: AAPOR');
    if (JSON.stringify(Object.entries(field.counts).sort()) !== JSON.stringify(Object.entries(counts).sort()))
      wrong('aapor-counts', field.counts, counts);
    if (field.sampled !== sample.length) wrong('sampled', field.sampled, sample.length);
    if (field.attempted !== called) wrong('attempted', field.attempted, called);
    const reached = new Set(
      dials
        .filter((one) => !['no_answer', 'busy', 'powered_off', 'unreachable', 'not_in_service', 'wrong_number'].includes(one.outcome ?? ''))
        .map((one) => one.follow_up_id),
    ).size;
    if (field.contacted !== reached) wrong('contacted', field.contacted, reached);
    const all = I + P + R + NC + O + U;
    for (const [name, said, own] of [
      ['rr1', field.rr1, share(I, all)],
      ['rr2', field.rr2, share(I + P, all)],
      ['coop1', field.coop1, share(I, I + P + R + O)],
      ['ref1', field.ref1, share(R, all)],
      ['con1', field.con1, share(I + P + R + O, all)],
      ['followUpRate', field.followUpRate, share(called, sample.length)],
      ['successRate', field.successRate, share(I, sample.length)],
      ['reachRate', field.reachRate, share(reached, called)],
    ] as const)
      if (!told(said, own)) wrong(name, said, own);
    await nurses(world, rows, month, wrong);
    const supervisor = await world.user('supervisor');
    if (!supervisor) continue;
    world.tallies.checked('draws run again');
    const again = await world.call(supervisor, 'sampling', 'verify', { month }, { quiet: true });
    if (again.ok && !again.value.ok) world.fault('draws run again', month, JSON.stringify(again.value));
    const line = await world.call(supervisor, 'calls', 'dayLine', { month }, { quiet: true });
    world.tallies.checked('figures: day line');
    if (line.ok) {
      const { sampled, completed, open, refused, notReached, otherEnded } = line.value;
      if (sampled !== completed + open + refused + notReached + otherEnded || sampled !== sample.length)
        wrong('day-line', line.value, sample.length);
    }
  }
}

async function nurses(world: World, rows: Rows, month: string, wrong: (what: string, said: unknown, own: unknown) => void): Promise<void> {
  const supervisor = await world.user('supervisor');
  if (!supervisor) return;
  const figures = await world.call(supervisor, 'reporting', 'nurseFigures', { month }, { quiet: true });
  if (!figures.ok) return;
  const sample = new Set(rows.follow_up.filter((one) => one.month === month).map((one) => one.id));
  const calls = rows.attempt.filter((one) => one.outcome !== null && sample.has(one.follow_up_id));
  // How a follow-up ended is told of whoever called last.
  const lastNurse = new Map(calls.toSorted((a, b) => a.ordinal - b.ordinal).map((call) => [call.follow_up_id, call.nurse_id]));
  const ends = rows.follow_up.flatMap((one) =>
    one.month === month && one.disposition ? [{ nurseId: lastNurse.get(one.id), disposition: one.disposition }] : [],
  );
  for (const one of figures.value.nurses) {
    world.tallies.checked('figures: nurse');
    const own = calls.filter((call) => call.nurse_id === one.nurseId);
    const dials = own.filter((call) => call.incoming === 0);
    const ended = ends.filter((each) => each.nurseId === one.nurseId);
    const as = (disposition: string) => ended.filter((each) => each.disposition === disposition).length;
    const said = [one.dials, one.incoming, one.completed, one.partial, one.refused];
    const mine = [dials.length, own.length - dials.length, as('completed'), as('partial'), as('refused')];
    if (JSON.stringify(said) !== JSON.stringify(mine)) wrong(`nurse ${one.name}`, said, mine);
    const parts = [
      ...rows.settings.dayParts.map(
        ([from, to]) => dials.filter((call) => timeOf(call.started_at) >= from && timeOf(call.started_at) < to).length,
      ),
    ];
    if (JSON.stringify(one.dayParts.slice(0, -1)) !== JSON.stringify(parts)) wrong(`nurse-parts ${one.name}`, one.dayParts, parts);
  }
}

/** The queue: every open follow-up stands in exactly one group, and the counts are those of the rows. */
export async function checkQueue(world: World): Promise<void> {
  const rows = await world.rows();
  const supervisor = await world.user('supervisor');
  if (!supervisor) return;
  const list = await world.call(supervisor, 'worklist', 'workList', { scope: 'all', limit: 1000 }, { quiet: true });
  if (!list.ok) return;
  world.tallies.checked('queue is whole');
  const open = rows.follow_up
    .filter((one) => one.state === 'open')
    .map((one) => one.id)
    .sort();
  const shown = list.value.rows.map((one) => one.followUpId).sort();
  if (JSON.stringify(open) !== JSON.stringify(shown))
    world.fault(
      'queue is whole',
      'rows',
      `open ${open.length}, shown ${shown.length}: missing ${open.filter((one) => !shown.includes(one)).join()} twice ${shown.filter((one, index) => shown[index - 1] === one).join()}`,
    );
  const sum = Object.values(list.value.counts).reduce((total, one) => total + one, 0);
  if (sum !== open.length || list.value.total !== open.length)
    world.fault('queue is whole', 'counts', `${JSON.stringify(list.value.counts)} total ${list.value.total}, open ${open.length}`);
}

/** What the program's own verification finds; a finding has the name of its check. */
export async function checkVerify(world: World): Promise<void> {
  const admin = await world.user('admin');
  if (!admin) return;
  const said = await world.call(admin, 'upkeep', 'verify', {}, { quiet: true });
  if (!said.ok) return;
  for (const { name, ok, detail } of said.value.checks) {
    world.tallies.checked(`verify: ${name}`);
    if (!ok) world.fault(`verify: ${name}`, name, detail);
  }
}
