/** A month in which two questionnaires were asked, as the reader of its report sees it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addInterviews, allSatisfied, publishedQuestionnaire } from '../../helpers/interviews.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';
const stage = new Stage(now);

beforeAll(async () => {
  const workstation = await openWorkstation('sqlite', now, stage.dataDir);
  const { users, departments } = await withStaff(workstation);
  const usual = await workstation.transaction(async ({ db }) => {
    const published = await publishedQuestionnaire(db);
    const other = { id: 'other', code: 'day-surgery', title: '日间手术满意度', version: 1, state: 'retired', published_at: null } as const;
    await db
      .insertInto('questionnaire_version')
      .values({ ...other, content: JSON.stringify(published.content) })
      .execute();
    return published;
  });
  const asked = (versionId: string, times: number) => ({
    month: '2026-10',
    departmentId: departments.cardiology,
    nurseId: users.nurse.id,
    answers: allSatisfied(usual.content),
    versionId,
    times,
  });
  await addInterviews(workstation, [asked(usual.id, 40), asked('other', 8)]);
  await workstation.close();
  await stage.startHost();
  await stage.openBrowser();
  await stage.signIn('supervisor');
});
afterAll(() => stage.close());

it('the headline and the month’s line say which questionnaires they add', async () => {
  await stage.room('满意度报表');
  const note = stage.page.getByRole('note').filter({ hasText: '种问卷' });
  await expect.poll(() => note.innerText()).toContain('合并了 2 种问卷：出院患者满意度电话回访 40 例、日间手术满意度 8 例。');
  await stage.look('85-mixed-questionnaires');
  await stage.page.getByRole('tab', { name: '逐月' }).click();
  const october = stage.page.getByRole('row', { name: /2026-10|10月/ });
  await expect.poll(() => october.innerText()).toContain('合并 2 种问卷');
  await stage.look('86-mixed-questionnaires-series');
});
