/**
 * Tests the keys of a call under real use: held too long, pressed twice, Tab through menus, numbers and dates as
 * spoken.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scales } from '../../../shared/questionnaires/rules/scales.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { shipped } from '../../helpers/questionnaires.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';
/** 24 questions of one choice that everybody is asked, one of them from 0 to 10, then one for a number, one for a date. */
const counted = shipped('six-aspects');
const plain = counted.items.filter(({ kind, showIf }) => kind === 'single' && showIf.length === 0);
const content = {
  ...counted,
  items: [
    ...plain.slice(0, 21),
    {
      code: 'overall_score',
      aspect: 'ethics' as const,
      title: '总体评分',
      say: '从 0 到 10 分，您给这次住院打几分？',
      kind: 'single' as const,
      options: [...(scales.find(({ code }) => code === 'ten')?.options ?? [])],
      showIf: [],
      weight: 1,
    },
    {
      code: 'waited',
      aspect: 'ethics' as const,
      title: '等了几天',
      say: '从预约到住上院，等了几天？',
      kind: 'number' as const,
      options: [],
      number: { min: 0, max: 60, unit: '天' },
      showIf: [],
      weight: 1,
    },
    {
      code: 'back_at_work',
      aspect: 'ethics' as const,
      title: '哪天上班',
      say: '您打算哪一天回去上班？',
      kind: 'date' as const,
      options: [],
      showIf: [],
      weight: 1,
    },
  ],
};

describe('the keys of a call', () => {
  const stage = new Stage(now);

  beforeAll(async () => {
    const workstation = await openWorkstation('sqlite', now, stage.dataDir);
    const staff = await withStaff(workstation);
    const studio = workstation.as(staff.users.supervisor).questionnaires;
    const draft = await studio.createDraft({ from: 'content', content });
    await studio.publish({ id: draft.id, revision: draft.revision, use: true });
    await samplePatients(workstation, staff, [
      { name: '张桂兰', revisitDate: '2026-12-01', dischargeDate: '2026-11-01' },
      { name: '王德福', dischargeDate: '2026-11-02' },
    ]);
    await workstation.close();
    await stage.startHost();
    await stage.openBrowser();
    await stage.signIn('nurse');
  });
  afterAll(() => stage.close());

  const { press, write } = { press: stage.press.bind(stage), write: stage.write.bind(stage) };
  const at = (code: string) => stage.page.locator(`[data-testid=current-item][data-code="${code}"]`).waitFor();
  const saved = () => stage.page.locator('[data-testid=saved][data-state=saved]').waitFor();
  const answered = (count: number) => stage.page.locator(`[data-testid=progress][data-answered="${count}"]`).waitFor();
  const focused = () => stage.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  const shownOf = (field: string) =>
    stage.page.getByLabel(field, { exact: true }).locator('xpath=ancestor::*[contains(@class,"ant-select")][1]').textContent();

  /** The key goes down and repeats, as one that is held for a second. */
  async function hold(key: string): Promise<void> {
    await stage.keysReady();
    for (let repeat = 0; repeat < 12; repeat += 1) await stage.page.keyboard.down(key);
    await stage.page.keyboard.up(key);
  }

  /** What the core holds of the interview on the screen. */
  async function stored(): Promise<{ revisitDate: string | null; answers: { itemCode: string; value: string[] }[] }> {
    await saved();
    const { body } = await stage.host.post('accounts/signIn', { login: 'nurse', password: 'Huifang-2026' });
    const followUpId = stage.page.url().split('/call/')[1] ?? '';
    const brief = await stage.host.post('calls/brief', { followUpId }, String(body['token']));
    return brief.body['interview'] as Awaited<ReturnType<typeof stored>>;
  }
  const answerTo = async (code: string) => (await stored()).answers.find(({ itemCode }) => itemCode === code)?.value;

  it('held a moment too long answer once: not the next question, and not the next screen', async () => {
    await stage.page.getByTestId('queue').waitFor();
    await hold('Enter');
    await stage.page.locator('[data-phase=before]').waitFor();
    await hold('Enter');
    await stage.page.locator('[data-phase=ringing]').waitFor();
    await stage.page.reload();
    await stage.callGoesOn();
    await stage.page.locator('.dialled').getByText('138').waitFor();
    await stage.page.locator('.call-head').getByText('138').waitFor();
    await hold('Space');
    await at('greeting');
    await press('Enter', '1', 'y');
    await at('condition');
    await press('3', '1', '3');
    await expect.poll(() => stage.page.getByLabel('近况').inputValue()).toBe('恢复得好，没有不舒服');
    await press('Enter', 'Enter');
    await at('revisit');
  });

  it('take the day of the revisit as it is said, and do not go on with one that cannot be read', async () => {
    await press('t');
    await stage.page.getByLabel('复诊日期').fill('过几天');
    await press('Enter');
    await stage.page.getByText('日期看不懂').waitFor();
    await at('revisit');
    await stage.page.getByLabel('复诊日期').fill('12月15日');
    await stage.page.getByText('12-15 周二').waitFor();
    await stage.look('keys-01-revisit');
    await press('Enter');
    await at('quality_effect');
    expect((await stored()).revisitDate).toBe('2026-12-15');
    await press('ArrowUp');
    await at('revisit');
    await stage.page.getByLabel('复诊日期').fill('2026-12-1');
    await press('Enter');
    await at('quality_effect');
    expect((await stored()).revisitDate).toBeNull();
  });

  it('answer one question however long a digit is held', async () => {
    await hold('1');
    await at('quality_doctor');
    await answered(1);
  });

  it('Tab takes what is lit in a menu and goes on to the next, open or just closed', async () => {
    await press('3');
    await expect.poll(focused).toBe('意见内容');
    await write('输液的时候喊了三次才来人');
    await press('Tab', 'Tab');
    await expect.poll(focused).toBe('归类');
    await write('31');
    await stage.page.locator('.ant-select-item-option-active').getByText('医生态度').waitFor();
    await press('Tab');
    await expect.poll(focused).toBe('责任科室');
    await expect.poll(() => shownOf('归类')).toContain('医生态度');
    await press('Shift+Tab');
    await expect.poll(focused).toBe('归类');
    await write('32');
    await stage.page.locator('.ant-select-item-option-active').getByText('护士态度').waitFor();
    await press('Enter', 'Tab');
    await expect.poll(focused).toBe('责任科室');
    await expect.poll(() => shownOf('归类')).toContain('护士态度');
    await press('Tab', '3');
    await expect.poll(() => shownOf('轻重')).toContain('紧急');
    await press('1', 'Tab');
    await expect.poll(focused).not.toBe('轻重');
    await press('Escape', 'Control+Enter');
    await at('quality_nursing');
  });

  it('a number out of range is no answer, not its first digits; a day is taken as it is said', async () => {
    for (let done = 3; done <= 21; done += 1) {
      await press('1');
      await answered(done);
    }
    await press('1', '0');
    await answered(22);
    expect(await answerTo('overall_score')).toEqual(['10']);
    await at('waited');
    await write('45');
    await answered(23);
    await write('0');
    await stage.page.getByText('0 到 60').waitFor();
    await answered(22);
    await press('Enter');
    await at('waited');
    expect(await answerTo('waited')).toBeUndefined();
    await stage.page.getByLabel('等了几天').fill('１２');
    await answered(23);
    await press('Enter');
    await at('back_at_work');
    expect(await answerTo('waited')).toEqual(['12']);
    await write('1-5');
    await stage.page.getByText('2027-01-05').waitFor();
    await stage.look('keys-02-date');
    await press('Enter');
    await at('openOpinion');
    expect(await answerTo('back_at_work')).toEqual(['2027-01-05']);
  });

  it('pressed once more at the end, a digit does not turn a finished interview into “no answer”', async () => {
    await press('1', '1', '1');
    await stage.page.getByTestId('outcomes').waitFor();
    await press('1', '2');
    const outcomes = stage.page.getByTestId('outcomes');
    await outcomes.getByText('错号').waitFor();
    await expect.poll(() => outcomes.getByText('无人接听').count()).toBe(0);
    await stage.look('keys-03-outcomes');
    await hold('Enter');
    await stage.page.locator('[data-testid=call-result][data-outcome=completed]').waitFor();
    await stage.page.locator('[data-phase=ended]').waitFor();
  });

  it('lead back to the list, also from a call that has ended', async () => {
    await press('Escape');
    await stage.page.getByTestId('queue').waitFor();
    await stage.page.goBack();
    await stage.page.getByText('这位患者的回访已经结束').waitFor();
    // The screen may be there a moment before its keys are; on the list itself Esc does nothing.
    await expect
      .poll(async () => {
        await press('Escape');
        return stage.page.getByTestId('queue').count();
      })
      .toBe(1);
  });

  it('read a filled-in sheet as they read a call: 10 is ten, a wide or small letter is its key, one Esc throws nothing away', async () => {
    await stage.room('纸质回访');
    await stage.page.getByTitle('加上公共池').click();
    await stage.page
      .getByRole('row', { name: /王德福/ })
      .getByRole('button', { name: '补录' })
      .click();
    await expect.poll(focused).toBe('第 1 次时间');
    await write('0935');
    await press('Enter', 'Enter', 'Enter', 'w');
    await stage.page.getByLabel('复诊日期').fill('12-15');
    const score = stage.page.getByLabel('总体评分', { exact: true });
    await score.focus();
    await press('1');
    await stage.page.getByText('再按 0 是').waitFor();
    await expect.poll(focused).toBe('总体评分');
    await press('0');
    await expect.poll(focused).toBe('等了几天');
    await score.focus();
    await score.press('x');
    await expect.poll(focused).toBe('等了几天');
    await expect.poll(() => score.inputValue()).toBe('X');
    const first = stage.page.locator('.answer-lines input[data-step]').first();
    await first.focus();
    await write('１');
    await expect.poll(() => first.inputValue()).toBe('1');
    await stage.page.getByRole('radio', { name: '家属' }).check();
    await press('Escape');
    await stage.page.getByText('先打印回访单').waitFor();
    await stage.page.getByTitle('加上公共池').click();
    await stage.page
      .getByRole('row', { name: /王德福/ })
      .getByRole('button', { name: '补录' })
      .click();
    await stage.page.getByText('这里有改过还没有保存的内容').waitFor();
    await expect.poll(() => score.inputValue()).toBe('X');
    await expect.poll(() => first.inputValue()).toBe('1');
    await stage.look('keys-04-paper');
    await stage.page.getByRole('button', { name: '放弃修改' }).click();
    await expect.poll(() => stage.page.getByLabel('第 1 次时间').inputValue()).toBe('');
    await press('Escape');
    await stage.page.getByText('先打印回访单').waitFor();
  });
});
