/** Invariants of interviews: answers, questionnaire version, objections and their feedback (domain §6, §7). */
import type { Rows } from '../rows.ts';
import { type Finding, groupBy, type Invariant } from './invariant.ts';
import { applying, fits, type Values, worth } from './questionnaire.ts';

type Interview = Rows['interview'][number];

interface Whole {
  readonly interview: Interview;
  readonly answers: readonly Rows['answer'][number][];
  readonly values: Values;
}

function* each(rows: Rows, test: (whole: Whole) => string | null | undefined | false): Iterable<Finding> {
  const answers = groupBy(rows.answer, (one) => one.interview_id);
  for (const interview of rows.interview) {
    const own = answers.get(interview.id) ?? [];
    const detail = test({ interview, answers: own, values: new Map(own.map((one) => [one.item_code, JSON.parse(one.value) as string[]])) });
    if (detail) yield { about: interview.id, detail };
  }
}

function appliedTo(rows: Rows, { interview, values }: Whole) {
  const content = rows.contents.get(interview.questionnaire_version_id);
  const stay = rows.discharge.find((one) => one.id === interview.discharge_id);
  if (!content || !stay) return null;
  return applying(content, values, stay, rows.department.find((one) => one.id === stay.department_id)?.name ?? '');
}

export const interviewInvariants: readonly Invariant[] = [
  {
    name: 'answers fit their version',
    says: '§6 An interview keeps the version it began with',
    check: (rows) =>
      each(rows, ({ interview, answers, values }) => {
        const items = rows.contents.get(interview.questionnaire_version_id)?.items ?? [];
        for (const answer of answers) {
          const item = items.find((one) => one.code === answer.item_code);
          if (!item) return `${answer.item_code} is not in its version`;
          const value = values.get(item.code) ?? [];
          if (!fits(item, value)) return `${item.code} (${item.kind}) = ${answer.value}`;
          const { counted, objection } = worth(item, value);
          if ((answer.counted === 1) !== counted || (answer.objection === 1) !== objection)
            return `${item.code} = ${answer.value}: stored counted ${answer.counted}, objection ${answer.objection}`;
          if (answer.aspect !== item.aspect) return `${item.code}: aspect ${answer.aspect}`;
        }
        return null;
      }),
  },
  {
    name: 'answers are to items that apply',
    says: '§6 Items may be shown by conditions on earlier answers and on the discharge',
    check: (rows) =>
      each(rows, (whole) => {
        if (whole.interview.state === 'open') return null;
        const applied = appliedTo(rows, whole);
        const stray = applied && [...whole.values.keys()].filter((code) => !applied.some((item) => item.code === code));
        return stray && stray.length > 0 && `answers to items that do not apply: ${stray.join()}`;
      }),
  },
  {
    name: 'counted as its answers',
    says: '§7 strict: one or more objections is 不满意; nothing answered counts nowhere',
    check: (rows) =>
      each(rows, ({ interview, answers }) => {
        if (interview.state === 'open') return null;
        const counted = answers.filter((one) => one.counted === 1).length;
        const objections = answers.filter((one) => one.objection === 1).length;
        const satisfied = counted === 0 ? null : objections === 0 ? 1 : 0;
        return (
          (interview.counted !== counted || interview.objections !== objections || interview.satisfied !== satisfied) &&
          `row ${interview.counted}/${interview.objections}/${interview.satisfied}, answers ${counted}/${objections}/${satisfied}`
        );
      }),
  },
  {
    name: 'complete is half',
    says: '§6 Complete = at least half of the items that applied were answered (setting); fewer is partial',
    check: (rows) =>
      each(rows, (whole) => {
        if (whole.interview.state === 'open') return null;
        const applied = appliedTo(rows, whole);
        if (!applied) return null;
        const answered = applied.filter((item) => whole.values.has(item.code)).length;
        const share = rows.contents.get(whole.interview.questionnaire_version_id)?.completeShare ?? 0.5;
        return (
          whole.interview.state === 'completed' &&
          (answered === 0 || answered < share * applied.length) &&
          `completed with ${answered} of ${applied.length}`
        );
      }),
  },
  {
    name: 'identity and consent first',
    says: '§6 No answer is taken, and no interview completes, without identity (the patient, or a relative with the relation) and consent, on any road',
    check: (rows) =>
      each(rows, ({ interview, answers }) => {
        const known = (answerer: string | null, relation: string) => answerer === 'patient' || (answerer === 'relative' && relation !== '');
        const own = known(interview.answerer, interview.relation);
        // Who goes on with a broken-off interview is asked again; what was answered before keeps who gave it.
        const nameless = answers.filter((one) => !(one.answerer === null ? own : known(one.answerer, one.relation)));
        // Consent taken back: the answers leave when the call ends.
        const inCall = rows.attempt.some((one) => one.follow_up_id === interview.follow_up_id && one.ended_at === null);
        const asked = interview.consent === 1 || (interview.state !== 'completed' && (answers.length === 0 || inCall));
        if (asked && nameless.length === 0 && (own || interview.state !== 'completed')) return null;
        return `${answers.length} answers (${interview.state}), ${nameless.length} of nobody; who answers ${interview.answerer ?? 'unknown'} ${interview.relation}, consent ${interview.consent}`;
      }),
  },
  {
    name: 'objection has its case',
    says: '§6 An objection without words is still a case (未说明)',
    check: (rows) =>
      each(rows, ({ interview, answers }) => {
        if (interview.state === 'open') return null;
        const cases = rows.feedback.filter((one) => one.interview_id === interview.id && one.state !== 'draft' && one.kind !== 'praise');
        const bare = answers.filter(
          (one) => one.objection === 1 && !cases.some((each) => each.asked_item === one.item_code || each.item_code === one.item_code),
        );
        return bare.length > 0 && `objections without a case: ${bare.map((one) => one.item_code).join()}`;
      }),
  },
  {
    name: 'no draft is left',
    says: '§6 an objection → a Feedback draft; registered when the call ends',
    check: function* (rows) {
      const open = new Set(rows.interview.filter((one) => one.state === 'open').map((one) => one.id));
      for (const one of rows.feedback)
        if (one.state === 'draft' && !open.has(one.interview_id ?? ''))
          yield { about: one.id, detail: `draft of an interview that ended: ${one.text}` };
    },
  },
  {
    name: 'corrections keep the old answer',
    says: '§6 corrected … both with a reason, the old answer kept',
    check: function* (rows) {
      for (const one of rows.correction) {
        const history = rows.answer_history.filter((each) => each.interview_id === one.interview_id && each.at === one.at);
        const changes = JSON.parse(one.changes) as { itemCode?: string; before?: unknown }[];
        const answers = changes.filter(
          (change) => change.itemCode !== undefined && Array.isArray(change.before) && change.before.length > 0,
        );
        if (answers.length > history.length) yield { about: one.id, detail: `${answers.length} changed answers, ${history.length} kept` };
      }
    },
  },
  {
    name: 'aspects as their answers',
    says: "§7 an aspect's figure counts interviews with at least one counted answer in that aspect",
    check: function* (rows) {
      const derived = groupBy(rows.interview_aspect, (one) => one.interview_id);
      for (const finding of each(rows, ({ interview, answers }) => {
        if (interview.state === 'open') return null;
        for (const [aspect, own] of groupBy(
          answers.filter((one) => one.counted === 1),
          (one) => one.aspect,
        )) {
          const row = (derived.get(interview.id) ?? []).find((one) => one.aspect === aspect);
          const objections = own.filter((one) => one.objection === 1).length;
          if (row?.counted !== own.length || row.objections !== objections)
            return `${aspect}: row ${row?.counted}/${row?.objections}, answers ${own.length}/${objections}`;
        }
        const stray = (derived.get(interview.id) ?? []).find(
          (row) => row.counted > 0 && !answers.some((one) => one.aspect === row.aspect && one.counted === 1),
        );
        return stray && `${stray.aspect} without answers`;
      }))
        yield finding;
    },
  },
];
