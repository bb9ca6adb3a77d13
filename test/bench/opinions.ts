/** How often the suggestion for an opinion is right, and what it costs, on the demo hospital and on opinions written by hand. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ownDepartment, usual } from '../../electron/core/feedback/earlierCases.ts';
import { gramsOf, holdsFor } from '../../shared/rules/opinions/grams.ts';
import { suggest } from '../../shared/rules/opinions/suggest.ts';
import { type Case, learn, type Memory } from '../../shared/rules/opinions/tally.ts';
import { gradeGroup, groupsOf, type Thresholds, thresholdsOf } from '../../shared/rules/opinions/threshold.ts';
import { guess } from '../../shared/rules/opinions/weigh.ts';
import { openWorkstation } from '../helpers/workstation.ts';
import { suggestCost } from './opinionsCost.ts';

type Told = Case & { readonly month: string };
const questions = ['item', 'aspect', 'department', 'severity'] as const;
type Question = (typeof questions)[number];

/** Cases of the demo hospital; departments by name, because the hand-written ones know no ids. */
async function demoCases(): Promise<Told[]> {
  const workstation = await openWorkstation('sqlite', '2026-11-23T02:00:00.000Z');
  try {
    await workstation.anyone.accounts.setUpDemo({});
    const rows = await workstation.parts.store.db
      .selectFrom('feedback')
      .innerJoin('interview', 'interview.id', 'feedback.interview_id')
      .innerJoin('department', 'department.id', 'feedback.department_id')
      .select(['feedback.month', 'text', 'item_code', 'aspect', 'severity', 'department.name', 'feedback.department_id'])
      .select('interview.department_id as own')
      .where('feedback.kind', '!=', 'praise')
      .where('feedback.state', '!=', 'draft')
      .orderBy('feedback.id')
      .execute();
    return rows.map((row) => ({
      month: row.month,
      text: row.text,
      labels: {
        ...(row.item_code ? { item: row.item_code } : {}),
        ...(row.aspect ? { aspect: row.aspect } : {}),
        department: row.department_id === row.own ? ownDepartment : row.name,
        severity: row.severity,
      },
    }));
  } finally {
    await workstation.close();
  }
}

const written = z.array(z.object({ item: z.string().nullable(), department: z.string(), text: z.string() }));

/** Opinions written by hand, apart from the demo's words; those with item null fit no item, and silence is the right answer. */
function handWritten(): { readonly fitting: readonly Case[]; readonly unfitting: readonly Case[] } {
  const all = written.parse(JSON.parse(readFileSync(new URL('../fixtures/opinions.json', import.meta.url), 'utf8')));
  const caseOf = ({ item, department, text }: (typeof all)[number]): Case => ({
    text,
    labels: { ...(item ? { item, aspect: item.replace(/_.*/, '') } : {}), department },
  });
  return { fitting: all.filter(({ item }) => item !== null).map(caseOf), unfitting: all.filter(({ item }) => item === null).map(caseOf) };
}

interface Taught {
  readonly memory: Memory;
  readonly thresholds: Thresholds;
  readonly majority: ReadonlyMap<string, string>;
}

function taughtBy(cases: readonly Case[]): Taught {
  const memory: Memory = new Map();
  for (const one of cases) learn(memory, one);
  const thresholds = thresholdsOf([...groupsOf(cases).values()].flatMap((group) => gradeGroup(memory, group, usual)));
  const majority = new Map(
    [...memory].map(([question, { cases: counts }]) => [question, [...counts.by].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? '']),
  );
  return { memory, thresholds, majority };
}

interface Answer {
  readonly label: string;
  /** Best guess, whether or not it would be said. */
  readonly guess: string | undefined;
  readonly said: string | undefined;
  readonly majority: string | undefined;
}

const answersOf = ({ memory, thresholds, majority }: Taught, question: Question, cases: readonly Case[]): Answer[] =>
  cases.flatMap(({ text, labels }) => {
    const label = labels[question];
    const tally = memory.get(question);
    if (label === undefined || !tally) return [];
    const best = guess(tally, holdsFor(question, gramsOf(text), labels['item']))?.label;
    return [
      {
        label,
        guess: best,
        said: suggest(memory, thresholds, question, text, labels['item'] ?? null)?.label,
        majority: majority.get(question),
      },
    ];
  });

const percent = (part: number, whole: number) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

function line(name: string, question: Question, answers: readonly Answer[]): void {
  const prefilled = usual[question];
  const said = answers.filter((answer) => answer.said !== undefined);
  const useful = said.filter((answer) => answer.said !== prefilled);
  const right = (some: readonly Answer[], by: keyof Answer) => some.filter((answer) => answer[by] === answer.label).length;
  const n = answers.length;
  console.log(
    `  ${name} · ${question}: n ${n} · said ${percent(said.length, n)}, of these right ${percent(right(said, 'said'), said.length)}` +
      (prefilled ? ` · said other than “${prefilled}” ${useful.length}, right ${percent(right(useful, 'said'), useful.length)}` : '') +
      ` · guessing always ${percent(right(answers, 'guess'), n)} · majority class ${percent(right(answers, 'majority'), n)}`,
  );
}

function perLabel(answers: readonly Answer[]): void {
  for (const [label, some] of [...Map.groupBy(answers, (answer) => answer.label)].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const said = some.filter((answer) => answer.said !== undefined);
    const right = said.filter((answer) => answer.said === label);
    console.log(`    ${label}: n ${some.length} · said ${said.length} · right ${right.length} · wrong ${said.length - right.length}`);
  }
}

/** Five folds in which no test case begins like a training case. */
function unseen(cases: readonly Told[], question: Question): Answer[] {
  const groups = [...groupsOf(cases).values()] as Told[][];
  return [0, 1, 2, 3, 4].flatMap((fold) => {
    const taught = taughtBy(groups.filter((_, at) => at % 5 !== fold).flat());
    return answersOf(taught, question, groups.filter((_, at) => at % 5 === fold).flat());
  });
}

/** Prints accuracy, coverage and baselines, then the cost at 20,000 cases. */
export async function opinionsBench(): Promise<void> {
  const cases = await demoCases();
  const months = [...new Set(cases.map(({ month }) => month))].toSorted();
  const from = months.at(-3) ?? '';
  const [earlier, later] = [cases.filter(({ month }) => month < from), cases.filter(({ month }) => month >= from)];
  const { fitting, unfitting } = handWritten();
  const taught = taughtBy(earlier);
  const all = taughtBy(cases);
  const words = (some: Taught) => [...some.thresholds].map(([question, lead]) => `${question} ${lead.toFixed(2)}`).join(', ') || 'none';
  console.log(`opinions: ${cases.length} demo cases in ${groupsOf(cases).size} ways of beginning; thresholds ${words(all)}`);
  console.log(
    `demo, ${earlier.length} earlier → ${later.length} of the last three months (the demo repeats its sentences: this flatters):`,
  );
  for (const question of questions) line('later months', question, answersOf(taught, question, later));
  console.log('  the form’s own prefill: item 100 % by the making of the demo (an objection’s words are drawn for its item);');
  console.log(`  own department ${percent(later.filter(({ labels }) => labels['department'] === ownDepartment).length, later.length)}`);
  console.log('demo, sentences never seen (five folds; the closing wishes are still shared within an item):');
  for (const question of questions) line('unseen sentences', question, unseen(cases, question));
  console.log(`written by hand, taught by all ${cases.length} demo cases:`);
  for (const question of ['item', 'aspect', 'department'] as const) line('by hand', question, answersOf(all, question, fitting));
  perLabel(answersOf(all, 'item', fitting));
  const outside = unfitting.filter(({ text }) => suggest(all.memory, all.thresholds, 'item', text, null) !== null);
  console.log(`  fit no item: ${unfitting.length}, spoken to all the same ${outside.length}`);
  console.log('written by hand, each fifth taught by the demo and the other four (what a few own cases add):');
  for (const question of ['item', 'department'] as const) {
    const answers = [0, 1, 2, 3, 4].flatMap((fold) =>
      answersOf(
        taughtBy([...cases, ...fitting.filter((_, at) => at % 5 !== fold)]),
        question,
        fitting.filter((_, at) => at % 5 === fold),
      ),
    );
    line('by hand, with own', question, answers);
  }
  await suggestCost([...cases, ...fitting]);
}
