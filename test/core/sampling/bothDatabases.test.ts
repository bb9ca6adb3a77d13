/** Tests that an order gives the same draw on both databases, wherever the rows lie. */
import { describe, expect, it } from 'vitest';
import type { SamplePlanInput } from '../../../shared/sampling/contract/sampling.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { addStays, plainStays, type Stay } from './seed.ts';

const october: SamplePlanInput = { month: '2026-10', size: 30 };

describe('one draw on two databases', () => {
  it('gives the same list, hash and strata on SQLite and on PostgreSQL, whatever their ids', async () => {
    const results = [];
    for (const kind of ['sqlite', 'postgres'] as const) {
      const workstation = await openWorkstation(kind);
      const staff = await withStaff(workstation);
      const { cardiology, orthopedics, obstetrics } = staff.departments;
      const stays = [...plainStays(cardiology, 'a', 50), ...plainStays(orthopedics, 'B', 40), ...plainStays(obstetrics, 'ｃ', 7)];
      await addStays(workstation, kind === 'sqlite' ? stays : stays.toReversed());
      const { sampled, frameHash, strata } = await workstation.as(staff.users.supervisor).sampling.draw({ plan: october, seed: '种子 7' });
      results.push({ sampled, frameHash, strata });
      await workstation.close();
    }
    expect(results[1]).toEqual(results[0]);
  });

  it('gives the same list wherever the month’s records lie: together, among other months’, or on PostgreSQL', async () => {
    const ways = [
      { kind: 'sqlite', scattered: false },
      { kind: 'sqlite', scattered: true },
      { kind: 'postgres', scattered: false },
    ] as const;
    const plan: SamplePlanInput = {
      month: '2026-10',
      size: 40,
      stratifyBy: 'ward',
      minAge: 30,
      customRules: [{ field: 'payment', operator: 'equals', value: '自费' }],
    };
    const results = [];
    for (const { kind, scattered } of ways) {
      const workstation = await openWorkstation(kind);
      const staff = await withStaff(workstation);
      // More than are read at once, in no order of their keys; 𠮷 stands before ｃ by code units and after it by bytes.
      const stays: Stay[] = Array.from({ length: 5_000 }, (_, at) => ({
        inpatient_number: `${['A', 'ｃ', '𠮷'][at % 3]}${(at * 7_919) % 10_007}`,
        department_id: at % 2 === 0 ? staff.departments.cardiology : staff.departments.orthopedics,
        ward: `${at % 5}病区`,
        age_years: 20 + (at % 60),
        payment: at % 11 === 0 ? '自费' : '医保',
        patient_id: `p${at % 4_900}`,
        discharge_date: `2026-10-${String(1 + (at % 31)).padStart(2, '0')}`,
        outcome: at % 50 === 0 ? 'died' : null,
      }));
      const others = plainStays(staff.departments.cardiology, 'S', 3).map((stay) => ({ ...stay, discharge_date: '2026-09-03' }));
      const all = scattered
        ? stays.flatMap((stay, at) => [stay, ...others.map((other) => ({ ...other, inpatient_number: `${other.inpatient_number}-${at}` }))])
        : stays;
      await addStays(workstation, all);
      const supervisor = workstation.as(staff.users.supervisor);
      const { sampled, frame, frameHash, strata } = await supervisor.sampling.draw({ plan, seed: '20261110' });
      results.push({ sampled, frame, frameHash, strata });
      expect(await supervisor.sampling.verify({ month: '2026-10' })).toMatchObject({ ok: true });
      await workstation.close();
    }
    expect(
      results[0]?.frame.excluded.every(({ reason, count }) => count > 0 === ['died', 'later_stay', 'age', 'custom'].includes(reason)),
    ).toBe(true);
    expect(results.slice(1)).toEqual([results[0], results[0]]);
  });
});
