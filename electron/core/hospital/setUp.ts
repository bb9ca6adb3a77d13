/** First start: creates the hospital, its first admin, its non-clinical departments and the shipped questionnaire. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { addDepartment, departmentIdsByName, departmentKey, hashPassword, hospitalName, insertUser } from '../accounts/index.ts';
import type { Context, LongContext } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import { claimSetting } from '../base/settings.ts';
import { publishFirst } from '../questionnaires/index.ts';

/** Departments every hospital has to answer for besides the clinical ones, which come with the first import. */
const supporting = [
  ['检验科', 'medtech'],
  ['放射科', 'medtech'],
  ['超声科', 'medtech'],
  ['药剂科', 'medtech'],
  ['医务部', 'admin'],
  ['护理部', 'admin'],
  ['医保办', 'admin'],
  ['财务科', 'admin'],
  ['后勤保障科', 'logistics'],
  ['膳食科', 'logistics'],
] as const;

/**
 * @param questionnaire its first; the shipped one where none is given
 * @throws Refusal ALREADY_SET_UP
 */
export async function foundHospital(tx: Context, name: string, questionnaire?: QuestionnaireContent): Promise<void> {
  if (!(await claimSetting(tx.db, 'hospital', name))) throw new Refusal('ALREADY_SET_UP');
  // An import by the command line may have come before and made some of them.
  const known = await departmentIdsByName(tx.db);
  for (const [department, kind] of supporting) if (!known.has(departmentKey(department))) await addDepartment(tx, department, kind);
  await publishFirst(tx, questionnaire);
  tx.audit('accounts.setUp', name);
}

export async function setUp(ctx: LongContext, input: Input<'hospital', 'setUp'>): Promise<Output<'hospital', 'setUp'>> {
  if (await ctx.transaction(({ db }) => hospitalName(db))) throw new Refusal('ALREADY_SET_UP');
  const hash = await hashPassword(input.password, input);
  await ctx.transaction(async (tx) => {
    await foundHospital(tx, input.hospital);
    await insertUser(tx, { name: input.name, login: input.login, role: 'admin', departmentId: null }, hash);
  });
  return { ok: true };
}
