import { expect, it } from 'vitest';
import { type Gate, type Identity, isTakenBack, unkeptOf } from '../../../shared/interviews/rules/disclosure.ts';

const patient: Identity = { answerer: 'patient', relation: '' };
const son: Identity = { answerer: 'relative', relation: '儿子' };
const daughter: Identity = { answerer: 'relative', relation: '女儿' };
const stranger: Identity = { answerer: 'other', relation: '邻居' };
const gate = (who: Identity, consent: Gate['consent']): Gate => ({ ...who, consent });

it('what may not be kept goes by who said no last; whoever only took the phone takes nothing back', () => {
  expect(unkeptOf(gate(patient, false), 'began')).toEqual({ since: '' });
  expect(unkeptOf(gate(son, false), 'began')).toEqual({ of: son });
  expect(unkeptOf(gate(stranger, false), 'began')).toEqual({ since: 'began' });
  for (const who of [patient, son, stranger]) expect(unkeptOf(gate(who, null), 'began')).toBeNull();
  for (const who of [patient, son]) expect(unkeptOf(gate(who, true), 'began')).toBeNull();
});

it('a refusal before the phone was handed on takes back everybody’s answers where it was the patient’s, else the own', () => {
  for (const giver of [patient, son, daughter]) {
    expect(isTakenBack(giver, gate(patient, false))).toBe(true);
    expect(isTakenBack(giver, gate(son, false))).toBe(giver === son);
    expect(isTakenBack(giver, gate(stranger, false))).toBe(false);
    expect(isTakenBack(giver, gate(patient, true))).toBe(false);
  }
});
