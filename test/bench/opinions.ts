/** How often the suggestion for an opinion is right, and what it costs, on the demo hospital and on opinions written by hand. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { severities } from '../../shared/base/contract/words.ts';
import { file, type Phrases } from '../../shared/opinions/rules/alike.ts';
import { exampleEntries, examplesOf } from '../../shared/opinions/rules/examples.ts';
import { gramsOf, holdsFor } from '../../shared/opinions/rules/grams.ts';
import { ownDepartment, usual } from '../../shared/opinions/rules/questions.ts';
import { type Lessons, suggest } from '../../shared/opinions/rules/suggest.ts';
import { type Case, learn, type Memory } from '../../shared/opinions/rules/tally.ts';
import { gradeGroup, groupsOf, thresholdsOf } from '../../shared/opinions/rules/threshold.ts';
import { guess } from '../../shared/opinions/rules/weigh.ts';
import { openWorkstation } from '../helpers/workstation.ts';
import { suggestCost } from './opinionsCost.ts';

type Told = Case & { readonly month: string };
const questions = ['item', 'aspect', 'department', 'severity'] as const;
type Question = (typeof questions)[number];

const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

/** Cases of the demo hospital; departments by name, because the hand-written ones know no ids. */
async function demoCases(): Promise<Told[]> {
  const workstation = await openWorkstation('sqlite', '2026-11-23T02:00:00.000Z');
  try {
    await workstation.anyone.hospital.setUpDemo({});
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

const written = z.array(
  z.object({ item: z.string().nullable(), department: z.string(), severity: severities.schema.default('general'), text: z.string() }),
);

/** Opinions written by hand, apart from the demo's words; those with item null fit no item, and silence is the right answer. */
function handWritten(name: string): { readonly fitting: readonly Case[]; readonly unfitting: readonly Case[] } {
  const all = written.parse(readJson(`../fixtures/${name}.json`));
  const caseOf = ({ item, department, severity, text }: (typeof all)[number]): Case => ({
    text,
    labels: { ...(item ? { item, aspect: item.replace(/_.*/, '') } : {}), department, severity },
  });
  return { fitting: all.filter(({ item }) => item !== null).map(caseOf), unfitting: all.filter(({ item }) => item === null).map(caseOf) };
}

/** What the program brings, for the questionnaire a hospital is founded with. */
function examples(): Case[] {
  const { items } = z
    .object({
      items: z.array(
        z.object({ code: z.string(), aspect: z.enum(['quality', 'environment', 'attitude', 'process', 'charges', 'ethics']) }),
      ),
    })
    .parse(readJson('../../resources/questionnaires/six-aspects.json'));
  const entries = exampleEntries.parse(readJson('../../resources/opinions/examples.json'));
  return examplesOf(entries, items, new Map(entries.map(({ department }) => [department ?? '', department ?? ''])));
}

interface Taught extends Lessons {
  readonly majority: ReadonlyMap<string, string>;
}

function remembering(cases: readonly Case[]): Memory {
  const memory: Memory = new Map();
  for (const one of cases) learn(memory, one);
  return memory;
}

/** As the core learns them. */
function taughtBy(own: readonly Case[], brought: readonly Case[]): Taught {
  const cases = [...brought, ...own];
  const memory = remembering(cases);
  const phrases: Phrases = new Map();
  for (const one of cases) file(phrases, one);
  const thresholds = thresholdsOf([...groupsOf(phrases, cases)].flatMap((group) => gradeGroup(memory, group)));
  const majority = new Map(
    [...remembering(own.length > 0 ? own : brought)].map(([question, { labels, cases: counts }]) => [
      question,
      labels[counts.indexOf(Math.max(...counts))] ?? '',
    ]),
  );
  return { memory, examples: remembering(brought), thresholds, majority };
}

interface Answer {
  readonly label: string;
  /** Best guess, whether or not it would be said. */
  readonly guess: string | undefined;
  readonly said: string | undefined;
  readonly majority: string | undefined;
}

/** @param asked is the item known from the form? Else the department is asked with the item that is suggested. */
const answersOf = (taught: Taught, question: Question, cases: readonly Case[], asked: boolean): Answer[] =>
  cases.flatMap(({ text, labels }) => {
    const label = labels[question];
    const tally = taught.memory.get(question);
    if (label === undefined || !tally) return [];
    const item = asked ? (labels['item'] ?? null) : (suggest(taught, 'item', text, null)?.label ?? null);
    return [
      {
        label,
        guess: guess(tally, holdsFor(question, gramsOf(text), item))?.label,
        said: suggest(taught, question, text, item)?.label,
        majority: taught.majority.get(question),
      },
    ];
  });

const percent = (part: number, whole: number) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

function line(name: string, answers: readonly Answer[], prefilled: string | undefined): void {
  const said = answers.filter((answer) => answer.said !== undefined);
  const right = (some: readonly Answer[], by: keyof Answer) => some.filter((answer) => answer[by] === answer.label).length;
  const n = answers.length;
  const unusual = answers.filter(({ label }) => label !== prefilled);
  console.log(
    `  ${name}: n ${n} · said ${said.length} (${percent(said.length, n)}), right ${percent(right(said, 'said'), said.length)}` +
      (prefilled === undefined
        ? ''
        : ` · not “${prefilled}” ${unusual.length}, of these found ${percent(right(unusual, 'said'), unusual.length)}`) +
      ` · guessing always ${percent(right(answers, 'guess'), n)} · majority class ${percent(right(answers, 'majority'), n)}`,
  );
}

function lines(taught: Taught, cases: readonly Case[]): void {
  for (const question of ['item', 'aspect', 'severity'] as const) line(question, answersOf(taught, question, cases, true), usual[question]);
  line('department, the item known', answersOf(taught, 'department', cases, true), ownDepartment);
  line('department, from words alone', answersOf(taught, 'department', cases, false), ownDepartment);
}

function perLabel(answers: readonly Answer[]): void {
  for (const [label, some] of [...Map.groupBy(answers, (answer) => answer.label)].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const said = some.filter((answer) => answer.said !== undefined);
    const right = said.filter((answer) => answer.said === label);
    console.log(`    ${label}: n ${some.length} · said ${said.length} · right ${right.length} · wrong ${said.length - right.length}`);
  }
}

/** Five folds: one case of each phrase is asked, taught by the cases that share none with any asked. */
function unseen(cases: readonly Told[], brought: readonly Case[]): void {
  const phrases: Phrases = new Map();
  for (const one of cases) file(phrases, one);
  const groups = [...groupsOf(phrases, cases)];
  const folds = [0, 1, 2, 3, 4].map((fold) => {
    const asked = groups.filter((_, at) => at % 5 === fold);
    const away = new Set(asked.flat());
    const own = cases.filter((one) => !away.has(one));
    return { taught: taughtBy(own, brought), test: asked.flatMap(([first]) => first ?? []) };
  });
  for (const question of questions)
    line(
      question,
      folds.flatMap(({ taught, test }) => answersOf(taught, question, test, true)),
      usual[question],
    );
}

function handSet(name: string, file: string, taught: Taught, cases: number): void {
  const { fitting, unfitting } = handWritten(file);
  console.log(`${name}, taught by ${cases} cases:`);
  lines(taught, [...fitting, ...unfitting]);
  const spoken = unfitting.filter(({ text }) => suggest(taught, 'item', text, null) !== null);
  console.log(`  fit no item: ${unfitting.length}, spoken to all the same ${spoken.length}`);
}

/** Prints accuracy, coverage and baselines, then the cost at 20,000 cases. */
export async function opinionsBench(): Promise<void> {
  const cases = await demoCases();
  const brought = examples();
  const months = [...new Set(cases.map(({ month }) => month))].toSorted();
  const from = months.at(-3) ?? '';
  const [earlier, later] = [cases.filter(({ month }) => month < from), cases.filter(({ month }) => month >= from)];
  const all = taughtBy(cases, brought);
  const firstDay = taughtBy([], brought);
  const thresholds = ({ thresholds: found }: Taught) =>
    [...found].map(([question, lead]) => `${question} ${lead.toFixed(2)}`).join(', ') || 'none';
  console.log(`opinions: ${cases.length} demo cases, ${new Set(cases.map(({ text }) => text)).size} different; ${brought.length} examples`);
  console.log(`  said above a lead of: ${thresholds(all)}; on the first day ${thresholds(firstDay)}`);
  console.log(
    `demo, ${earlier.length} earlier → ${later.length} of the last three months (the demo repeats its sentences: this flatters):`,
  );
  lines(taughtBy(earlier, brought), later);
  console.log('demo, phrases never seen (five folds):');
  unseen(cases, brought);
  for (const [name, file] of [
    ['written by hand, known while the method was chosen', 'opinions'],
    ['written by hand, terse, measured once at the end', 'opinionsHeldOut'],
  ] as const) {
    handSet(name, file, all, cases.length);
    handSet(`${name}; a new hospital`, file, firstDay, 0);
  }
  perLabel(answersOf(all, 'item', handWritten('opinionsHeldOut').fitting, true));
  await suggestCost([...cases, ...handWritten('opinions').fitting]);
}
