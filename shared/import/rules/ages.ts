/** Parses ages as exports write them, with the unit 岁, 月 or 天. */
export interface Age {
  /** Years, with fractions below one year. */
  readonly years: number;
  /** 63岁, 3岁2月, 15天. */
  readonly text: string;
}

const hundredths = (years: number) => Math.round(years * 100) / 100;

function ageOf(years: number, months: number, days: number): Age | null {
  if (years > 130 || months > 1_200 || days > 40_000) return null;
  const parts = [
    years > 0 ? `${years}岁` : '',
    months > 0 ? `${months}月` : '',
    days > 0 || (years === 0 && months === 0) ? `${days}天` : '',
  ];
  return { years: hundredths(years + months / 12 + days / 365.25), text: parts.join('') };
}

const unit = {
  岁: 'y',
  周岁: 'y',
  年: 'y',
  y: 'y',
  月: 'm',
  月龄: 'm',
  个月: 'm',
  个月龄: 'm',
  m: 'm',
  周: 'w',
  周龄: 'w',
  w: 'w',
  天: 'd',
  天龄: 'd',
  日: 'd',
  日龄: 'd',
  d: 'd',
  时: 'h',
  小时: 'h',
  h: 'h',
  分: 'h',
  分钟: 'h',
} as const;
const parts = /(\d+(?:\.\d+)?)\s*(周岁|岁|年|个月龄|个月|月龄|月|周龄|周|天龄|天|日龄|日|小时|时|分钟|分|y|m|w|d|h)/g;
/** 1岁半, 半岁, 3个半月: six months, or fifteen days. */
const halves: readonly (readonly [written: RegExp, said: string])[] = [
  [/(\d)\s*(?:周岁|岁|年)半$/, '$1岁6月'],
  [/^半(?:周岁|岁|年)$/, '6月'],
  [/(\d)\s*个?(?:半月|月半)$/, '$1月15天'],
  [/^半个?月$/, '15天'],
];

/** The front page of the record writes age under one year as months and thirtieths: 15/30 月 = 15 天, 2 15/30 月 = 2月15天. */
const thirtieths = /^(\d{1,2}\s+)?(\d{1,2})\/30\s*(?:个?月)?$/;

/**
 * Reads 63, 63岁, 3岁2月, 2岁3个月, 15天, 15/30月, 20小时, Y63, 5月龄, 3日龄, 3周, 1岁半.
 * @param unitText unit of a bare number, from a column of its own; years where empty
 * @returns null where it is no age
 */
export function readAge(text: string, unitText = ''): Age | null {
  const compact = text.trim().toLowerCase();
  const plain = /^(\d{1,3})(?:岁|周岁)$/.exec(compact);
  if (plain) return ageOf(Number(plain[1]), 0, 0);
  const fraction = thirtieths.exec(compact);
  if (fraction) return ageOf(0, Number(fraction[1] ?? 0), Number(fraction[2]));
  const half = halves.find(([written]) => written.test(compact));
  if (half) return readAge(compact.replace(half[0], half[1]));
  const prefixed = /^([ymwd])(\d{1,3})$/.exec(compact);
  if (prefixed) return readAge(`${prefixed[2]}${prefixed[1]}`);
  if (/^\d{1,3}(\.\d+)?$/.test(compact)) return readAge(`${compact}${unitText.trim().toLowerCase() || '岁'}`);
  const sum = { y: 0, m: 0, w: 0, d: 0, h: 0 };
  const rest = compact.replace(parts, (_, count: string, name: keyof typeof unit) => {
    sum[unit[name]] += Math.floor(Number(count));
    return '';
  });
  if (rest.replace(/[零又\s]/g, '') !== '' || rest === compact) return null;
  // 0.5 is no day and no year, and nobody knows whether half a year is meant or five months.
  if (sum.y + sum.m + sum.w + sum.d + sum.h === 0 && /[1-9]/.test(compact)) return null;
  return ageOf(sum.y, sum.m, sum.w * 7 + sum.d);
}

/** Age on a civil date of somebody born on another; null where that is before the birth. */
export function ageOn(birthDate: string, date: string): Age | null {
  if (birthDate > date) return null;
  const [by = 0, bm = 0, bd = 0] = birthDate.split('-').map(Number);
  const [y = 0, m = 0, d = 0] = date.split('-').map(Number);
  const months = (y - by) * 12 + (m - bm) - (d < bd ? 1 : 0);
  if (months >= 12) return ageOf(Math.floor(months / 12), 0, 0);
  if (months >= 1) return ageOf(0, months, 0);
  return ageOf(0, 0, Math.round((Date.UTC(y, m - 1, d) - Date.UTC(by, bm - 1, bd)) / 86_400_000));
}
