/** Tests the exclusions from the frame and their order. */
import { describe, expect, it } from 'vitest';
import { isSensitiveDiagnosis } from '../../../shared/base/rules/sensitive.ts';
import { samplePlan } from '../../../shared/sampling/contract/sampling.ts';
import { drawSample } from '../../../shared/sampling/rules/draw.ts';
import { exclusionTest, type FrameKnowledge, type StayFacts } from '../../../shared/sampling/rules/exclusion.ts';
import { fc } from '../../helpers/properties.ts';

const conditions = [
  { icd10: 'I10.x00', diagnosis: '高血压病' },
  { icd10: 'B24.x01', diagnosis: '艾滋病' },
  { icd10: '', diagnosis: '梅毒' },
  { icd10: 'C34.900', diagnosis: '肺恶性肿瘤' },
];
const departments = ['心血管内科', '骨科', '精神科'];

const stay = fc.record({
  patientId: fc.integer({ min: 0, max: 60 }).map(String),
  day: fc.integer({ min: 1, max: 31 }),
  departmentId: fc.constantFrom(...departments),
  outcome: fc.constantFrom('cured', 'died', null),
  dischargeMode: fc.constantFrom('1', '5', null),
  perhapsDied: fc.boolean(),
  dialable: fc.boolean(),
  ageYears: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
  condition: fc.constantFrom(...conditions),
  payment: fc.constantFrom('自费', '职工医保', ''),
});

interface Person extends StayFacts {
  readonly diagnosis: string;
}

const stays = fc.array(stay, { minLength: 1, maxLength: 120 }).map((all) =>
  all.map(
    ({ day, payment, condition: { icd10, diagnosis }, ...facts }, at): Person => ({
      ...facts,
      key: `ZY${at}|2026-10-${String(day).padStart(2, '0')}`,
      dischargeDate: `2026-10-${String(day).padStart(2, '0')}`,
      custom: { payment },
      diagnosis,
      sensitive: facts.departmentId === '精神科' || isSensitiveDiagnosis(icd10, diagnosis),
      superseded: all.some((other, later) => other.patientId === facts.patientId && later > at),
    }),
  ),
);

const plans = fc
  .record({
    size: fc.integer({ min: 1, max: 60 }),
    method: fc.constantFrom('simple', 'stratified', 'census'),
    departmentIds: fc.subarray(departments),
    minAge: fc.option(fc.integer({ min: 0, max: 60 })),
    includeSensitive: fc.boolean(),
    customRules: fc.constantFrom([], [{ field: 'payment', operator: 'equals', value: '自费' }]),
  })
  .map((plan) => samplePlan.parse({ ...plan, month: '2026-10', minimum: 0 }));

const known = (all: readonly Person[]): FrameKnowledge => ({
  doNotCall: new Set(['1', '2']),
  silenced: new Set(),
  interviews: new Map([['3', [{ key: 'other', date: '2026-10-01' }]]]),
  alreadyDrawn: new Set(all.slice(0, 3).map(({ key }) => key)),
});

describe('the frame and the draw together', () => {
  it('never draw, nor keep in reserve, one whom a rule leaves out', () => {
    fc.assert(
      fc.property(stays, plans, fc.string({ minLength: 1 }), (all, plan, seed) => {
        const knowledge = known(all);
        const reasonOf = exclusionTest(plan, knowledge);
        const strata = Map.groupBy(
          all.filter((one) => reasonOf(one) === null),
          (one) => one.departmentId,
        );
        const result = drawSample(new Map([...strata].map(([name, members]) => [name, members.map(({ key }) => key)])), plan, seed);
        if ('refused' in result) throw new Error(result.refused);
        const byKey = new Map(all.map((one) => [one.key, one]));
        for (const { key, stratum } of result.chosen) {
          const one = byKey.get(key);
          expect(one?.departmentId).toBe(stratum);
          expect(one?.outcome).not.toBe('died');
          expect(one?.dischargeMode).not.toBe('5');
          expect(one?.perhapsDied).toBe(false);
          expect(one?.dialable).toBe(true);
          expect(['1', '2', '3']).not.toContain(one?.patientId);
          expect(one?.superseded || knowledge.alreadyDrawn.has(key)).toBe(false);
          if (plan.departmentIds.length > 0) expect(plan.departmentIds).toContain(stratum);
          if (plan.minAge !== null) expect(one?.ageYears ?? -1).toBeGreaterThanOrEqual(plan.minAge);
          if (plan.customRules.length > 0) expect(one?.custom.payment).not.toBe('自费');
          if (!plan.includeSensitive) expect([stratum, one?.diagnosis].join()).not.toMatch(/精神科|艾滋|梅毒/);
        }
      }),
    );
  });
});
