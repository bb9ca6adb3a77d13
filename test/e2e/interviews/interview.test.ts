/** Tests the interview in a real browser: at 125 % zoom, disconnected, killed, continued, reported as urgent. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePatients } from '../../helpers/calling.ts';
import { openWorkstation, staffPassword, withStaff } from '../../helpers/workstation.ts';
import { Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';
const items = 25;
const cutText = '夜里按铃等了二十多分钟，断网的时候写的这一句，网好了也要在。';

describe('an interview in the browser', () => {
  const stage = new Stage(now);

  beforeAll(async () => {
    const workstation = await openWorkstation('sqlite', now, stage.dataDir);
    const staff = await withStaff(workstation);
    const named = [
      { name: '欧阳建国', revisitDate: '2026-11-13' },
      { name: '张桂兰', phones: ['13800138001'] },
      { name: '王德福', phones: ['13800138002'] },
      { name: '陈秀英', phones: ['13800138003'] },
      { name: '李国强', phones: ['13800138004'] },
      { name: '周敏', icd10: 'B20', diagnosis: '人类免疫缺陷病毒病', phones: ['13800138005'] },
      { name: '孙丽', phones: ['13800138006'], revisitDate: '2026-11-08' },
    ];
    await samplePatients(
      workstation,
      staff,
      named.map((patient, index) => ({ ...patient, dischargeDate: `2026-11-0${index + 1}` })),
    );
    await workstation.close();
    await stage.startHost();
    await stage.openBrowser(1.25);
  });
  afterAll(() => stage.close());

  const { press, write } = { press: stage.press.bind(stage), write: stage.write.bind(stage) };
  const at = (code: string) => stage.page.locator(`[data-testid=current-item][data-code="${code}"]`).waitFor();
  const saveState = (state: string) => stage.page.locator(`[data-testid=saved][data-state=${state}]`).waitFor();
  const answered = (count: number) => stage.page.locator(`[data-testid=progress][data-answered="${count}"]`).waitFor();
  const unsentKeys = () => stage.page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('unsent')));

  async function signIn(login: string): Promise<void> {
    await stage.page.getByLabel('用户名').fill(login);
    await stage.page.getByLabel('密码', { exact: true }).fill(staffPassword);
    await press('Enter');
    await stage.page.getByRole('navigation', { name: '导航' }).waitFor();
  }

  /** From the queue to the greeting of the next patient. */
  async function pickUp(): Promise<void> {
    await stage.page.getByTestId('queue').waitFor();
    await press('Enter');
    await stage.page.locator('[data-phase=before]').waitFor();
    await press('Enter');
    await stage.page.locator('[data-phase=ringing]').waitFor();
    await press('Space');
    await at('greeting');
  }
  /** The steps before the questionnaire: greeting, patient, agrees, well, guidance, revisit. */
  const toQuestions = () => press('Enter', '1', 'y', '1', 'Enter', 'Enter', 'Enter');

  /** Everything that can be pressed in this step lies inside the window, and the panes are not cut off sideways. */
  async function fits(name: string): Promise<void> {
    await stage.look(name);
    const outside = await stage.page.evaluate(() =>
      [...document.querySelectorAll('.call-head > *, .call-bar > *, .call-middle button, .call-middle .call-say, .ant-modal button')]
        .filter((part) => {
          const { left, right, width } = part.getBoundingClientRect();
          return width > 0 && (left < -1 || right > innerWidth + 1);
        })
        .map((part) => part.textContent),
    );
    expect(outside, name).toEqual([]);
    const sideways = await stage.page.evaluate(() =>
      ['.call-left', '.call-middle', '.call-right'].filter((pane) => {
        const found = document.querySelector(pane);
        return found !== null && found.scrollWidth > found.clientWidth + 1;
      }),
    );
    expect(sideways, `${name} scrolls sideways`).toEqual([]);
  }

  /** What the core holds of the interview that is open on the screen, asked with a session of its own. */
  async function stored(): Promise<{ answers: number; texts: string[] }> {
    const { body } = await stage.host.post('accounts/signIn', { login: 'nurse', password: staffPassword });
    const followUpId = stage.page.url().split('/call/')[1] ?? '';
    const brief = await stage.host.post('calls/brief', { followUpId }, String(body['token']));
    const interview = brief.body['interview'] as { answers: unknown[]; opinions: { text: string }[] };
    return { answers: interview.answers.length, texts: interview.opinions.map(({ text }) => text) };
  }

  /** Another person's screen beside the nurse's. */
  async function beside(login: string): Promise<Page> {
    const browser = stage.page.context().browser();
    const context = await browser?.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    const page = await context?.newPage();
    if (!page) throw new Error('no second screen');
    await page.clock.install({ time: now });
    await page.goto(stage.host.url);
    await page.getByLabel('用户名').fill(login);
    await page.getByLabel('密码', { exact: true }).fill(staffPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: '导航' }).waitFor();
    return page;
  }

  async function backToList(): Promise<void> {
    await stage.page.getByTestId('call-result').waitFor();
    await press('Escape');
  }

  it('is led through by fewer than 60 key presses, every step usable and whole at 125 % zoom', async () => {
    await signIn('nurse');
    let presses = 0;
    const count = async (...keys: string[]) => {
      presses += keys.length;
      await press(...keys);
    };
    await stage.page.getByTestId('queue').waitFor();
    await fits('60-queue');
    await count('Enter');
    await stage.page.locator('[data-phase=before]').waitFor();
    await fits('61-before');
    await count('Enter');
    await stage.page.locator('[data-phase=ringing]').waitFor();
    await fits('62-ringing');
    await count('Space');
    const way: readonly (readonly [string, string])[] = [
      ['greeting', 'Enter'],
      ['identity', '1'],
      ['identity', 'y'],
      ['condition', 'Enter'],
      ['guidance', 'Enter'],
      ['revisit', '2'],
    ];
    for (const [step, key] of way) {
      await at(step);
      await fits(`63-${step}`);
      await count(key);
    }
    await fits('64-item');
    for (let done = 1; done <= items; done += 1) {
      await count('1');
      await answered(done);
    }
    for (const step of ['openOpinion', 'praise', 'closing']) {
      await at(step);
      await fits(`65-${step}`);
      await count('1');
    }
    await stage.page.getByTestId('outcomes').waitFor();
    await fits('66-outcome');
    await count('Enter');
    await stage.page.locator('[data-testid=call-result][data-outcome=completed]').waitFor();
    await fits('67-result');
    expect(presses).toBeLessThan(60);
    await backToList();
  });

  it('keeps what is typed while the network is cut for half a minute, and says so', async () => {
    await pickUp();
    await toQuestions();
    await press('3');
    await write(cutText.slice(0, 6));
    await saveState('saved');
    await stage.page.context().setOffline(true);
    await write(cutText.slice(6, 16));
    await saveState('retrying');
    await stage.page.getByText('未保存，重试中').waitFor();
    await fits('68-cut-off');
    await stage.page.clock.fastForward(30_000);
    await write(cutText.slice(16));
    await press('Control+Enter');
    await press('1');
    await saveState('retrying');
    expect((await stored()).texts).toEqual([cutText.slice(0, 6)]);
    await stage.page.context().setOffline(false);
    await saveState('saved');
    expect(await stored()).toEqual({ answers: 2, texts: [cutText] });
    await expect.poll(() => unsentKeys()).toEqual([]);
  });

  it('reloaded while the host is down, it still has every unsent word, and sends it when the host is back', async () => {
    stage.page.on('dialog', (dialog) => void dialog.accept());
    await press('ArrowUp', 'ArrowUp');
    await stage.host.kill('SIGKILL');
    await press('o');
    await write('后来护士长来道歉了。');
    await press('Escape', 'ArrowDown', 'ArrowDown', '2');
    await saveState('retrying');
    await expect.poll(() => unsentKeys()).toHaveLength(1);
    const address = stage.page.url();
    await expect(stage.page.reload()).rejects.toThrow('ERR_CONNECTION_REFUSED');
    await stage.startHost();
    await stage.page.goto(address);
    await stage.callGoesOn();
    await answered(3);
    await saveState('saved');
    expect(await stored()).toEqual({ answers: 3, texts: [`${cutText}后来护士长来道歉了。`] });
    await expect.poll(() => unsentKeys()).toEqual([]);
  });

  it('loses nothing that said “saved” when the host is killed again and again between key presses', async () => {
    const before = (await stored()).answers;
    for (let round = 1; round <= 3; round += 1) {
      await press('1');
      await answered(before + 2 * round - 1);
      await saveState('saved');
      await stage.host.kill('SIGKILL');
      await press('1');
      await answered(before + 2 * round);
      await saveState('retrying');
      await stage.startHost();
      expect((await stored()).answers).toBeGreaterThanOrEqual(before + 2 * round - 1);
      await saveState('saved');
      expect((await stored()).answers).toBe(before + 2 * round);
    }
    await press('F9', '8');
    await write('先不说了');
    await press('Enter');
    await backToList();
  });

  it('reaches the head’s screen while the patient still speaks, and shows the nurse that it was seen', async () => {
    await pickUp();
    const head = await beside('head');
    await press('Enter', '1', 'y');
    await at('condition');
    // Pressed is sent; what is typed then goes after it.
    await press('a');
    await stage.page.getByTestId('reported').waitFor();
    await head.getByTestId('alarm-bar').getByText('警示症状').waitFor();
    await write('昨晚开始的。');
    await fits('69-warning-sign');
    await head.getByTestId('alarm-bar').getByText('昨晚开始的').waitFor();
    await stage.page.getByTestId('reported').getByText('心血管内科主任 李主任 的屏幕上方已提示').waitFor();
    // Whom, and on which number: it must be acted on at once.
    const alarm = head.getByTestId('alarm-bar').getByText(/^患者 \S+ · 心血管内科/);
    const [, patient = ''] = (await alarm.textContent())?.split(' ') ?? [];
    await head.getByRole('button', { name: '打开', exact: true }).click();
    const words = head.locator('.case-words');
    await words.getByText(patient).waitFor();
    await words.getByRole('button', { name: '显示完整号码' }).click();
    await words.locator('a[href^="tel:138001380"]').waitFor();
    await stage.look('70-head-alarm', head);
    await write('说话也不清楚了');
    await head.getByTestId('alarm-bar').getByText('说话也不清楚了').waitFor();
    await head.getByRole('button', { name: '知悉', exact: true }).click();
    await head.getByTestId('alarm-bar').waitFor({ state: 'detached' });
    await stage.page.locator('[data-testid=reported][data-seen=true]').waitFor();
    await expect.poll(() => stage.page.getByTestId('suggestion').count()).toBe(0);
    for (const field of ['类型', '归类', '责任科室', '轻重'])
      await expect.poll(() => stage.page.getByLabel(field, { exact: true }).isDisabled()).toBe(true);
    await fits('71-reported-seen');
    expect((await stored()).texts).toEqual([expect.stringContaining('昨晚开始的。说话也不清楚了')]);
    // Marked urgent is not sent: the box says what sends it, until it is sent.
    await press('Control+Enter', 'F2');
    await stage.page.getByTestId('not-sent-yet').getByText('还没有上报：写完按').waitFor();
    await write('输液的手肿了一大片');
    await stage.page.getByTestId('not-sent-yet').waitFor();
    await stage.page.getByLabel('本次记录').getByText('还没有上报 心血管内科').waitFor();
    await fits('71-not-sent-yet');
    expect(await head.getByTestId('alarm-bar').count()).toBe(0);
    await press('Control+Enter');
    await head.getByTestId('alarm-bar').getByText('输液的手肿了一大片').waitFor();
    await expect.poll(() => stage.page.getByText('还没有上报').count()).toBe(0);
    await head.getByRole('button', { name: '打开', exact: true }).click();
    await head.locator('.case-words').getByText('患者信息不显示：这个月回访的人太少').waitFor();
    await head.context().close();
  });

  it('is continued by a relative, hung up, and taken up again when the patient calls back', async () => {
    await press('Control+Enter', 'Enter', 'Enter', 'Enter', '1', '1', '1');
    await answered(3);
    await press('F4');
    await at('identity');
    await press('3');
    await stage.page
      .locator('[data-testid=current-item][data-missing=consent]')
      .getByText(/先生11月\d+日从我们医院出院/)
      .waitFor();
    await fits('72-consent-of-relative');
    await press('y');
    await stage.page.locator('[data-testid=current-item]:not([data-code=identity])').waitFor();
    await press('1', '1');
    await answered(5);
    await stage.page.getByText('本人答 3 题，女儿答 2 题').waitFor();
    await fits('72-relative');
    // Somebody else takes the phone: what was said stays, unless they had been the one who said it.
    await press('F4', '0', '3');
    await stage.page.locator('[data-testid=current-item][data-missing=stranger]').getByText('前面也是这位答的').waitFor();
    await fits('72-somebody-else');
    await press('2', '3');
    await stage.page.getByText('本人答 3 题，女儿答 2 题').waitFor();
    await press('F7', 'Enter');
    await backToList();
    await stage.page.getByTestId('queue').waitFor();
    await press('b');
    await write('8002');
    await stage.page.getByTestId('call-back').getByText('已答 5 题').waitFor();
    await fits('73-call-back');
    await press('Enter');
    await at('greeting');
    await stage.page.locator('.call-head').getByText('患者回拨').waitFor();
    await fits('74-called-back');
    await press('Enter', '1');
    for (let done = 6; done <= items; done += 1) {
      await press('1');
      await answered(done);
    }
    await at('openOpinion');
    await press('F9', 'w', 'Enter');
    await stage.page.locator('[data-testid=call-result][data-outcome=completed]').waitFor();
    await backToList();
  });
});
