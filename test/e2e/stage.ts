/** Opens a browser on a real host, as a user at a 1366×768 hospital PC sees it. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, ConsoleMessage, Page, Request } from 'playwright-core';
import { expect } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { newDataDir, startTestHost, type TestHost } from '../helpers/host.ts';

const pictures = fileURLToPath(new URL('../out/', import.meta.url));
mkdirSync(pictures, { recursive: true });

/** `SLOW=4` runs every page as on a PC of a quarter of this one's speed: what a test must not depend on shows. */
const slowdown = Number(process.env['SLOW'] ?? 1);

export const password = 'Huifang-2026';

export class Stage {
  readonly dataDir = newDataDir();
  #host: TestHost | null = null;
  #browser: Browser | null = null;
  #context: BrowserContext | null = null;
  #page: Page | null = null;
  readonly #startAt: string;
  #port = 0;
  /** Requests of the tabs that are not answered yet. */
  readonly #underWay = new Map<Page, Set<Request>>();
  /** What the browser complained of on any page: errors, and whatever the content security policy forbids. */
  readonly #complaints: string[] = [];

  /** @param startAt ISO instant at which the host's and the page's clock start */
  constructor(startAt: string) {
    this.#startAt = startAt;
  }

  get page(): Page {
    if (!this.#page) throw new Error('the browser is not open');
    return this.#page;
  }

  get host(): TestHost {
    if (!this.#host) throw new Error('the host is not running');
    return this.#host;
  }

  /** Starts the host on the stage's data folder; the same port again after a kill. */
  async startHost(): Promise<void> {
    this.#host = await startTestHost({ dataDir: this.dataDir, port: this.#port, startAt: this.#startAt });
    this.#port = Number(new URL(this.#host.url).port);
  }

  /** @param zoom of the operating system: 1.25 leaves 1093×614 CSS pixels of a 1366×768 screen */
  async openBrowser(zoom = 1): Promise<void> {
    await this.#context?.close();
    this.#page = await this.#newPage(zoom);
    this.#context = this.#page.context();
  }

  /** A person at another PC, signed in; the stage's own page stays where it is. */
  async another(login: string): Promise<Page> {
    const page = await this.#newPage();
    await this.#enter(page, login);
    return page;
  }

  async #newPage(zoom = 1): Promise<Page> {
    this.#browser ??= await launchBrowser();
    const context = await this.#browser.newContext({
      viewport: { width: Math.floor(1366 / zoom), height: Math.floor(768 / zoom) },
      deviceScaleFactor: zoom,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    });
    context.setDefaultTimeout(30_000);
    context.on('console', (message) => this.#hearConsole(message));
    context.on('weberror', (error) => void this.#complaints.push(String(error.error())));
    const page = await context.newPage();
    if (slowdown > 1) {
      const session = await context.newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    }
    await page.clock.install({ time: this.#startAt });
    await page.goto(this.host.url);
    return page;
  }

  #hearConsole(message: ConsoleMessage): void {
    const text = message.text();
    // The browser's own line for a refused call or a host that is away: tests of both are about what the page says then.
    const answered = text.startsWith('Failed to load resource');
    if ((message.type() === 'error' && !answered) || /Content Security Policy/i.test(text)) this.#complaints.push(text.slice(0, 300));
  }

  /** Until the page has what it asked for: nothing under way, nothing turning, twice in a row. */
  async settled(page: Page): Promise<void> {
    const busy = async () => [
      ...[...(this.#underWay.get(page) ?? [])].map((request) => request.url()),
      ...(await page.locator('.ant-spin-spinning, .ant-skeleton').evaluateAll((found) => found.map(({ className }) => className))),
    ];
    await expect
      .poll(async () => {
        const before = await busy();
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
        return [...before, ...(await busy())];
      })
      .toEqual([]);
  }

  /** One more tab of the stage's browser, with a session of its own. */
  async tab(login: string, room = ''): Promise<Page> {
    const { body } = await this.host.post('accounts/signIn', { login, password });
    if (!body['token']) throw new Error(`${login} was not let in: ${JSON.stringify(body)}`);
    const page = await this.page.context().newPage();
    const underWay = new Set<Request>();
    this.#underWay.set(page, underWay);
    // Questions to the host; the script of the shared worker is never reported as finished.
    page.on('request', (request) => void (['fetch', 'xhr'].includes(request.resourceType()) && underWay.add(request)));
    page.on('requestfinished', (request) => void underWay.delete(request));
    page.on('requestfailed', (request) => void underWay.delete(request));
    await page.addInitScript((token) => sessionStorage.setItem('session', token), String(body['token']));
    await page.clock.install({ time: this.#startAt });
    await page.goto(`${this.host.url}#/${room}`);
    await page.getByRole('navigation', { name: '导航' }).waitFor();
    return page;
  }

  async #enter(page: Page, login: string): Promise<void> {
    await page.getByLabel('用户名').fill(login);
    await page.getByLabel('密码', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: '导航' }).waitFor();
  }

  async closeBrowser(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
  }

  async signIn(login: string): Promise<void> {
    await this.page.evaluate(() => sessionStorage.clear());
    await this.page.goto(this.host.url);
    await this.page.reload();
    await this.#enter(this.page, login);
  }

  /** Opens a room by its name in the rail. */
  async room(name: string): Promise<void> {
    await this.page.getByRole('navigation', { name: '导航' }).getByRole('link', { name }).first().click();
  }

  /** Keys one after the other, as a person who sees what is on the screen: after a step of a call they rest for a moment. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.keysReady();
      await this.page.keyboard.press(key);
    }
  }

  /** Keys are read again: the step of the call before this one is over. */
  async keysReady(): Promise<void> {
    await this.page.waitForFunction(() => document.querySelector('[data-keys=resting]') === null);
  }

  /** The page was loaded anew in the middle of a call, which goes on. */
  async callGoesOn(): Promise<void> {
    await this.page.getByTestId('left-call').waitFor();
    await this.press('Enter');
    await this.page.getByTestId('left-call').waitFor({ state: 'detached' });
  }

  /** Text as an input method commits it. */
  async write(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }

  /** Keeps a picture, and refuses findings of axe above minor, a page that scrolls and complaints of the browser. */
  async look(name: string, page = this.page): Promise<void> {
    await page.screenshot({ path: `${pictures}${name}.png` });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations
      .filter(({ impact }) => impact !== 'minor')
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
    expect(serious, name).toEqual([]);
    const scrolls = await page.evaluate(
      () => document.documentElement.scrollHeight > window.innerHeight || document.documentElement.scrollWidth > window.innerWidth,
    );
    expect(scrolls, `${name} scrolls`).toBe(false);
    this.#expectNoComplaints(name);
  }

  /** Keeps the page as it is printed, for people to look at; answers how many pages it has. */
  async pdf(name: string): Promise<number> {
    const file = await this.page.pdf({ path: `${pictures}${name}.pdf`, preferCSSPageSize: true, printBackground: true });
    return file.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  }

  #expectNoComplaints(where: string): void {
    expect([...new Set(this.#complaints)], `${where}: console`).toEqual([]);
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    await this.#host?.kill('SIGKILL');
    this.#expectNoComplaints('to the end');
  }
}
