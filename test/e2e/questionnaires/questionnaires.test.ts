/** Every shipped questionnaire walked once to 完成, and the kinds of questions that the default one may not hold, in a real browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Item, QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { applyAnswer, type DischargeFacts, holds, visibleItems } from '../../../shared/questionnaires/rules/questionnaire.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { shipped, shippedCodes } from '../../helpers/questionnaires.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { password, Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';
const facts: DischargeFacts = { department: '心血管内科', sex: 'male', ageYears: 63, icd10: 'I10.x00', payment: '城镇职工医保' };
const kinds = { 'six-aspects': ['single', 'multiple'], experience: ['single'], 'service-score': ['single', 'text'], conduct: ['single'] };

/** The answer that brings up another question where there is one, else the best. */
function chosen(item: Item, content: QuestionnaireContent) {
  // What only leads on counts nowhere, as 有没有用过新药.
  const good = item.options.filter(({ objection }) => !objection);
  const conditions = content.items.flatMap(({ showIf }) => showIf).filter(({ on }) => 'item' in on && on.item === item.code);
  const reveals = good.find(({ value }) => conditions.some((one) => holds(one, new Map([[item.code, [value]]]), facts)));
  return reveals ?? good.find(({ notCounted }) => !notCounted) ?? good[0] ?? expect.unreachable(item.code);
}

describe('questionnaires in the browser', () => {
  const stage = new Stage(now);

  beforeAll(async () => {
    const workstation = await openWorkstation('sqlite', now, stage.dataDir);
    const staff = await withStaff(workstation);
    const patients = ['欧阳建国', '张桂兰', '王德福', '陈秀英', '李国强', '周敏'].map((name, index) => ({
      name,
      ageYears: index === 4 ? 70 : 63,
      phones: [`1380013800${index}`],
      dischargeDate: `2026-11-0${index + 1}`,
    }));
    await samplePatients(workstation, staff, patients);
    await workstation.close();
    await stage.startHost();
    await stage.openBrowser();
    await stage.signIn('nurse');
  });
  afterAll(() => stage.close());

  const { press, write } = { press: stage.press.bind(stage), write: stage.write.bind(stage) };
  const current = () => stage.page.locator('[data-testid=current-item]');
  const at = (code: string) => stage.page.locator(`[data-testid=current-item][data-code="${code}"]`).waitFor();
  const codeNow = async () => (await current().getAttribute('data-code')) ?? '';
  const box = () => stage.page.getByLabel('意见内容');

  /** New interviews begin with a copy of the shipped questionnaire. */
  async function use(code: string): Promise<void> {
    const { body } = await stage.host.post('accounts/signIn', { login: 'supervisor', password });
    const token = String(body['token']);
    const draft = await stage.host.post('questionnaires/createDraft', { from: 'template', code }, token);
    const { id, revision } = draft.body as { id: string; revision: number };
    expect(await stage.host.post('questionnaires/publish', { id, revision, use: true }, token)).toMatchObject({ status: 200 });
  }

  /** From the queue to the first question of the next patient, who agrees. */
  async function begin(name: string): Promise<void> {
    await stage.page.getByTestId('queue').waitFor();
    await press('Enter');
    await stage.page.locator('.call-head h1').getByText(name).waitFor();
    await stage.page.locator('[data-phase=before]').waitFor();
    await press('Enter');
    await stage.page.locator('[data-phase=ringing]').waitFor();
    await press('Space');
    await at('greeting');
    await press('Enter');
    await at('identity');
    await press('1', 'y');
    for (const step of ['condition', 'guidance', 'revisit']) {
      await at(step);
      await press('Enter');
    }
  }

  async function end(outcome: string): Promise<void> {
    await stage.page.locator(`[data-testid=call-result][data-outcome=${outcome}]`).waitFor();
    await press('Escape');
  }

  it.each(shippedCodes.map((code, index) => [code, ['欧阳建国', '张桂兰', '王德福', '陈秀英'][index] ?? ''] as const))(
    '%s is walked to 完成: every question that applies is asked, in its order, none is left',
    async (code, name) => {
      const content = shipped(code);
      await use(code);
      await begin(name);
      const asked: string[] = [];
      let answers: ReadonlyMap<string, readonly string[]> = new Map();
      for (let step = await codeNow(); step !== 'openOpinion'; step = await codeNow()) {
        const item = content.items.find((one) => one.code === step) ?? expect.unreachable(step);
        asked.push(step);
        if (item.kind === 'text') {
          answers = applyAnswer(answers, step, ['多派一位医生']);
          await stage.page.getByLabel(item.title).waitFor();
          await write('多派一位医生');
          await press('Control+Enter');
        } else {
          const option = chosen(item, content);
          answers = applyAnswer(answers, step, [option.value]);
          await press(option.key);
        }
        await expect.poll(codeNow, { timeout: 15_000 }).not.toBe(step);
      }
      expect(asked).toEqual(visibleItems(content, answers, facts).map((item) => item.code));
      expect([...new Set(asked.map((one) => content.items.find((item) => item.code === one)?.kind))]).toEqual(kinds[code]);
      await press('1');
      await at('praise');
      await press('1');
      await at('closing');
      expect(await stage.page.getByTestId('not-asked').count()).toBe(0);
      await press('1');
      await stage.page.getByTestId('outcomes').waitFor();
      await press('Enter');
      await end('completed');
    },
  );

  it('what an answer reveals is asked next; what was never asked is listed at the end and can be asked', async () => {
    await use('six-aspects');
    await begin('李国强');
    for (const code of ['quality_effect', 'quality_doctor', 'quality_nursing']) {
      await at(code);
      await press('1');
    }
    await at('quality_instruction');
    await press('2');
    await at('quality_medicine');
    await press('ArrowUp');
    await at('quality_instruction');
    // Changed back: the question is hidden again, and the call goes on behind it.
    await press('1');
    await at('environment_ward');
    await press('1');
    await at('environment_washroom');
    await press('ArrowDown', 'ArrowDown', 'ArrowDown');
    await at('environment_fall');
    await press('1');
    await at('attitude_doctor');
    await press('F9');
    const list = stage.page.getByTestId('not-asked');
    await stage.page.getByTestId('outcomes').waitFor();
    await press('z');
    await list.getByText('卫生间与热水').waitFor();
    const count = Number(await list.getAttribute('data-count'));
    expect(count).toBeGreaterThan(10);
    await stage.look('questionnaire-01-not-asked');
    await press('b');
    await at('environment_washroom');
    await press('1');
    await at('environment_quiet');
    await press('1');
    await at('environment_meals');
    await press('1');
    await at('attitude_doctor');
  });

  it('several choices: the opinion is asked for when the question is left, and 不清楚 is chosen alone', async () => {
    for (let step = await codeNow(); step !== 'process_waits'; step = await codeNow()) {
      await press('1');
      await expect.poll(codeNow, { timeout: 15_000 }).not.toBe(step);
    }
    const on = (label: string) => stage.page.getByRole('button', { name: label }).getAttribute('aria-pressed');
    await press('2', '3');
    await expect.poll(() => on('办住院、等床位')).toBe('true');
    await expect.poll(() => on('检查、检验')).toBe('true');
    expect(await box().count()).toBe(0);
    // Chosen alone, it puts out the others and says all there is to say: the call goes on.
    await press('0');
    await at('charges_list');
    await press('ArrowUp');
    await at('process_waits');
    await expect.poll(() => on('办住院、等床位')).toBe('false');
    await expect.poll(() => on('不清楚')).toBe('true');
    await press('3', '5');
    await expect.poll(() => on('不清楚')).toBe('false');
    await press('Enter');
    await at('process_waits');
    await box().waitFor();
    await write('做磁共振等了三天。');
    await expect.poll(() => box().inputValue()).toBe('做磁共振等了三天。');
    await stage.look('questionnaire-02-several');
    await press('Control+Enter');
    await at('charges_list');
  });

  it('an opinion beyond 4,000 characters is not cut: it is said, kept whole, and saved once it is shorter', async () => {
    await press('3');
    await box().waitFor();
    const long = '清单看不明白。'.repeat(600);
    await write(long);
    const notice = stage.page.getByTestId('too-long');
    await notice.getByText('4,200').waitFor();
    expect(await box().inputValue()).toBe(long);
    await stage.page.locator('[data-testid=saved][data-state=refused]').waitFor();
    await box().fill('清单看不明白。');
    await expect.poll(() => notice.count()).toBe(0);
    await stage.page.locator('[data-testid=saved][data-state=saved]').waitFor();
  });

  it('the hint for a missing reason goes once it is typed, and F9 sets no term', async () => {
    await press('Escape', 'F9');
    const outcomes = stage.page.getByTestId('outcomes');
    await outcomes.waitFor();
    await press('7', 'Enter');
    await outcomes.getByRole('alert').getByText('请写明').waitFor();
    await press('F9');
    await outcomes.getByRole('alert').getByText('请写明').waitFor();
    await write('说不想再答了');
    await expect.poll(() => outcomes.getByRole('alert').count()).toBe(0);
    await press('Enter');
    await end('refused');
  });
});
