/** Generates the discharges of a month by department, including readmitted patients of earlier months. */
import type { DischargeMode, Sex, TreatmentOutcome } from '../../shared/base/contract/words.ts';
import { lastDayOf } from '../../shared/base/rules/time.ts';
import type { Stay } from '../../shared/discharges/rules/stay.ts';
import { ageOn } from '../../shared/import/rules/ages.ts';
import type { DemoContent, DepartmentProfile } from './content.ts';
import { addressOf, familyPhones, type Person, personName, phonesOf, remarkFor, staffName } from './persons.ts';
import { type Random, randomOf, type Weighted } from './random.ts';
import { daysBetween, plusDays } from './times.ts';

export interface DemoDepartment {
  readonly profile: DepartmentProfile;
  readonly wards: readonly string[];
  readonly doctors: readonly string[];
  readonly nurses: readonly string[];
  /** Whoever answers for a rectification. */
  readonly responsible: readonly string[];
  /** Everybody who was here, in order of the first stay. */
  readonly patients: Person[];
}

export interface DemoStay extends Stay {
  readonly person: Person;
}

export interface DemoHospital {
  readonly content: DemoContent;
  readonly departments: readonly DemoDepartment[];
  /** Medical record numbers given so far. */
  records: number;
}

const numerals = ['一', '二', '三'];
const monthShareOfWeekend = 0.55;
const shortestGap = 8;

export function openHospital(content: DemoContent): DemoHospital {
  const departments = content.departments.map((profile): DemoDepartment => {
    const random = randomOf('staff', profile.name);
    const staff = (count: number, women: number) =>
      Array.from({ length: count }, () => staffName(random, content.people, random.chance(women) ? 'female' : 'male'));
    const surname = () => random.weighted(content.people.surnames);
    return {
      profile,
      wards: Array.from({ length: profile.wards }, (_, at) => `${profile.name}${profile.wards > 1 ? numerals[at] : ''}病区`),
      doctors: [...new Set(staff(4 + profile.wards * 3, 0.4))],
      nurses: [...new Set(staff(5 + profile.wards * 4, 0.97))],
      responsible: [`${surname()}护士长`, `${surname()}护士长`, `${surname()}副主任`],
      patients: [],
    };
  });
  return { content, departments, records: 1_200_000 };
}

/** Splits a total over the departments by volume, exactly. */
function shares(departments: readonly DemoDepartment[], total: number, random: Random): number[] {
  const weights = departments.map(({ profile }) => profile.volume * (0.94 + random.float() * 0.12));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const counts = weights.map((weight) => Math.floor((total * weight) / sum));
  const left = total - counts.reduce((all, count) => all + count, 0);
  return counts.map((count, at) => count + (at < left ? 1 : 0));
}

function dayWeights(from: string, to: string): Weighted<string> {
  const days: (readonly [string, number])[] = [];
  for (let day = from; day <= to; day = plusDays(day, 1)) {
    const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
    days.push([day, weekday === 0 || weekday === 6 ? monthShareOfWeekend : 1]);
  }
  return days;
}

function ageText(birthDate: string, date: string): { years: number | null; text: string } {
  return ageOn(birthDate, date) ?? { years: null, text: '' };
}

function motherOf(hospital: DemoHospital, random: Random, admission: string): Person | undefined {
  const obstetrics = hospital.departments.find(({ profile }) => profile.name === '产科');
  const recent = obstetrics?.patients.slice(-250).filter((person) => Math.abs(daysBetween(person.lastDischarge, admission)) <= 6) ?? [];
  return recent.length > 0 ? random.pick(recent) : undefined;
}

function newPerson(hospital: DemoHospital, department: DemoDepartment, random: Random, admission: string): Person {
  const { people } = hospital.content;
  const { profile } = department;
  const sex: Sex = random.chance(profile.female) ? 'female' : 'male';
  hospital.records += 1;
  const common = {
    sex,
    recordNumber: String(hospital.records),
    payment: random.weighted(people.payments),
    stays: 0,
    lastDischarge: '',
    dead: false,
  };
  if (profile.newborn) {
    const birthDate = plusDays(admission, -random.int(0, 6));
    const mother = motherOf(hospital, random, admission);
    const motherName = mother?.name ?? personName(random, people, 'female', random.int(1986, 2003));
    return {
      ...common,
      name: `${motherName}之${sex === 'male' ? '子' : '女'}`,
      birthDate,
      address: mother?.address ?? addressOf(random, people),
      phones: mother && mother.phones.length > 0 ? familyPhones(mother.phones, '母亲') : phonesOf(random, people, 0, sex),
      remark: '',
    };
  }
  const [mean, deviation, lowest, highest] = profile.age;
  const age = Math.min(highest, Math.max(lowest, random.normal(mean, deviation)));
  const birthDate = plusDays(admission, -Math.round(age * 365.25) - random.int(0, 20));
  const relative = random.chance(0.03) && department.patients.length > 40 ? random.pick(department.patients) : undefined;
  const family = relative && relative.phones.length > 0 ? familyPhones(relative.phones, random.pick(['配偶', '儿子', '女儿'])) : undefined;
  return {
    ...common,
    name: personName(random, people, sex, Number(birthDate.slice(0, 4))),
    birthDate,
    address: family && relative ? relative.address : addressOf(random, people),
    phones: family ?? phonesOf(random, people, age, sex),
    remark: age >= 24 && random.chance(0.05) ? remarkFor(random, people, age) : '',
  };
}

/** Somebody who was here before and left long enough ago. */
function comesBack(department: DemoDepartment, random: Random, admission: string): Person | undefined {
  if (!random.chance(department.profile.again) || department.patients.length < 30) return undefined;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const person = department.patients[random.int(Math.max(0, department.patients.length - 700), department.patients.length - 1)];
    if (person && !person.dead && daysBetween(person.lastDischarge, admission) >= shortestGap) return person;
  }
  return undefined;
}

function ending(random: Random, profile: DepartmentProfile): { outcome: TreatmentOutcome; dischargeMode: DischargeMode } {
  if (random.chance(profile.deaths)) return { outcome: 'died', dischargeMode: '5' };
  const outcome = random.weighted<TreatmentOutcome>([
    ['cured', profile.newborn || profile.name === '产科' ? 80 : 30],
    ['improved', 64],
    ['unhealed', 2],
    ['other', 2],
  ]);
  const dischargeMode = random.weighted<DischargeMode>([
    ['1', 93],
    ['2', 1.5],
    ['3', 1.5],
    ['4', 3.5],
    ['9', 0.5],
  ]);
  return { outcome, dischargeMode };
}

function stayOf(
  hospital: DemoHospital,
  department: DemoDepartment,
  random: Random,
  discharge: string,
): Omit<DemoStay, 'row' | 'inpatientNumber'> {
  const { profile } = department;
  const days = Math.max(1, Math.round(profile.days * (0.5 + random.float() + (random.chance(0.08) ? 1 : 0))));
  const admission = plusDays(discharge, -days);
  const known = comesBack(department, random, admission);
  const person = known ?? newPerson(hospital, department, random, admission);
  if (!known) department.patients.push(person);
  person.stays += 1;
  person.lastDischarge = discharge;
  const [diagnosis, icd10] = random.weighted(
    profile.diagnoses.filter(([, , , sex]) => sex === undefined || sex === person.sex).map((entry) => [entry, entry[2]] as const),
  );
  const end = ending(random, profile);
  if (end.outcome === 'died') person.dead = true;
  const age = ageText(person.birthDate, admission);
  const ward = random.pick(department.wards);
  return {
    person,
    medicalRecordNumber: person.recordNumber,
    stayCount: person.stays,
    name: person.name,
    sex: person.sex,
    birthDate: person.birthDate,
    ageYears: age.years,
    ageText: age.text,
    idCard: '',
    phones: person.phones,
    address: person.address,
    admissionDate: admission,
    dischargeDate: discharge,
    department: profile.name,
    ward,
    doctor: random.pick(department.doctors),
    nurse: random.pick(department.nurses),
    diagnosis,
    icd10,
    ...end,
    deathDoubt: '',
    payment: person.payment,
    costCents: Math.round(profile.cost * (0.45 + random.float() ** 2 * 1.65) * 100),
    revisitDate: end.outcome !== 'died' && random.chance(0.7) ? plusDays(discharge, random.pick([7, 14, 14, 28, 30, 30, 90])) : null,
    remark: person.remark,
  };
}

/**
 * `count` stays that ended from `from` to `to`, in order of their end. The stream is named by `label`, so that a month is
 * the same whatever day it is asked on.
 */
export function staysBetween(hospital: DemoHospital, label: string, from: string, to: string, count: number): DemoStay[] {
  const counts = shares(hospital.departments, count, randomOf('volume', label));
  const days = dayWeights(from, to);
  const stays = hospital.departments.flatMap((department, at) => {
    const random = randomOf('stays', label, department.profile.name);
    const dates = Array.from({ length: counts[at] ?? 0 }, () => random.weighted(days)).toSorted();
    return dates.map((date) => stayOf(hospital, department, random, date));
  });
  const inOrder = stays
    .map((stay, at) => ({ stay, at }))
    .toSorted((a, b) =>
      a.stay.dischargeDate === b.stay.dischargeDate ? a.at - b.at : a.stay.dischargeDate < b.stay.dischargeDate ? -1 : 1,
    );
  const prefix = `${from.slice(2, 4)}${from.slice(5, 7)}`;
  const first = from.endsWith('-01') ? 0 : 5000;
  return inOrder.map(({ stay }, at) => ({ ...stay, row: at + 2, inpatientNumber: `${prefix}${String(first + at + 1).padStart(5, '0')}` }));
}

/** All stays of a whole month. */
export function staysOf(hospital: DemoHospital, month: string, count: number): DemoStay[] {
  return staysBetween(hospital, month, `${month}-01`, lastDayOf(month), count);
}
