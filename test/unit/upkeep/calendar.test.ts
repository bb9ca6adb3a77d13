/** Tests the work calendar: known and unknown years, the State Council's notice, machines in any time zone. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isInstant } from '../../../shared/base/rules/time.ts';
import {
  addWorkingDays,
  builtInCalendar,
  isArranged,
  isKnownYear,
  isWorkingDay,
  statutoryHolidays,
} from '../../../shared/base/rules/workingDays.ts';
import { arrangementLines, readArrangement } from '../../../shared/upkeep/rules/holidayNotice.ts';
import {
  calendarComplaint,
  dayKind,
  daysOf,
  holidaysOf,
  isOwn,
  missingYear,
  withArrangement,
  withDay,
} from '../../../shared/upkeep/rules/year.ts';
import { fc } from '../../helpers/properties.ts';

const notice2026 = `国务院办公厅关于2026年部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。`;

const notice2024 = `一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。`;

describe('a year', () => {
  it('is known where its arrangement is built in, not where 1 October happens to be a Sunday', () => {
    expect([2004, 2025, 2026].map((year) => isArranged(`${year}-05-01`))).toEqual([true, true, true]);
    expect([2027, 2028, 2033, 2003].map((year) => isArranged(`${year}-05-01`))).toEqual([false, false, false, false]);
    // 2028: 1 October is a Sunday; the law alone gives the 2nd and 3rd.
    expect(['2028-10-02', '2028-10-03', '2028-10-04'].map((date) => isWorkingDay(date))).toEqual([false, false, true]);
  });

  it('that nobody entered is missed from November on, and the current one always; once entered it is not', () => {
    expect(missingYear('2026-10-31', builtInCalendar)).toBeNull();
    expect(missingYear('2026-11-01', builtInCalendar)).toBe('2027');
    expect(missingYear('2027-03-01', builtInCalendar)).toBe('2027');
    const entered = readArrangement(
      notice2026
        .replaceAll('2026', '2027')
        .replace(/（周.）/g, '')
        .replace(/、周.）/g, '）'),
      '2027',
    );
    expect(entered.problems).toEqual([]);
    const calendar = withArrangement(entered, builtInCalendar);
    expect(isKnownYear('2027', calendar)).toBe(true);
    expect(missingYear('2026-11-01', calendar)).toBeNull();
  });

  it('has its holidays with their names, and the make-up days that belong to them', () => {
    expect(
      holidaysOf('2026', builtInCalendar).map(({ name, from, to, makeUpDays }) => [name, from.slice(5), to.slice(5), makeUpDays.length]),
    ).toEqual([
      ['元旦', '01-01', '01-03', 1],
      ['春节', '02-15', '02-23', 2],
      ['清明节', '04-04', '04-06', 0],
      ['劳动节', '05-01', '05-05', 1],
      ['端午节', '06-19', '06-21', 0],
      ['中秋节', '09-25', '09-27', 1],
      ['国庆节', '10-01', '10-07', 1],
    ]);
  });
});

describe('the notice of the State Council', () => {
  it.each([
    ['2026', notice2026],
    ['2024', notice2024],
  ])('of %s says what is built in', (year, text) => {
    const read = readArrangement(text, year);
    expect(read.problems).toEqual([]);
    expect(read.year ?? year).toBe(year);
    const days = daysOf(year);
    expect(read.makeUpDays).toEqual(days.filter((date) => dayKind(date, builtInCalendar) === 'make_up'));
    // A weekend that a holiday runs into is free with or without the notice.
    const free = days.filter((date) => !isWorkingDay(date, { holidays: [...read.holidays], makeUpDays: [...read.makeUpDays] }));
    expect(free).toEqual(days.filter((date) => !isWorkingDay(date)));
  });

  it('over the turn of the year begins in the year before', () => {
    const text = '国务院办公厅关于2028年部分节假日安排的通知 一、元旦：2027年12月31日至2028年1月2日放假，共3天。';
    expect(readArrangement(text, '2026')).toMatchObject({ year: '2028', holidays: ['2027-12-31', '2028-01-01', '2028-01-02'] });
    expect(readArrangement('一、元旦：12月31日至1月2日放假调休', '2028').holidays).toEqual(['2027-12-31', '2028-01-01', '2028-01-02']);
  });

  it('of another year than it is taken for, or with days that do not exist, is not used', () => {
    expect(readArrangement('一、元旦：1月1日（周四）放假', '2027').problems).toEqual(['2027-01-01 是周五，原文写的是周四，请核对年份']);
    expect(readArrangement('2月30日放假', '2027').problems).toEqual(expect.arrayContaining([expect.stringContaining('没有 2027-02-30')]));
    expect(readArrangement('今天天气很好', '2027').problems).toEqual([expect.stringContaining('没有读出放假的日期')]);
  });

  it('any calendar written out as lines reads back the same', () => {
    const day = fc.integer({ min: 0, max: 364 }).map((at) => daysOf('2027')[at] ?? '');
    fc.assert(
      fc.property(fc.uniqueArray(day, { maxLength: 40 }), (toggled) => {
        const calendar = toggled.reduce((all, date) => withDay(date, !isWorkingDay(date, all), all), builtInCalendar);
        const again = withArrangement(readArrangement(arrangementLines(daysOf('2027'), calendar), '2027'), builtInCalendar);
        const days = daysOf('2027');
        expect(days.map((date) => isWorkingDay(date, again))).toEqual(days.map((date) => isWorkingDay(date, calendar)));
      }),
      { numRuns: 40 },
    );
  });
});

describe('a day', () => {
  it('made working or free is the hospital’s own; made again what it was, nothing is left of it', () => {
    const worked = withDay('2026-11-28', true, builtInCalendar);
    expect(worked).toEqual({ holidays: [], makeUpDays: ['2026-11-28'] });
    expect([dayKind('2026-11-28', worked), isOwn('2026-11-28', worked)]).toEqual(['make_up', true]);
    expect(withDay('2026-11-28', false, worked)).toEqual(builtInCalendar);
    const free = withDay('2026-10-10', false, builtInCalendar);
    expect([dayKind('2026-10-10', free), isOwn('2026-10-10', free)]).toEqual(['holiday', true]);
  });

  it('after day off without end is a mistake in the lists', () => {
    expect(calendarComplaint({ holidays: daysOf('2027'), makeUpDays: [] })).toContain('连续放假超过 31 天');
    expect(calendarComplaint({ holidays: daysOf('2027').slice(0, 9), makeUpDays: [] })).toBeNull();
    expect(calendarComplaint({ holidays: ['2027-02-06'], makeUpDays: ['2027-02-06'] })).toContain('不能既是');
  });

  it('is no day where the calendar has none', () => {
    expect(isInstant('2026-02-31T00:00:00.000Z')).toBe(false);
    expect(isInstant('2026-02-28T23:59:59.999Z')).toBe(true);
  });
});

const everyDay = `
import { isWorkingDay, addWorkingDays } from ${JSON.stringify(fileURLToPath(new URL('../../../shared/base/rules/workingDays.ts', import.meta.url)))};
import { daysOf } from ${JSON.stringify(fileURLToPath(new URL('../../../shared/upkeep/rules/year.ts', import.meta.url)))};
let text = '';
for (let year = 2004; year <= 2060; year += 1) for (const date of daysOf(String(year))) text += isWorkingDay(date) ? '1' : '0';
process.stdout.write(text + addWorkingDays('2026-09-30T06:10:00.000Z', 5));`;

it('working days are the same on a machine in any zone', () => {
  const zones = ['Asia/Shanghai', 'UTC', 'America/Los_Angeles', 'America/Sao_Paulo', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'];
  const told = zones.map(
    (TZ) =>
      spawnSync(process.execPath, ['--input-type=module-typescript', '-e', everyDay], { env: { ...process.env, TZ }, encoding: 'utf8' })
        .stdout,
  );
  expect(new Set(told).size).toBe(1);
  expect(told[0]).toContain(addWorkingDays('2026-09-30T06:10:00.000Z', 5));
  expect([...statutoryHolidays('2027')].filter(([, name]) => name === '清明节')).toEqual([['2027-04-05', '清明节']]);
});

describe('a break that cannot be one', () => {
  it.each([
    ['ends before it begins', '四、劳动节：5月5日（周二）至5月1日（周五）放假调休，共5天。'],
    ['lasts for months', '四、劳动节：5月1日（周五）至8月5日（周三）放假调休，共97天。'],
  ])('%s: the notice is questioned and no day of it taken', (_, line) => {
    const read = readArrangement(notice2026.replace(/四、.*/, line), '2026');
    expect(read.problems.join('\n')).toContain('不像一次放假');
    expect(read.problems.join('\n')).toContain('2026-05-01');
    expect(read.holidays.filter((date) => date.startsWith('2026-05'))).toEqual([]);
  });
});
