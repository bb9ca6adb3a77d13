/** Inserts months of finished interviews, derived rows included, without the screens. */
import { insertMany } from '../../electron/core/base/db/bulk.ts';
import type { Flag } from '../../electron/core/base/db/schema/flag.ts';
import type { Db, Schema } from '../../electron/core/base/db/schema.ts';
import type { AspectCode, Disposition, FeedbackState } from '../../shared/base/contract/words.ts';
import type { QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import { questionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import type { TestWorkstation } from './workstation.ts';

export interface InterviewGiven {
  readonly month: string;
  readonly departmentId: string;
  readonly nurseId: string;
  /** Option value by item code; items not named were not answered. */
  readonly answers: Readonly<Record<string, string>>;
  readonly state?: 'completed' | 'partial';
  readonly opinions?: readonly {
    readonly text: string;
    readonly departmentId?: string;
    readonly itemCode?: string;
    readonly state?: FeedbackState;
    readonly kind?: 'opinion' | 'praise';
  }[];
  /** Made this many times over. */
  readonly times?: number;
  readonly versionId?: string;
}

type Columns<T extends keyof Schema> = readonly (keyof Schema[T] & string)[];
type Row<T extends keyof Schema> = Schema[T];

/** The published version of the hospital's questionnaire. */
export async function publishedQuestionnaire(db: Db): Promise<{ id: string; content: QuestionnaireContent }> {
  const row = await db
    .selectFrom('questionnaire_version')
    .select(['id', 'content'])
    .where('state', '=', 'published')
    .orderBy('version', 'desc')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  return { id: row.id, content: questionnaireContent.parse(JSON.parse(row.content)) };
}

/** Every item answered with its first option, but those named. */
export function allSatisfied(content: QuestionnaireContent, but: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { ...Object.fromEntries(content.items.map((item) => [item.code, item.options[0]?.value ?? ''])), ...but };
}

class Tables {
  readonly #rows = new Map<keyof Schema, { columns: readonly string[]; rows: unknown[][] }>();

  add<T extends keyof Schema & string>(table: T, row: Row<T>): void {
    let known = this.#rows.get(table);
    if (!known) {
      known = { columns: Object.keys(row), rows: [] };
      this.#rows.set(table, known);
    }
    known.rows.push(Object.values(row));
  }

  async write(db: Db): Promise<void> {
    for (const [table, { columns, rows }] of this.#rows) await insertMany(db, table, columns as Columns<typeof table>, rows);
  }
}

interface Stay {
  readonly dischargeId: string;
  readonly followUpId: string;
}

function addStay(
  tables: Tables,
  newId: () => string,
  given: { readonly month: string; readonly departmentId: string; readonly nurseId: string },
  drawId: string,
  disposition: Disposition | null,
): Stay {
  const patientId = newId();
  const dischargeId = newId();
  const followUpId = newId();
  const date = `${given.month}-05`;
  const called = disposition !== null;
  tables.add('patient', { id: patientId, patient_key: patientId });
  tables.add('discharge', {
    id: dischargeId,
    stay_key: dischargeId,
    patient_id: patientId,
    import_batch_id: 'batch',
    row_number: 2,
    content_hash: '',
    inpatient_number: dischargeId,
    medical_record_number: '',
    stay_count: null,
    name: '张秀兰',
    name_key: '张秀兰',
    pinyin: 'zxl',
    sex: 'female',
    birth_date: null,
    age_years: 63,
    age_text: '63岁',
    id_last4: '',
    id_hash: '',
    address: '解放路 12 号',
    admission_date: `${given.month}-01`,
    discharge_date: date,
    month: given.month,
    department_id: given.departmentId,
    ward: '',
    doctor: '',
    nurse: '',
    diagnosis: '冠心病',
    icd10: 'I25.1',
    outcome: 'improved',
    discharge_mode: '1',
    death_doubt: '',
    death_looked_at: null,
    payment: '',
    cost_cents: null,
    revisit_date: null,
    remark: '',
    dialable: 1,
    updated_at: `${date}T02:00:00.000Z`,
  });
  tables.add('phone', {
    id: newId(),
    discharge_id: dischargeId,
    position: 0,
    number: '13812345678',
    kind: 'mobile',
    extension: '',
    relation: '本人',
    bad: 0,
    source: null,
  });
  tables.add('follow_up', {
    id: followUpId,
    draw_id: drawId,
    discharge_id: dischargeId,
    discharged_on: date,
    search_name: '张秀兰',
    search_initials: 'zxl',
    search_number: dischargeId,
    month: given.month,
    department_id: given.departmentId,
    stratum: given.departmentId,
    nurse_id: given.nurseId,
    state: called ? 'ended' : 'open',
    disposition,
    attempts: called ? 1 : 0,
    contacted: (['completed', 'partial', 'refused', 'unable', 'deceased', 'readmitted'] as unknown[]).includes(disposition) ? 1 : 0,
    last_outcome: null,
    last_attempt_at: null,
    next_at: null,
    appointment_at: null,
    held_by: null,
    held_until: null,
    ended_at: called ? `${date}T03:00:00.000Z` : null,
    avoid_nurse_id: null,
  });
  if (disposition)
    tables.add('attempt', {
      id: newId(),
      follow_up_id: followUpId,
      ordinal: 1,
      nurse_id: given.nurseId,
      phone_id: null,
      started_at: `${date}T02:50:00.000Z`,
      ended_at: `${date}T03:00:00.000Z`,
      outcome: disposition === 'max_attempts' ? 'no_answer' : disposition,
      note: '',
      off_hours_reason: '',
      incoming: 0,
      answered_at: null,
      entered_at: null,
      entered_by: null,
      sheet_id: null,
      ending: null,
    });
  return { dischargeId, followUpId };
}

async function batchAndDraws(db: Db, tables: Tables, months: ReadonlySet<string>): Promise<void> {
  const batch = await db.selectFrom('import_batch').select('id').where('id', '=', 'batch').executeTakeFirst();
  if (!batch) {
    const counts = { read_rows: 0, added: 0, changed: 0, unchanged: 0, duplicate: 0, rejected: 0, warned: 0, skipped: 0 };
    tables.add('import_batch', {
      id: 'batch',
      file_name: '',
      file_sha256: '',
      at: '',
      user_id: '',
      ...counts,
      undone_at: null,
      source: null,
    });
  }
  const drawn = new Set((await db.selectFrom('draw').select('month').execute()).map((row) => row.month));
  for (const month of months) {
    if (drawn.has(month)) continue;
    tables.add('draw', {
      id: `draw-${month}`,
      month,
      ordinal: 1,
      plan: JSON.stringify({ month, size: 1 }),
      algorithm: '',
      seed: '',
      frame_total: 0,
      frame_eligible: 0,
      frame_excluded: '[]',
      frame_hash: '',
      user_id: '',
      at: '',
    });
  }
}

/** Writes finished interviews with their answers, derived rows and registered opinions; returns the interviews' ids. */
export async function addInterviews(
  workstation: Pick<TestWorkstation, 'parts' | 'transaction'>,
  given: readonly InterviewGiven[],
): Promise<string[]> {
  const { newId } = workstation.parts;
  return workstation.transaction(async ({ db }) => {
    const published = await publishedQuestionnaire(db);
    const items = new Map(published.content.items.map((item) => [item.code, item]));
    const tables = new Tables();
    const ids: string[] = [];
    await batchAndDraws(db, tables, new Set(given.map((one) => one.month)));
    for (const one of given) {
      for (let time = 0; time < (one.times ?? 1); time += 1) ids.push(addInterview(one, published.id));
    }
    await tables.write(db);
    return ids;

    function addInterview(one: InterviewGiven, versionId: string): string {
      const state = one.state ?? 'completed';
      const { dischargeId, followUpId } = addStay(tables, newId, one, `draw-${one.month}`, state);
      const id = newId();
      const finished = `${one.month}-20T03:00:00.000Z`;
      const answers = Object.entries(one.answers).map(([code, value]) => {
        const item = items.get(code);
        const option = item?.options.find((each) => each.value === value);
        if (!item || !option) throw new Error(`no such answer: ${code} = ${value}`);
        return { item, option, counted: (option.notCounted ? 0 : 1) as Flag, objection: (option.objection ? 1 : 0) as Flag };
      });
      const counted = answers.filter((answer) => answer.counted === 1).length;
      const objections = answers.filter((answer) => answer.objection === 1).length;
      tables.add('interview', {
        id,
        follow_up_id: followUpId,
        discharge_id: dischargeId,
        month: one.month,
        department_id: one.departmentId,
        questionnaire_version_id: one.versionId ?? versionId,
        nurse_id: one.nurseId,
        begun_by: one.nurseId,
        state,
        version: 1,
        step: 'closing',
        answerer: 'patient',
        relation: '',
        consent: 1,
        attempt_id: null,
        recording: null,
        condition: '',
        revisit_date: null,
        revisit_state: null,
        started_at: `${one.month}-20T02:50:00.000Z`,
        finished_at: finished,
        counted,
        objections,
        satisfied: counted === 0 ? null : objections === 0 ? 1 : 0,
      });
      const aspects = new Map<AspectCode, { counted: number; objections: number }>();
      for (const { item, option, counted: counts, objection } of answers) {
        tables.add('answer', {
          interview_id: id,
          item_code: item.code,
          aspect: item.aspect,
          value: JSON.stringify([option.value]),
          counted: counts,
          objection,
          score: option.score ?? null,
          answered_at: finished,
          answerer: 'patient',
          relation: '',
        });
        const aspect = aspects.get(item.aspect) ?? { counted: 0, objections: 0 };
        aspects.set(item.aspect, { counted: aspect.counted + counts, objections: aspect.objections + objection });
      }
      for (const [aspect, sums] of aspects)
        tables.add('interview_aspect', { interview_id: id, month: one.month, department_id: one.departmentId, aspect, ...sums });
      for (const opinion of one.opinions ?? []) {
        tables.add('feedback', {
          id: newId(),
          number: `ZG-${id}`,
          kind: opinion.kind ?? 'opinion',
          state: opinion.state ?? 'registered',
          severity: 'general',
          interview_id: id,
          follow_up_id: followUpId,
          discharge_id: dischargeId,
          month: one.month,
          asked_item: opinion.itemCode ?? null,
          item_code: opinion.itemCode ?? null,
          aspect: opinion.itemCode ? (items.get(opinion.itemCode)?.aspect ?? null) : null,
          department_id: opinion.departmentId ?? one.departmentId,
          text: opinion.text,
          staff_name: '',
          round: 1,
          version: 1,
          created_at: finished,
          registered_at: finished,
          registered_by: one.nurseId,
          nurse_id: one.nurseId,
          dispatched_at: null,
          due_at: null,
          acknowledged_at: null,
          closed_at: null,
          suggested_item: null,
          suggested_aspect: null,
          suggested_department_id: null,
          suggested_severity: null,
          suggestion_taken: null,
        });
      }
      return id;
    }
  });
}

/** Follow-ups without an interview, each with its final outcome; null is still open and never dialled. */
export async function addFollowUps(
  workstation: Pick<TestWorkstation, 'parts' | 'transaction'>,
  given: { readonly month: string; readonly departmentId: string; readonly nurseId: string },
  outcomes: readonly (readonly [Disposition | null, number])[],
): Promise<void> {
  await workstation.transaction(async ({ db }) => {
    const tables = new Tables();
    await batchAndDraws(db, tables, new Set([given.month]));
    for (const [disposition, count] of outcomes) {
      for (let index = 0; index < count; index += 1) addStay(tables, workstation.parts.newId, given, `draw-${given.month}`, disposition);
    }
    await tables.write(db);
  });
}
