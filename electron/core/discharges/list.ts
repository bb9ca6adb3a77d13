/** Discharges as listed and searched; phones masked. */
import { type ExpressionBuilder, sql } from 'kysely';
import { dispositions, followUpStates } from '../../../shared/contract/words.ts';
import { nameKeyOf } from '../../../shared/rules/import/stay.ts';
import { foldWidth } from '../../../shared/rules/import/text.ts';
import { maskPhone } from '../../../shared/rules/phones.ts';
import type { Context } from '../context.ts';
import type { Schema } from '../db/schema.ts';
import type { Input, Output } from '../door.ts';
import { inSlices } from './existing.ts';

/** Beyond every character a key can hold. */
const last = '\u{10FFFF}';

type Builder = ExpressionBuilder<Schema, 'discharge'>;

const startsWith = (eb: Builder, column: 'name_key' | 'pinyin' | 'inpatient_number', text: string) =>
  eb.and([eb(column, '>=', text), eb(column, '<', text + last)]);

/** Name, pinyin initials, inpatient number, or the last four digits of a phone, by what the text looks like. */
function found(eb: Builder, search: string) {
  const text = foldWidth(search).trim();
  const key = nameKeyOf(text);
  if (!/^[\x21-\x7e]+$/.test(key)) return startsWith(eb, 'name_key', key);
  const byNumber = [startsWith(eb, 'inpatient_number', text), startsWith(eb, 'inpatient_number', text.toUpperCase())];
  if (/^\d{4}$/.test(text) || /^\d{7,12}$/.test(text)) {
    const byPhone = eb.exists(
      eb
        .selectFrom('phone')
        .select('phone.id')
        .whereRef('phone.discharge_id', '=', 'discharge.id')
        .where('phone.number', text.length === 4 ? 'like' : '=', text.length === 4 ? `%${text}` : text),
    );
    return eb.or([...byNumber, byPhone]);
  }
  return eb.or([...byNumber, startsWith(eb, 'pinyin', key), startsWith(eb, 'name_key', key)]);
}

export async function list(ctx: Context, input: Input<'discharges', 'list'>): Promise<Output<'discharges', 'list'>> {
  const { search, month, departmentId } = input;
  const matching = ctx.db
    .selectFrom('discharge')
    .$if(search !== undefined && search.trim() !== '', (query) => query.where((eb) => found(eb, search ?? '')))
    .$if(month !== undefined, (query) => query.where('discharge.month', '=', month ?? ''))
    .$if(departmentId !== undefined, (query) => query.where('discharge.department_id', '=', departmentId ?? ''));
  const total = await matching.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  const rows = await matching
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .leftJoin('follow_up', 'follow_up.discharge_id', 'discharge.id')
    .selectAll('discharge')
    .select(['department.name as department_name', 'follow_up.state', 'follow_up.disposition'])
    .orderBy('discharge.discharge_date', 'desc')
    .orderBy('discharge.id')
    .offset(input.offset)
    .limit(input.limit)
    .execute();
  const phones = await inSlices(
    rows.map((row) => row.id),
    (slice) =>
      ctx.db.selectFrom('phone').select(['discharge_id', 'number']).where('discharge_id', 'in', slice).where('position', '=', 0).execute(),
  );
  const numbers = new Map(phones.map((phone) => [phone.discharge_id, phone.number]));
  return {
    total: Number(total.count),
    rows: rows.map((row) => ({
      id: row.id,
      inpatientNumber: row.inpatient_number || row.medical_record_number,
      name: row.name,
      sex: row.sex,
      ageText: row.age_text,
      department: row.department_name,
      ward: row.ward,
      doctor: row.doctor,
      diagnosis: row.diagnosis,
      admissionDate: row.admission_date,
      dischargeDate: row.discharge_date,
      outcome: row.outcome,
      dischargeMode: row.discharge_mode,
      phone: maskPhone(numbers.get(row.id) ?? ''),
      followUp: row.disposition ? dispositions.zh[row.disposition] : row.state ? followUpStates.zh[row.state] : null,
    })),
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
