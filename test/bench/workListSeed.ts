/** A hospital group's open follow-ups, straight into the tables: some never called, some to be repeated, some with an appointment. */
import { insertMany } from '../../electron/core/base/db/bulk.ts';
import type { Schema } from '../../electron/core/base/db/schema.ts';
import type { AttemptOutcome } from '../../shared/base/contract/words.ts';
import { chance } from '../helpers/chance.ts';
import type { Staff, TestWorkstation } from '../helpers/workstation.ts';

const departments = 24;
const atOnce = 20_000;
const retried: readonly AttemptOutcome[] = ['no_answer', 'busy', 'powered_off', 'unreachable', 'partial', 'soft_refused'];
const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const initials = [...'wlzlcyzhzwxshzglhgml'];

type Row<T extends keyof Schema> = Partial<Schema[T]>;

/** What the calls so far have made of a follow-up: half never called, a fifth waits for its time, few have an appointment. */
function standing(now: number, random: () => number): Row<'follow_up'> {
  const at = (minutes: number) => new Date(now + Math.round(minutes) * 60_000).toISOString();
  const kind = random();
  if (kind < 0.5) return { attempts: 0, contacted: 0, last_outcome: null, last_attempt_at: null, next_at: null, appointment_at: null };
  const called = { attempts: 1 + Math.floor(random() * 4), last_attempt_at: at(-random() * 4_000) };
  if (kind < 0.53) {
    const agreed = at((random() - 0.2) * 4_000);
    return { ...called, contacted: 1, last_outcome: 'appointment', next_at: agreed, appointment_at: agreed };
  }
  const outcome = retried[Math.floor(random() * retried.length)] ?? 'no_answer';
  const contacted = outcome === 'partial' || outcome === 'soft_refused' ? 1 : 0;
  return { ...called, contacted, last_outcome: outcome, next_at: at((random() - 0.6) * 3_000), appointment_at: null };
}

function stayOf(index: number, id: string, departmentId: string, dischargeDate: string, random: () => number): Row<'discharge'> {
  const who = Math.floor(random() ** 1.6 * surnames.length);
  return {
    id,
    stay_key: `ZY${String(index).padStart(8, '0')}|${dischargeDate}`,
    patient_id: `p${id}`,
    import_batch_id: 'bench',
    row_number: index,
    content_hash: '',
    inpatient_number: `ZY${String(index).padStart(8, '0')}`,
    medical_record_number: '',
    stay_count: 1,
    name: `${surnames[who]}某${index % 97}`,
    name_key: `${surnames[who]}某${index % 97}`,
    pinyin: `${initials[who]}m${index % 97}`,
    sex: 'female',
    birth_date: null,
    age_years: 63,
    age_text: '63岁',
    id_last4: '',
    id_hash: '',
    address: '市某区人民路 12 号',
    admission_date: dischargeDate,
    discharge_date: dischargeDate,
    month: dischargeDate.slice(0, 7),
    department_id: departmentId,
    ward: '一病区',
    doctor: '李医生',
    nurse: '',
    diagnosis: '冠状动脉粥样硬化性心脏病',
    icd10: 'I25.103',
    outcome: 'improved',
    discharge_mode: '1',
    payment: '城镇职工医保',
    cost_cents: 123_450,
    revisit_date: null,
    remark: '',
    dialable: 1,
    updated_at: '2026-11-01T00:00:00.000Z',
  };
}

/** Fills a workstation with `size` open follow-ups of the last weeks: half of them a nurse's own, half in the open pool. */
export async function seedWorkList(workstation: TestWorkstation, { users }: Staff, size: number, now: string): Promise<void> {
  const random = chance(11);
  const clock = Date.parse(now);
  const put = <T extends keyof Schema & string>(table: T, rows: readonly Row<T>[]) =>
    workstation.transaction(({ db }) => {
      const columns = Object.keys(rows[0] ?? {}) as (keyof Schema[T] & string)[];
      return insertMany(
        db,
        table,
        columns,
        rows.map((row) => columns.map((column) => row[column])),
      );
    });
  const ids = Array.from({ length: departments }, (_, at) => `d${at}`);
  await put(
    'department',
    ids.map((id, at) => ({ id, name: `第${at + 1}科`, kind: 'clinical', sensitive: 0, active: 1 })),
  );
  await put('import_batch', [
    {
      id: 'bench',
      file_name: 'bench.xlsx',
      file_sha256: 'bench',
      at: now,
      user_id: users.admin.id,
      read_rows: size,
      added: size,
      changed: 0,
      unchanged: 0,
      duplicate: 0,
      rejected: 0,
      warned: 0,
      undone_at: null,
      source: null,
    },
  ]);
  const frame = { frame_total: size, frame_eligible: size, frame_excluded: '{}', frame_hash: '' };
  const drawn = { id: 'bench', ordinal: 1, plan: '{}', algorithm: 'bench', seed: '', ...frame, user_id: users.supervisor.id, at: now };
  await put('draw', [{ ...drawn, month: now.slice(0, 7) }]);
  for (let start = 0; start < size; start += atOnce) {
    const indexes = Array.from({ length: Math.min(atOnce, size - start) }, (_, at) => start + at);
    const stays = indexes.map((index) => {
      const date = new Date(clock - Math.floor(random() * 25) * 86_400_000).toISOString().slice(0, 10);
      return stayOf(index, `s${String(index).padStart(9, '0')}`, ids[index % departments] ?? '', date, random);
    });
    await put(
      'patient',
      stays.map(({ patient_id: id = '' }) => ({ id, patient_key: id })),
    );
    await put('discharge', stays);
    await put(
      'phone',
      stays.map(({ id = '' }) => ({
        id: `n${id}`,
        discharge_id: id,
        position: 0,
        number: `138${id.slice(-8)}`,
        kind: 'mobile',
        extension: '',
        relation: '本人',
        bad: 0,
      })),
    );
    await put(
      'follow_up',
      stays.map(({ id = '', department_id = '', discharge_date = '', name_key = '', pinyin = '', stay_key = '' }, at) => ({
        id: `f${id}`,
        draw_id: 'bench',
        discharge_id: id,
        discharged_on: discharge_date,
        search_name: name_key,
        search_initials: pinyin,
        search_number: stay_key,
        month: now.slice(0, 7),
        department_id,
        stratum: department_id,
        nurse_id: at % 4 === 0 ? users.nurse.id : at % 4 === 1 ? users.nurse2.id : null,
        state: 'open',
        disposition: null,
        ...standing(clock, random),
        held_by: null,
        held_until: null,
        ended_at: null,
        avoid_nurse_id: null,
      })),
    );
  }
}
