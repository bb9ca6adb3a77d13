/** What a call asks back and keeps in reach: the whole brief at once, self-harm in every step, an objection that was taken back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePatients } from '../../helpers/calling.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { password, Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';

describe('a call', () => {
  const stage = new Stage(now);
  beforeAll(async () => {
    const workstation = await openWorkstation('sqlite', now, stage.dataDir);
    const staff = await withStaff(workstation);
    await samplePatients(workstation, staff, [
      { name: '张桂兰', dischargeDate: '2026-11-01' },
      { name: '王德福', dischargeDate: '2026-11-02' },
    ]);
    await workstation.close();
    await stage.startHost();
    await stage.openBrowser();
    await stage.signIn('nurse');
  });
  afterAll(() => stage.close());

  const press = (...keys: readonly string[]) => stage.press(...keys);
  const at = (code: string) => stage.page.locator(`[data-testid=current-item][data-code="${code}"]`).waitFor();
  const takenBack = () => stage.page.getByTestId('taken-back');
  const saved = () => stage.page.locator('[data-testid=saved][data-state=saved]').waitFor();

  /** The texts of the opinions that the core holds. */
  async function opinions(): Promise<readonly { kind: string; text: string; severity: string }[]> {
    await saved();
    const { body } = await stage.host.post('accounts/signIn', { login: 'nurse', password });
    const followUpId = stage.page.url().split('/call/')[1] ?? '';
    const brief = await stage.host.post('calls/brief', { followUpId }, String(body['token']));
    return (brief.body['interview'] as { opinions: { kind: string; text: string; severity: string }[] }).opinions;
  }

  async function pickUp(): Promise<void> {
    await stage.page.locator('[data-phase=before]').waitFor();
    await press('Enter');
    await stage.page.locator('[data-phase=ringing]').waitFor();
    await press('Space');
    await at('greeting');
  }

  /** Parts of the patient's panel that lie on the note of what may be said. */
  const covered = () =>
    stage.page.evaluate(() => {
      const note = document.querySelector('.call-left .limits')?.getBoundingClientRect();
      const pane = document.querySelector('.call-left .known')?.getBoundingClientRect();
      const window = { width: innerWidth, height: innerHeight };
      if (!note || !pane) return ['missing'];
      const outside = note.bottom > window.height || note.right > window.width;
      return [...(pane.bottom > note.top ? ['text'] : []), ...(outside ? ['cut'] : [])];
    });

  it('comes up whole in one step: not before everything beside the patient is there', async () => {
    const held = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    await stage.page.route('**/calls/beforeCall', async (route) => {
      asked.resolve();
      await held.promise;
      await route.continue();
    });
    await stage.page.getByTestId('queue').waitFor();
    await press('Enter');
    await asked.promise;
    expect(await stage.page.locator('[data-phase]').count()).toBe(0);
    held.resolve();
    await stage.page.locator('[data-phase=before]').waitFor();
    expect(await stage.page.locator('.case-events li').count()).toBeGreaterThan(0);
    expect(await stage.page.locator('.ant-skeleton, .ant-spin-spinning').count()).toBe(0);
    await stage.page.unroute('**/calls/beforeCall');
  });

  it('keeps the note of what may not be said on the screen, over nothing, however long the panel is', async () => {
    expect(await covered()).toEqual([]);
    await pickUp();
    expect(await covered()).toEqual([]);
    await stage.page.setViewportSize({ width: 1366, height: 560 });
    expect(await covered()).toEqual([]);
    await stage.page.setViewportSize({ width: 1366, height: 768 });
  });

  it('reports self-harm with Alt+S, in the greeting and while something else is being typed', async () => {
    await press('Alt+s');
    await stage.page.getByTestId('reported').getByText('已上报').waitFor();
    expect(await opinions()).toMatchObject([{ severity: 'urgent', text: expect.stringContaining('伤害自己') }]);
    // What to say now, and nothing that is asked about a complaint.
    await stage.page.getByTestId('say-now').getByText('请家人现在就陪着他').waitFor();
    expect(await stage.page.locator('[data-probe]').count()).toBe(0);
    await stage.look('call-1-self-harm');
    await press('Escape', 'Control+Enter', 'Enter', '1', 'y');
    await at('condition');
    await press('t');
    await expect.poll(() => stage.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('近况');
    await stage.write('睡不着');
    await press('Alt+s');
    await stage.page.getByTestId('reported').getByText('已上报').waitFor();
    // One sign is one report, and no letter of it fell into the text.
    expect(await opinions()).toHaveLength(1);
    await expect.poll(() => stage.page.getByLabel('近况').inputValue()).toBe('睡不着');
  });

  it('asks once about the words of an objection that was taken back: kept as a suggestion', async () => {
    await press('Escape', 'Escape', 'Control+Enter', 'Enter', 'Enter', 'Enter');
    await at('quality_effect');
    await press('3');
    await stage.page.getByLabel('意见内容').fill('换药换得太晚');
    await press('Escape', '1');
    await takenBack().getByText('“治疗效果”已改为没有意见').waitFor();
    await takenBack().getByText('换药换得太晚').waitFor();
    await stage.look('call-2-taken-back');
    await press('Alt+j');
    await takenBack().waitFor({ state: 'detached' });
    expect((await opinions()).map(({ kind, text }) => [kind, text])).toContainEqual(['suggestion', '换药换得太晚']);
  });

  it('shows it again at the end of the call while it is unanswered, and lets it be withdrawn there', async () => {
    await at('quality_doctor');
    await press('3');
    await stage.page.getByLabel('意见内容').fill('医生说话太快');
    await press('Escape', '1');
    await takenBack().waitFor();
    await press('F9');
    const outcomes = stage.page.getByTestId('outcomes');
    await outcomes.getByText('医生说话太快').waitFor();
    await stage.look('call-3-taken-back-end');
    await outcomes.getByRole('button', { name: /^撤回/ }).click();
    await outcomes.getByTestId('taken-back').waitFor({ state: 'detached' });
    await press('Escape');
    await outcomes.waitFor({ state: 'detached' });
    expect((await opinions()).map(({ text }) => text)).not.toContain('医生说话太快');
  });
});
