/** Tests the bounds of numeric settings: refused by name, read within bounds, harmless at the bounds. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeSetting } from '../../../electron/core/base/settings.ts';
import { recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import { type NumberSetting, numberSettings } from '../../../shared/base/contract/numberSettings.ts';
import { type Settings, settings as settingsSchema } from '../../../shared/base/contract/settings.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { seedInterview } from '../feedback/seed.ts';

const names = Object.keys(numberSettings) as NumberSetting[];

/** These settings with some numbers changed; a dot leads into an object. */
function withNumbers(before: Settings, numbers: Partial<Record<NumberSetting, number>>): Settings {
  const changed = structuredClone(before) as unknown as Record<string, unknown>;
  for (const [name, value] of Object.entries(numbers)) {
    const [outer = '', inner] = name.split('.');
    if (inner === undefined) changed[outer] = value;
    else changed[outer] = { ...(changed[outer] as object), [inner]: value };
  }
  return changed as unknown as Settings;
}

const codeOf = (error: unknown) => (error as { code?: string }).code;

onBothDatabases('a number of the settings', (kind) => {
  const house = new House(kind);
  const stored = (numbers: Partial<Record<NumberSetting, number>>) =>
    house.workstation.transaction(({ db }) => writeSetting(db, 'settings', JSON.stringify(withNumbers(settingsSchema.parse({}), numbers))));

  /** A patient to call and a case that the nurse sees. */
  async function work() {
    const { workstation, staff } = house;
    const [patient] = await samplePatients(workstation, staff, [{}]);
    const seeded = await workstation.transaction((ctx) => seedInterview(ctx, staff.departments.cardiology, staff.users.nurse.id));
    await workstation.transaction((ctx) =>
      recordFeedback(ctx, [
        {
          ...seeded,
          kind: 'opinion',
          itemCode: null,
          aspect: 'process',
          departmentId: staff.departments.cardiology,
          severity: 'general',
          text: '等得太久',
          staffName: '',
          registeredAt: '2026-11-10T02:00:00.000Z',
          registeredBy: staff.users.nurse.id,
          steps: [{ action: 'dispatch', at: '2026-11-10T02:00:00.000Z', by: staff.users.nurse.id }],
        },
      ]),
    );
    return { followUpId: patient?.followUpId ?? '' };
  }
  /** What a nurse asks for all day; what it was refused with. */
  async function day(followUp: { followUpId: string }): Promise<(string | undefined)[]> {
    const { worklist, calls, feedback } = house.as('nurse');
    const asked = [
      () => worklist.workList({}),
      () => calls.dayLine({}),
      () => calls.take(followUp),
      () => calls.brief(followUp),
      () => feedback.list({ filter: 'open' }),
    ];
    const codes: (string | undefined)[] = [];
    for (const ask of asked) codes.push(await ask().then(() => undefined, codeOf));
    return codes.filter((code) => code !== undefined);
  }

  it.each([
    ['firstContactByDays', 999_999_999, '出院后最迟'],
    ['limits.general', 30_000, '整改时限（一般）'],
    ['holdMinutes', 99_999_999, '占用超时'],
    ['idleMinutes', 1e6, '无操作锁屏'],
  ] as const)('%s of %d is refused by its name', async (name, value, label) => {
    const before = await house.supervisor.upkeep.settings({});
    await expect(house.supervisor.upkeep.saveSettings(withNumbers(before, { [name]: value }))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining(`“${label}”应在`),
    });
  });

  it('is refused beyond either bound, every one of them', async () => {
    const before = await house.supervisor.upkeep.settings({});
    for (const name of names)
      for (const value of [numberSettings[name].min - 1, numberSettings[name].max + 1])
        await expect(house.supervisor.upkeep.saveSettings(withNumbers(before, { [name]: value }))).rejects.toMatchObject({
          code: 'BAD_INPUT',
          message: expect.stringContaining(numberSettings[name].label),
        });
  });

  it('that an older version stored beyond its bounds is read within them, and nobody’s day breaks', async () => {
    const patient = await work();
    await stored({ firstContactByDays: 999_999_999, holdMinutes: 99_999_999, 'limits.general': 30_000, idleMinutes: 0 });
    expect(await house.as('nurse').upkeep.settings({})).toMatchObject({
      firstContactByDays: 365,
      holdMinutes: 1_440,
      limits: { urgent: 1, general: 250, several: 10 },
      idleMinutes: 1,
    });
    expect(await day(patient)).toEqual([]);
  });

  it('at its least or most, in any combination, breaks nobody’s day', async () => {
    const patient = await work();
    const extremes = fc.record(
      Object.fromEntries(names.map((name) => [name, fc.constantFrom(numberSettings[name].min, numberSettings[name].max)])),
    );
    await fc.assert(
      fc.asyncProperty(extremes, async (numbers: Partial<Record<NumberSetting, number>>) => {
        const before = await house.supervisor.upkeep.settings({});
        const next = withNumbers(before, numbers);
        const saved = await house.supervisor.upkeep.saveSettings(next).then(() => undefined, codeOf);
        expect(saved).toBe(next.firstContactFromDays > next.firstContactByDays ? 'BAD_INPUT' : undefined);
        expect(await day(patient)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
