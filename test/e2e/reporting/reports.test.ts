/** The monthly report on the screen: a small month says so, and the months are reached by named keys. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addInterviews, allSatisfied, publishedQuestionnaire } from '../../helpers/interviews.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';

describe('the monthly report', () => {
  const stage = new Stage(now);
  beforeAll(async () => {
    const workstation = await openWorkstation('sqlite', now, stage.dataDir);
    const { departments, users } = await withStaff(workstation);
    const { content } = await workstation.transaction(({ db }) => publishedQuestionnaire(db));
    const given = { departmentId: departments.cardiology, nurseId: users.nurse.id, answers: allSatisfied(content) };
    await addInterviews(workstation, [
      { ...given, month: '2026-09', times: 40 },
      { ...given, month: '2026-10', times: 2 },
    ]);
    await workstation.close();
    await stage.startHost();
    await stage.openBrowser();
    await stage.signIn('supervisor');
    await stage.room('满意度报表');
  });
  afterAll(() => stage.close());

  const button = (name: string) => stage.page.getByRole('button', { name, exact: true });
  const headline = () => stage.page.locator('.headline');
  const shown = (month: string) => stage.page.locator('.ant-select', { hasText: month }).first().waitFor();

  it('says beside the headline that two interviews are a small sample, and does not say it of forty', async () => {
    await shown('2026年10月');
    await headline().getByText('样本量小').waitFor();
    await stage.look('reports-1-small');
    await stage.press('[');
    await shown('2026年09月');
    await headline().getByText('样本量小').waitFor({ state: 'detached' });
  });

  it('names the keys of the months beside the month, as the workload does', async () => {
    await button('后一个月 ]').click();
    await shown('2026年10月');
    expect(await button('后一个月 ]').isDisabled()).toBe(true);
    await button('前一个月 [').waitFor();
    await stage.look('reports-2-steps');
    await stage.room('工作量');
    await button('前一个月 [').click();
    await shown('2026年09月');
    await stage.press(']');
    await shown('2026年10月');
  });
});
