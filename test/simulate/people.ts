/** The patients of the simulated hospital: a small town, so that people are readmitted, share numbers and die. */

import { dayAfter } from './calendar.ts';
import { Dice } from './dice.ts';

export const departments = ['心血管内科', '骨科', '产科', '精神科', '呼吸内科'] as const;
const header = [
  '住院号',
  '病案号',
  '住院次数',
  '姓名',
  '性别',
  '年龄',
  '联系电话',
  '联系人电话',
  '家庭住址',
  '入院日期',
  '出院日期',
  '出院科室',
  '病区',
  '主管医师',
  '责任护士',
  '主要诊断',
  'ICD编码',
  '治疗转归',
  '离院方式',
  '付费方式',
  '复诊日期',
];
const diagnoses = [
  ['高血压病3级', 'I10.x00'],
  ['股骨颈骨折', 'S72.000'],
  ['顺产', 'O80.900'],
  ['抑郁发作', 'F32.900'],
  ['肺炎', 'J18.900'],
  ['稽留流产', 'O02.100'],
  ['2型糖尿病', 'E11.900'],
] as const;

interface Person {
  readonly number: number;
  readonly name: string;
  readonly sex: string;
  readonly age: number;
  readonly phone: string;
  readonly contact: string;
}

const surnames = [...'张王李赵陈杨吴刘黄周'];
const given = ['秀兰', '建国', '桂英', '伟', '芳', '志强', '小红', '国庆'];

export function personOf(seed: string, number: number): Person {
  const dice = new Dice(`${seed} person ${number}`);
  // Every third family shares a number.
  const family = number % 3 === 0 ? Math.floor(number / 6) : number;
  return {
    number,
    name: dice.of(surnames) + dice.of(given),
    sex: dice.of(['男', '女']),
    age: dice.whole(1, 95),
    phone: dice.chance(0.06) ? '' : `138${String(10_000_000 + family * 7).slice(-8)}`,
    contact: dice.chance(0.4) ? `139${String(20_000_000 + (number % 11) * 13).slice(-8)}` : '',
  };
}

/** One line of an export: a stay of a person that ended on a day of the month. */
export function stayLine(seed: string, month: string, number: number, time: number, dice: Dice): string[] {
  const person = personOf(seed, number);
  const date = `${month}-${String(1 + ((number * 7 + time * 11) % 28)).padStart(2, '0')}`;
  const [diagnosis, icd] = dice.of(diagnoses);
  const died = dice.chance(0.05);
  const department = dice.weighted([
    ['心血管内科', 5],
    ['骨科', 4],
    ['产科', 3],
    ['精神科', 1],
    ['呼吸内科', 3],
  ] as const);
  return [
    `ZY${month.replace('-', '')}${String(number).padStart(3, '0')}${time}`,
    `BA${String(number).padStart(5, '0')}`,
    String(time + 1),
    person.name,
    person.sex,
    String(person.age),
    person.phone,
    person.contact,
    `解放路${number}号`,
    dayAfter(date, -7),
    date,
    department,
    `${department}一病区`,
    dice.of(['李医生', '王医生']),
    dice.of(['孙护士', '钱护士']),
    diagnosis,
    icd,
    died ? '死亡' : dice.of(['治愈', '好转', '未愈']),
    died ? '5' : '1',
    dice.of(['城镇职工医保', '城乡居民医保', '自费']),
    dice.chance(0.3) ? dayAfter(date, 14) : '',
  ];
}

export function exportFile(name: string, lines: readonly (readonly string[])[]): File {
  return new File([[header, ...lines].map((cells) => cells.join(',')).join('\n')], name, { lastModified: 0 });
}
