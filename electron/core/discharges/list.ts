/** Lists and searches discharges, with masked phones. */
import { sql } from 'kysely';
import { followUpWord } from '../../../shared/base/contract/words.ts';
import { maskPhone } from '../../../shared/base/rules/phones.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { type Asked, countOf, type Place, placesOf } from './listKeys.ts';
import { soughtBy } from './listSearch.ts';
import { openMonths } from './nurseReads.ts';

/** Counting stops here: how many thousands there are is no answer to a search. */
const countedTo = 1_000;

type Row = Output<'discharges', 'list'>['rows'][number];

function placeFrom(text: string | undefined): Place | null {
  if (text === undefined) return null;
  const [month = '', discharge_date = '', ...id] = text.split('|');
  return { month, discharge_date, id: id.join('|') };
}

/** Discharges at these places, in their order. */
export async function rowsAt(db: Db, places: readonly Place[]): Promise<Row[]> {
  if (places.length === 0) return [];
  const rows = await db
    .selectFrom('discharge')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .leftJoin('follow_up', 'follow_up.discharge_id', 'discharge.id')
    .leftJoin('phone', (join) => join.onRef('phone.discharge_id', '=', 'discharge.id').on('phone.position', '=', 0))
    .select(['discharge.id', 'inpatient_number', 'medical_record_number', 'discharge.name', 'sex', 'age_text', 'ward', 'doctor'])
    .select(['diagnosis', 'admission_date', 'discharge_date', 'outcome', 'discharge_mode'])
    .select(['department.name as department', 'follow_up.state', 'follow_up.disposition', 'follow_up.attempts', 'phone.number'])
    .where(
      'discharge.id',
      'in',
      places.map((place) => place.id),
    )
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return places.flatMap(({ id }) => {
    const row = byId.get(id);
    if (!row) return [];
    return {
      id,
      inpatientNumber: row.inpatient_number || row.medical_record_number,
      name: row.name,
      sex: row.sex,
      ageText: row.age_text,
      department: row.department,
      ward: row.ward,
      doctor: row.doctor,
      diagnosis: row.diagnosis,
      admissionDate: row.admission_date,
      dischargeDate: row.discharge_date,
      outcome: row.outcome,
      dischargeMode: row.discharge_mode,
      phone: maskPhone(row.number ?? ''),
      followUp: row.state === null ? null : followUpWord({ disposition: row.disposition, state: row.state, attempts: row.attempts ?? 0 }),
    };
  });
}

/** As much as tells two patients apart. */
const toBeFound = (row: Row): Row => ({
  ...row,
  inpatientNumber: '',
  ward: '',
  doctor: '',
  diagnosis: '',
  admissionDate: null,
  outcome: null,
  dischargeMode: null,
});

export async function list(ctx: Context, input: Input<'discharges', 'list'>): Promise<Output<'discharges', 'list'>> {
  const { search = '', month, departmentId, followUp, limit } = input;
  const after = placeFrom(input.after);
  const nurse = ctx.actor.role === 'nurse' ? { id: ctx.actor.id, openMonths: await openMonths(ctx.db) } : null;
  const asked: Asked = { sought: search.trim() === '' ? null : soughtBy(search), month, departmentId, followUp, after, nurse };
  const places = await placesOf(ctx.db, asked, limit + 1);
  const page = places.slice(0, limit);
  const end = places.length > limit ? page.at(-1) : undefined;
  const counted = after ? null : end ? await countOf(ctx.db, asked, countedTo + 1) : page.length;
  return {
    total: counted === null ? null : Math.min(counted, countedTo),
    atLeast: counted !== null && counted > countedTo,
    rows: (await rowsAt(ctx.db, page)).map((row) => (nurse ? toBeFound(row) : row)),
    next: end ? `${end.month}|${end.discharge_date}|${end.id}` : null,
  };
}

/** Months with discharges, newest first, and how many of each were drawn. */
export async function months(ctx: Context): Promise<Output<'discharges', 'months'>> {
  const rows = await ctx.db
    .selectFrom('discharge')
    .select(['month', (eb) => eb.fn.countAll<number>().as('discharges')])
    .groupBy('month')
    .orderBy('month', 'desc')
    .execute();
  const drawn = await ctx.db
    .selectFrom('follow_up')
    .select(['month', sql<number>`count(*)`.as('count')])
    .groupBy('month')
    .execute();
  const counts = new Map(drawn.map((row) => [row.month, Number(row.count)]));
  return rows.map((row) => ({ month: row.month, discharges: Number(row.discharges), drawn: counts.get(row.month) ?? 0 }));
}
