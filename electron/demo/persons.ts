/** Generates invented people: names by sex and generation, addresses, phones. */
import type { Sex } from '../../shared/base/contract/words.ts';
import type { StayPhone } from '../../shared/discharges/rules/stay.ts';
import type { People } from './content.ts';
import type { Random } from './random.ts';

export interface Person {
  readonly name: string;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly recordNumber: string;
  readonly address: string;
  readonly phones: readonly StayPhone[];
  readonly payment: string;
  readonly remark: string;
  stays: number;
  lastDischarge: string;
  dead: boolean;
}

export function personName(random: Random, people: People, sex: Sex, bornIn: number): string {
  const surname = random.weighted(people.surnames);
  if (random.chance(0.0015)) return surname + random.pick(people.rareGiven);
  const generation = people.given.find((each) => bornIn < each.bornBefore) ?? people.given.at(-1);
  const list = (sex === 'female' ? generation?.female : generation?.male) ?? [];
  const given = random.pick(list);
  const second = given.length === 1 && random.chance(0.3) ? random.pick(list) : '';
  return surname + given + (second.length === 1 ? second : '');
}

/** A staff member's name: working age, either sex. */
export function staffName(random: Random, people: People, sex: Sex): string {
  return personName(random, people, sex, random.int(1962, 1998));
}

export function addressOf(random: Random, people: People): string {
  if (random.chance(0.42)) return `${random.pick(people.towns)}${random.pick(people.villages)}${random.int(1, 12)}组`;
  const district = random.pick(people.districts);
  const home = random.chance(0.7) ? `${random.int(1, 28)}栋${random.int(1, 4)}单元${random.int(1, 18)}0${random.int(1, 4)}室` : '';
  return `${district.name}${random.pick(district.streets)}${random.int(1, 288)}号${home}`;
}

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.int(0, 9)).join('');
}

function mobile(random: Random, people: People): string {
  return random.pick(people.mobilePrefixes) + digits(random, 8);
}

function landline(random: Random, people: People): string {
  return `${people.areaCode}${random.int(2, 8)}${digits(random, 6)}`;
}

function relationFor(random: Random, age: number, sex: Sex): string {
  if (age < 16) return random.pick(['母亲', '母亲', '父亲', '奶奶']);
  if (age < 28) return random.pick(['父亲', '母亲', '配偶', '朋友']);
  if (age < 60) return random.pick(['配偶', sex === 'male' ? '妻子' : '丈夫', '儿子', '女儿', '兄弟']);
  return random.pick(['儿子', '儿子', '女儿', '女儿', '配偶', '孙子']);
}

export function phonesOf(random: Random, people: People, age: number, sex: Sex): StayPhone[] {
  const phone = (number: string, kind: StayPhone['kind'], relation: string): StayPhone => ({ number, kind, extension: '', relation });
  if (random.chance(0.012)) return [];
  const own = age >= 14 && random.chance(age > 75 ? 0.4 : 0.88);
  const phones: StayPhone[] = own ? [phone(mobile(random, people), 'mobile', '本人')] : [];
  if (random.chance(age >= 60 ? 0.05 : 0.02)) phones.push(phone(landline(random, people), 'landline', '本人'));
  if (phones.length === 0 || random.chance(0.4)) phones.push(phone(mobile(random, people), 'mobile', relationFor(random, age, sex)));
  return phones;
}

/** The phone of another member of the family as this one's. */
export function familyPhones(phones: readonly StayPhone[], relation: string): StayPhone[] {
  return phones.slice(0, 1).map((phone) => ({ ...phone, relation }));
}

export function remarkFor(random: Random, people: People, age: number): string {
  return random.pick(people.remarks.filter(({ from, to }) => from <= age && age <= to)).text;
}
