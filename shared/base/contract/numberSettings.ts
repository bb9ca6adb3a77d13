/** The numeric settings: the name, the lowest and the highest allowed value of each. */
import { z } from 'zod';

interface Bounds {
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
}

/** By name; a dot leads into an object. Beyond these bounds dates leave the calendar and loops over days do not end. */
export const numberSettings = {
  recentDays: { label: '近期已访谈排除', unit: '天', min: 0, max: 365 },
  maxAttempts: { label: '最多拨打', unit: '次', min: 1, max: 20 },
  triesPerDay: { label: '一天最多', unit: '次', min: 1, max: 20 },
  firstContactFromDays: { label: '出院后最早', unit: '天', min: 0, max: 365 },
  firstContactByDays: { label: '出院后最迟', unit: '天', min: 1, max: 365 },
  holdMinutes: { label: '占用超时', unit: '分钟', min: 1, max: 1_440 },
  revisitDays: { label: '复诊提前提醒', unit: '天', min: 1, max: 90 },
  'limits.urgent': { label: '整改时限（紧急）', unit: '工作日', min: 1, max: 250 },
  'limits.general': { label: '整改时限（一般）', unit: '工作日', min: 1, max: 250 },
  'limits.several': { label: '整改时限（多科室）', unit: '工作日', min: 1, max: 250 },
  departmentLine: { label: '科室确定线', unit: '', min: 0, max: 1 },
  rankFrom: { label: '参与排名至少', unit: '例', min: 1, max: 10_000 },
  hideBelow: { label: '对科室隐藏少于', unit: '例', min: 0, max: 1_000 },
  /** The field asks for 10 percent at least. */
  reviewPercent: { label: '每人每月复核至少', unit: '%', min: 10, max: 100 },
  shortTalkSeconds: { label: '通话偏短提示', unit: '秒以内', min: 10, max: 1_800 },
  idleMinutes: { label: '无操作锁屏', unit: '分钟', min: 1, max: 480 },
} as const satisfies Readonly<Record<string, Bounds>>;

export type NumberSetting = keyof typeof numberSettings;

/** The schema of one numeric setting; a value outside its bounds is refused by the setting's name. */
export function numberSetting(name: NumberSetting) {
  const { label, unit, min, max } = numberSettings[name];
  const said = `“${label}”应在 ${min} 到 ${max}${unit && ` ${unit}`}之间`;
  const whole = name !== 'departmentLine';
  const number = whole ? z.int(`“${label}”应是整数`) : z.number(`“${label}”应是数字`);
  return number.min(min, said).max(max, said);
}

type Stored = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Stored => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Stored settings with every number within its bounds: earlier versions of the program took any. */
export function withinBounds(stored: unknown, path = ''): unknown {
  if (isObject(stored))
    return Object.fromEntries(Object.entries(stored).map(([key, value]) => [key, withinBounds(value, path ? `${path}.${key}` : key)]));
  const bounds = typeof stored === 'number' ? (numberSettings as Readonly<Record<string, Bounds>>)[path] : undefined;
  return bounds && typeof stored === 'number' ? Math.min(bounds.max, Math.max(bounds.min, stored)) : stored;
}
