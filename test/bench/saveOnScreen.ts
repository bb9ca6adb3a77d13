/** From the key press to 已保存 in a real browser through the host, beside one bare question over the same line in the same page. */
import type { Page } from 'playwright-core';
import { buildRenderer } from '../../electron/build.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { samplePatients } from '../helpers/calling.ts';
import { newDataDir, startTestHost } from '../helpers/host.ts';
import { openWorkstation, staffPassword, withStaff } from '../helpers/workstation.ts';

const rounds = 120;
const warmUp = 12;

const quantile = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
function summary(times: readonly number[]) {
  const sorted = times.slice(warmUp).toSorted((a, b) => a - b);
  return { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
}

async function firstQuestion(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('用户名').fill('nurse');
  await page.getByLabel('密码', { exact: true }).fill(staffPassword);
  await page.keyboard.press('Enter');
  await page.getByTestId('queue').waitFor();
  for (const phase of ['before', 'ringing', 'talking']) {
    await page.keyboard.press('Enter');
    await page.locator(`[data-phase=${phase}]`).waitFor();
  }
  for (const key of ['Enter', '1', 'y', '1', 'Enter', 'Enter', 'Enter']) await page.keyboard.press(key);
  await page.locator('[data-testid=saved][data-state=saved]').waitFor();
}

/** Milliseconds in the page from the key to the mark that says it is saved: the answer, and the step to the next item. */
async function pressToSaved(page: Page, key: string): Promise<number> {
  // The watch stands before the key is pressed: a save is often over before a second question reaches the page.
  const watch = await page.evaluateHandle(() => {
    const mark = document.querySelector('[data-testid=saved]');
    const done = new Promise<number>((resolve) => {
      let pressed = 0;
      let saving = false;
      const observer = new MutationObserver(() => {
        const state = mark?.getAttribute('data-state');
        if (state === 'saving') saving = true;
        if (!saving || state !== 'saved') return;
        observer.disconnect();
        resolve(performance.now() - pressed);
      });
      const onKey = () => {
        pressed = performance.now();
        if (mark) observer.observe(mark, { attributes: true });
      };
      window.addEventListener('keydown', onKey, { once: true, capture: true });
    });
    return { done };
  });
  await page.keyboard.press(key);
  return watch.evaluate(({ done }) => done);
}

/** The least a question over this line can cost: one that reads a single row. */
const bareQuestion = (page: Page) =>
  page.evaluate(async () => {
    const start = performance.now();
    await (await fetch('/api/accounts/status', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).text();
    return performance.now() - start;
  });

export async function saveOnScreenBench(): Promise<void> {
  await buildRenderer();
  const dataDir = newDataDir();
  const noon = '2026-11-10T04:00:00.000Z';
  const workstation = await openWorkstation('sqlite', noon, dataDir);
  const staff = await withStaff(workstation);
  await samplePatients(workstation, staff, [{}]);
  await workstation.close();
  const host = await startTestHost({ dataDir, startAt: noon });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await firstQuestion(page, host.url);
    const screen: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < rounds + warmUp; round += 1) {
      // One good answer and the other in turn, then back: every press changes an answer and the step.
      screen.push(await pressToSaved(page, round % 2 === 0 ? '1' : '2'));
      await pressToSaved(page, 'ArrowUp');
      bare.push(await bareQuestion(page));
    }
    const [floor, pressed] = [summary(bare), summary(screen)];
    const ms = (time: number) => time.toFixed(1);
    console.log(
      `key press to 已保存 on the screen: p50 ${ms(pressed.p50)} ms, p95 ${ms(pressed.p95)} ms · one bare question over the same line ` +
        `p50 ${ms(floor.p50)} ms, p95 ${ms(floor.p95)} ms · ratio p50 ${ms(pressed.p50 / floor.p50)}, p95 ${ms(pressed.p95 / floor.p95)}`,
    );
  } finally {
    await browser.close();
    await host.kill('SIGKILL');
  }
}
