/** Tests the numbers that are dialled. */
import { describe, expect, it } from 'vitest';
import { type DiallingPlan, diallingPlan } from '../../../shared/base/contract/settings.ts';
import { paperTimesComplaint } from '../../../shared/paper/rules/paper.ts';
import {
  dialledNumber,
  diallingComplaint,
  diallingLink,
  isDialled,
  isDiallingLink,
  programArguments,
} from '../../../shared/worklist/rules/dialling.ts';
import { fc } from '../../helpers/properties.ts';

const plan = (change: Partial<DiallingPlan> = {}): DiallingPlan => ({ ...diallingPlan.parse({}), ...change });

describe('a number as it is dialled', () => {
  it.each([
    ['13800138000', {}, '13800138000'],
    ['13800138000', { outsideLine: '9' }, '913800138000'],
    ['13800138000', { outsideLine: '9', localMobiles: ['1380013'] }, '913800138000'],
    ['13900138000', { outsideLine: '9', localMobiles: ['1380013'] }, '9013900138000'],
    ['057188005501', { areaCode: '0571' }, '88005501'],
    ['01088005501', { areaCode: '0571', outsideLine: '9' }, '901088005501'],
    ['88005501', { areaCode: '0571', outsideLine: '9' }, '988005501'],
    ['057188005501', { localMobiles: ['1380013'] }, '057188005501'],
  ])('%s with %o is %s', (number, change, dialled) => {
    expect(dialledNumber(number, plan(change))).toBe(dialled);
  });

  it('is nothing but digits, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^\d{0,3}$/), (text, outsideLine) => {
        expect(dialledNumber(text, plan({ outsideLine }))).toMatch(/^\d*$/);
      }),
    );
  });

  it('fills a link and the arguments of a program, each as one argument', () => {
    expect(diallingLink('13800138000', plan({ link: 'sip:{number}@10.0.0.5', outsideLine: '9' }))).toBe('sip:913800138000@10.0.0.5');
    expect(programArguments('913800138000', { arguments: ['--dial', 'n={number};x', '&calc'] })).toEqual([
      '--dial',
      'n=913800138000;x',
      '&calc',
    ]);
  });

  it.each(['', '12', '138 0013', '138;calc', '-138', '１３８', `1${'0'.repeat(24)}`])('“%s” is none', (text) => {
    expect(isDialled(text)).toBe(false);
  });
});

describe('how numbers are dialled', () => {
  it.each([
    [{ by: 'link', link: 'tel:{number}' }],
    [{ by: 'link', link: 'sip:{number}@10.0.0.5:5060' }],
    [{ by: 'link', link: 'sip:{number}@pbx.hospital.lan' }],
    [{ by: 'program', program: 'C:\\Softphone\\dial.exe', arguments: ['/call', '{number}'] }],
    [{ by: 'program', program: '/usr/bin/linphone', arguments: ['{number}'] }],
    [{ by: 'none', link: '' }],
  ] as const)('may be %o', (change) => {
    expect(diallingComplaint(plan(change as Partial<DiallingPlan>))).toBeNull();
  });

  it.each([
    [{ by: 'link', link: 'tel:13800000000' }, '{number}'],
    [{ by: 'link', link: 'https://evil.example/{number}' }, '只能是 tel: 或 sip:'],
    [{ by: 'link', link: 'javascript:alert({number})' }, '只能是 tel: 或 sip:'],
    [{ by: 'link', link: 'tel:{number}&calc' }, '只能是 tel: 或 sip:'],
    [{ by: 'link', link: 'sip:{number}@host/../x' }, '只能是 tel: 或 sip:'],
    [{ by: 'program', program: 'dial.exe', arguments: ['{number}'] }, '完整路径'],
    [{ by: 'program', program: 'C:\\x\\dial.bat', arguments: ['{number}'] }, '不能是批处理'],
    [{ by: 'program', program: '/usr/bin/x', arguments: ['-h'] }, '{number}'],
    [{ outsideLine: '9,' }, '外线前缀'],
    [{ areaCode: '571' }, '本地区号'],
    [{ localMobiles: ['2380'] }, '号段'],
  ] as const)('may not be %o', (change, words) => {
    expect(diallingComplaint(plan(change as unknown as Partial<DiallingPlan>))).toContain(words);
  });

  it('never makes a link beyond tel: and sip:, whatever the template', () => {
    fc.assert(
      fc.property(fc.string(), (link) => {
        if (diallingComplaint(plan({ by: 'link', link })) === null)
          expect(isDiallingLink(diallingLink('13900139000', plan({ by: 'link', link })))).toBe(true);
      }),
    );
  });
});

describe('times on paper', () => {
  const at = (time: string) => `2026-11-10T${time}:00.000Z`;
  const bounds = { since: '2026-11-10T01:00:42.000Z', now: '2026-11-10T08:00:00.000Z' };

  it('are known to the minute: the minute of printing is late enough, this minute not too late', () => {
    expect(paperTimesComplaint([{ startedAt: at('01:00'), endedAt: at('08:00') }], bounds)).toBeNull();
  });

  it('that follow one another from the print to now are all right, and any one moved out is not', () => {
    const minute = fc.integer({ min: 60, max: 480 });
    fc.assert(
      fc.property(fc.array(minute, { minLength: 2, maxLength: 10 }), (minutes) => {
        const times = minutes
          .toSorted((a, b) => a - b)
          .map((one) => at(`${String(Math.floor(one / 60)).padStart(2, '0')}:${String(one % 60).padStart(2, '0')}`));
        const calls = times.slice(0, times.length - (times.length % 2)).flatMap((startedAt, index) => {
          const endedAt = times[index + 1];
          return index % 2 === 0 && endedAt ? [{ startedAt, endedAt }] : [];
        });
        expect(paperTimesComplaint(calls, bounds)).toBeNull();
        expect(paperTimesComplaint([...calls, { startedAt: at('00:59'), endedAt: at('00:59') }], bounds)).not.toBeNull();
        expect(paperTimesComplaint([...calls, { startedAt: at('08:00'), endedAt: at('08:01') }], bounds)).not.toBeNull();
      }),
    );
  });
});

describe('the bounds of a dialling plan', () => {
  it.each(['010', '0571', ''])('the area code %s is one', (areaCode) => {
    expect(diallingComplaint(plan({ areaCode }))).toBeNull();
  });

  it.each(['01', '05712', '571', '0a1', 'x010', '010x'])('the area code %s is none', (areaCode) => {
    expect(diallingComplaint(plan({ areaCode }))).toContain('本地区号');
  });

  it.each(['138', '1380013'])('%s begins local mobile numbers', (beginning) => {
    expect(diallingComplaint(plan({ localMobiles: [beginning] }))).toBeNull();
  });

  it.each(['13', '13800138', '238', '1ab', 'x138', '138x'])('%s begins none', (beginning) => {
    expect(diallingComplaint(plan({ localMobiles: ['138', beginning] }))).toContain('本地手机号段');
  });
});
