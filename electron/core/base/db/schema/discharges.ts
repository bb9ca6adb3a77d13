/** Tables filled by imports and pulls: batches, patients, discharges, phones. */
import type {
  DatabaseKind,
  DischargeMode,
  PhoneKind,
  PhoneMark,
  PhoneSource,
  Sex,
  TlsMode,
  TreatmentOutcome,
} from '../../../../../shared/base/contract/words.ts';
import type { Flag } from './flag.ts';

export interface DischargesTables {
  import_batch: {
    id: string;
    file_name: string;
    file_sha256: string;
    at: string;
    user_id: string;
    read_rows: number;
    added: number;
    changed: number;
    unchanged: number;
    duplicate: number;
    rejected: number;
    warned: number;
    /** Skipped rows of the table: titles, headers, totals, signatures, hidden ones left out. */
    skipped: number;
    undone_at: string | null;
    /** 'database' where a pull brought it, else a file. */
    source: 'file' | 'database' | null;
  };
  import_reject: { batch_id: string; row_number: number; reason: string; cells: string };
  /** What a batch overwrote, so that undoing it brings it back: the discharge row and its phones as JSON. */
  import_change: { batch_id: string; discharge_id: string; before: string };
  import_template: { id: string; name: string; fingerprint: string; mapping: string };
  /** A hospital database; the password only sealed (AES-256-GCM). `source` and the schedule's `{day, hour}` are JSON. */
  hospital_connection: {
    id: string;
    name: string;
    kind: DatabaseKind;
    host: string;
    port: number;
    database_name: string;
    user_name: string;
    password_sealed: string;
    tls: TlsMode;
    certificate: string;
    source: string;
    schedule: string | null;
    /** When the schedule was set; months due before are not caught up. */
    scheduled_at: string | null;
    updated_at: string;
    version: number;
  };
  /** One pull and what came of it. It outlives its connection, and says that its batch came from a database. */
  pull_run: {
    id: string;
    connection_id: string;
    connection_name: string;
    from_date: string;
    to_date: string;
    /** At most one run per connection and month; null for a pull by hand. */
    scheduled_month: string | null;
    state: 'running' | 'done' | 'failed';
    tries: number;
    started_at: string;
    finished_at: string | null;
    user_id: string;
    batch_id: string | null;
    counts: string | null;
    new_departments: string;
    error_code: string | null;
    error_data: string;
    seen: Flag;
  };
  patient: { id: string; patient_key: string };
  discharge: {
    id: string;
    /** Inpatient number + discharge date, or record number + stay count. */
    stay_key: string;
    patient_id: string;
    import_batch_id: string;
    row_number: number;
    content_hash: string;
    inpatient_number: string;
    medical_record_number: string;
    stay_count: number | null;
    name: string;
    /** Name normalised for search, and pinyin initials. */
    name_key: string;
    pinyin: string;
    sex: Sex;
    birth_date: string | null;
    age_years: number | null;
    age_text: string;
    id_last4: string;
    id_hash: string;
    address: string;
    admission_date: string | null;
    discharge_date: string;
    /** YYYY-MM of the discharge date. */
    month: string;
    department_id: string;
    ward: string;
    doctor: string;
    nurse: string;
    diagnosis: string;
    icd10: string;
    outcome: TreatmentOutcome | null;
    discharge_mode: DischargeMode | null;
    /** The word of outcome or mode that may mean death; empty where none does. */
    death_doubt: string;
    /** When somebody looked and found that the patient had left alive; null while nobody has. */
    death_looked_at: string | null;
    payment: string;
    cost_cents: number | null;
    revisit_date: string | null;
    remark: string;
    dialable: Flag;
    updated_at: string;
  };
  /** A phone of one discharge; never a key to a person. `number` is digits only, area code included. */
  phone: {
    id: string;
    discharge_id: string;
    position: number;
    number: string;
    kind: PhoneKind;
    extension: string;
    relation: string;
    bad: Flag;
    /** Null as the file gave it. */
    source: Exclude<PhoneSource, 'file'> | null;
  };
  /** What was found out about a number besides the outcomes of calls. It outlives the number. */
  phone_mark: { id: string; discharge_id: string; phone_id: string; mark: PhoneMark; note: string; at: string; user_id: string };
}
