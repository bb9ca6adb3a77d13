/** Quality control through the screens: drawn, reviewed, corrected, sent back to the nurse; workload; a broken trend line. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFile } from '../../../electron/core/base/db/open.ts';
import { finish, questionnaire } from '../../core/quality/seed.ts';
import { addInterviews, allSatisfied } from '../../helpers/interviews.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { Stage } from '../stage.ts';

/** A month with two nurses' interviews, and months before it, the earliest with another questionnaire; the stay of one interview. */
async function fillHospital(folder: string): Promise<string> {
  const workstation = await openWorkstation('sqlite', '2026-11-11T01:00:00.000Z');
  const staff = await withStaff(workstation);
  const { nurse, nurse2 } = staff.users;
  await finish(workstation, staff, nurse, { count: 14, talkSeconds: 420 });
  await finish(workstation, staff, nurse, {
    count: 6,
    talkSeconds: 95,
    objectTo: ['attitude_nurse'],
    opinion: '换药时护士说话很冲，等了二十分钟',
  });
  const [interviewId = ''] = await finish(workstation, staff, nurse2, { count: 30, talkSeconds: 530 });
  const content = await questionnaire(workstation);
  await workstation.transaction(async ({ db }) => {
    const { code, title } = content;
    const items = content.items.filter((item) => item.code !== 'process_call');
    await db
      .insertInto('questionnaire_version')
      .values({
        id: 'earlier',
        code,
        title,
        version: 0,
        state: 'retired',
        content: JSON.stringify({ ...content, items }),
        published_at: null,
      })
      .execute();
  });
  const answers = allSatisfied(content);
  const worse = allSatisfied(content, { quality_effect: 'dissatisfied' });
  const given = { departmentId: staff.departments.orthopedics, nurseId: nurse.id };
  for (const [month, bad] of [
    ['2026-07', 6],
    ['2026-08', 5],
    ['2026-09', 7],
  ] as const)
    await addInterviews(workstation, [
      { ...given, month, answers, times: 50, versionId: 'earlier' },
      { ...given, month, answers: worse, times: bad, versionId: 'earlier' },
    ]);
  await addInterviews(workstation, [
    { ...given, month: '2026-10', answers, times: 52 },
    { ...given, month: '2026-10', answers: worse, times: 4 },
  ]);
  mkdirSync(folder, { recursive: true });
  const { store } = workstation.parts;
  await store.copyTo?.(join(folder, databaseFile));
  const { dischargeId } = await workstation.as(staff.users.supervisor).quality.finishedInterview({ interviewId });
  await workstation.close();
  return dischargeId;
}

describe('quality control in the browser', () => {
  const stage = new Stage('2026-11-11T02:00:00.000Z');
  let dischargeId = '';
  beforeAll(async () => {
    dischargeId = await fillHospital(stage.dataDir);
    await stage.startHost();
    await stage.openBrowser();
  });
  afterAll(() => stage.close());

  const rows = () => stage.page.locator('.side-row');
  const rail = () => stage.page.getByRole('navigation', { name: '导航' });

  it('the supervisor finds a tenth of each nurse’s interviews drawn, and decides by key', async () => {
    await stage.signIn('supervisor');
    await stage.room('质控复核');
    await stage.page.getByTestId('decide').waitFor();
    await expect.poll(() => rows().count()).toBe(5);
    const table = stage.page.getByRole('table', { name: '各回访员复核率' });
    await expect
      .poll(() => table.getByRole('row').allInnerTexts())
      .toEqual([expect.stringContaining('复核率'), expect.stringMatching(/王静\s+0 \/ 2/), expect.stringMatching(/赵敏\s+0 \/ 3/)]);
    await stage.look('quality-01-list');
    await stage.press('1');
    await stage.page.getByText('复核完成：同意').waitFor();
    await stage.page.locator('.side-chips').getByText('待复核 4').waitFor();
  });

  it('an answer is corrected with its reason; an objection that appears asks for the patient’s words', async () => {
    await stage.page.getByTestId('decide').waitFor();
    await stage.press('2');
    const dialog = stage.page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: '治疗效果' }).click();
    await stage.page.locator('.ant-select-dropdown:visible').getByText('不满意', { exact: true }).click();
    await dialog.getByLabel('更正原因').fill('录音里患者说的是不满意');
    await expect.poll(() => dialog.getByRole('button', { name: '保存更正' }).isDisabled()).toBe(true);
    await dialog.getByLabel('治疗效果的意见原话').fill('出院三天了还是疼，没人告诉我怎么办');
    await stage.look('quality-02-correction');
    await stage.press('Control+Enter');
    await stage.page.getByLabel('更正记录').waitFor();
    await stage.look('quality-03-corrected');
  });

  it('it is sent back with a note, which the nurse finds with a count in her rail, explains and returns', async () => {
    await stage.press('3');
    await stage.page.getByText('请先写明退回的原因').waitFor();
    await stage.write('请补充疼痛的部位和开始的时间');
    await stage.press('Control+Enter');
    await stage.page.getByText('已退回回访员').waitFor();
    await stage.page.locator('.side-chips').getByText('已退回 1').click();
    await stage.page.getByText('没有等待复核的访谈').waitFor({ state: 'detached' });
    await stage.page.locator('.side-row .mark', { hasText: '已退回' }).waitFor();
    const nurse = (await rows().first().innerText()).includes('王静') ? 'nurse' : 'nurse2';
    await stage.signIn(nurse);
    await rail().getByRole('link', { name: '质控复核 1' }).click();
    await stage.page.getByText('请补充疼痛的部位和开始的时间').first().waitFor();
    await stage.look('quality-04-sent-back');
    await stage.page.getByLabel('说明').fill('患者说是右膝，从11月8日开始');
    await stage.press('Control+Enter');
    await stage.page.getByText('已返回随访办').waitFor();
  });

  it('a nurse sees her own workload, the supervisor everybody’s', async () => {
    await stage.room('工作量');
    await stage.page.locator('.work-table').getByRole('row').nth(1).waitFor();
    await stage.page.getByText('同事不足两人').waitFor();
    await stage.look('quality-05-own-work');
    await stage.signIn('supervisor');
    await rail()
      .getByRole('link', { name: /质控复核 4/ })
      .waitFor();
    await stage.room('工作量');
    await stage.page.locator('.work-table').getByText('全部合计').waitFor();
    await stage.page.locator('.work-table').getByText('王静').click();
    await stage.page.getByText('建议优先听取或复核').waitFor();
    await stage.look('quality-06-work');
  });

  it('an interview is corrected from the story of its discharge, which then tells what was corrected and why', async () => {
    await stage.page.goto(`${stage.host.url}#/discharges/${dischargeId}`);
    await stage.page.getByRole('button', { name: '更正' }).click();
    const dialog = stage.page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: '医院伙食' }).click();
    await stage.page.locator('.ant-select-dropdown:visible').getByText('基本满意', { exact: true }).click();
    await dialog.getByLabel('更正原因').fill('点错了选项');
    await dialog.getByRole('button', { name: '保存更正' }).click();
    await stage.page.getByLabel('更正记录').waitFor();
    await stage.look('quality-09-story');
  });

  it('the trend line is broken where the questionnaire changed, and drawn through over the common items on demand', async () => {
    await stage.room('满意度报表');
    await stage.page.getByText('问卷版本不同处断开').waitFor();
    await stage.page.getByText('问卷版本不同，不直接比较').waitFor();
    await stage.look('quality-07-broken-line');
    await stage.page.getByRole('switch', { name: '只比共同条目' }).click();
    await stage.page.getByText(/只含 \d+ 个共同条目/).waitFor();
    await stage.look('quality-08-common-items');
  });
});
