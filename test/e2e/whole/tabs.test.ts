/**
 * Tests many tabs of one browser, and that screens stay current after a lost connection without needless refetching.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePatients } from '../../helpers/calling.ts';
import { startTestHost } from '../../helpers/host.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { password, Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';
/** Questions that a page asks by its own clock, whatever happens. */
const byClock = /handOversWaiting|alarms|dayLine/;

describe('many tabs of one browser', () => {
  const stage = new Stage(now);
  let followUpIds: readonly string[] = [];

  beforeAll(async () => {
    const workstation = await openWorkstation('sqlite', now, stage.dataDir);
    const staff = await withStaff(workstation);
    const sampled = await samplePatients(
      workstation,
      staff,
      Array.from({ length: 30 }, (_, index) => ({ name: `患者${index + 1}` })),
    );
    followUpIds = sampled.map(({ followUpId }) => followUpId);
    await workstation.close();
    await stage.startHost();
    await stage.openBrowser();
  });
  afterAll(() => stage.close());

  const tokenOf = async (login: string, host = stage.host) =>
    String((await host.post('accounts/signIn', { login, password })).body['token']);

  it('eight tabs are open, and a nurse in a call in one of them still saves', async () => {
    const others: Page[] = [];
    for (const login of ['nurse2', 'supervisor', 'director', 'head', 'admin', 'supervisor', 'nurse2']) others.push(await stage.tab(login));
    await stage.signIn('nurse');
    await stage.page.bringToFront();
    await stage.page.getByTestId('queue').waitFor();
    await stage.press('Enter');
    await stage.page.locator('[data-phase=before]').waitFor();
    await stage.press('Enter');
    await stage.page.locator('[data-phase=ringing]').waitFor();
    await stage.press('Space');
    await stage.page.locator('[data-testid=current-item][data-code=greeting]').waitFor();
    await stage.press('Enter');
    await stage.page.locator('[data-testid=saved][data-state=saved]').waitFor();
    // Every tab is told: the supervisor's list shows whose the patient is.
    const list = others[1];
    if (!list) throw new Error('no tab');
    await list.goto(`${stage.host.url}#/work-list`);
    await list.getByText('王静 处理中').first().waitFor();
    for (const page of others) await page.close();
  });

  it('a page left open shows what changed while the host was away', async () => {
    const page = await stage.tab('admin', 'users');
    await page.getByText('赵敏').first().waitFor();
    await stage.host.kill('SIGKILL');
    // The same hospital at another address: nothing of this reaches the page.
    const elsewhere = await startTestHost({ dataDir: stage.dataDir, startAt: now });
    const admin = await tokenOf('admin', elsewhere);
    const users = (await elsewhere.post('hospital/users', {}, admin)).body as unknown as { id: string; name: string; version: number }[];
    const changed = users.find(({ name }) => name === '赵敏');
    await elsewhere.post(
      'hospital/updateUser',
      { id: changed?.id, name: '赵敏敏', role: 'nurse', departmentId: null, active: true, version: changed?.version },
      admin,
    );
    await elsewhere.kill();
    await stage.startHost();
    await page.getByText('赵敏敏').first().waitFor();
    await page.close();
  });

  it('with twenty pages open, a colleague taking patients is asked about by the work list alone, once per push', async () => {
    const rooms = [
      ...['reports', 'questionnaires', 'work', 'feedback'].map((room) => ['director', room] as const),
      ...['users', 'connections', 'discharges', 'import', 'upkeep'].map((room) => ['admin', room] as const),
      ...['sampling', 'quality', 'numbers', 'register', 'questionnaires'].map((room) => ['supervisor', room] as const),
      ...['feedback', 'reports'].map((room) => ['head', room] as const),
      ...['questionnaires', 'register', 'replies'].map((room) => ['nurse', room] as const),
    ];
    const unrelated: Page[] = [];
    for (const [login, room] of rooms) unrelated.push(await stage.tab(login, room));
    const list = await stage.tab('supervisor', 'work-list');
    expect(unrelated).toHaveLength(19);
    await list.getByTestId('queue').getByText('患者7', { exact: true }).waitFor();
    for (const page of unrelated) await stage.settled(page);

    const asked = new Map<Page, string[]>();
    for (const page of [...unrelated, list]) {
      const urls: string[] = [];
      asked.set(page, urls);
      page.on('request', (request) => {
        const [, path] = request.url().split('/rpc/');
        if (path && !byClock.test(path)) urls.push(`${path} ${request.postData()}`);
      });
    }
    const nurse2 = await tokenOf('nurse2');
    const pushes = await listen(stage.host.url, nurse2);
    const take = (followUpId: string | undefined) => stage.host.post('calls/take', { followUpId }, nurse2);
    await take(followUpIds[6]);
    await list.getByText('赵敏敏 处理中').waitFor();
    await Promise.all(followUpIds.slice(8, 18).map(take));
    await take(followUpIds[20]);
    await list.locator('[role=row]', { hasText: '患者21' }).getByText('赵敏敏 处理中').waitFor();
    // Whatever a page does about a push, it has done before it answers this.
    for (const page of unrelated) await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 0)));

    expect(unrelated.map((page) => asked.get(page))).toEqual(unrelated.map(() => []));
    // The list itself and, above it, what is due now.
    const questions = Map.groupBy(asked.get(list) ?? [], (question) => question);
    expect([...questions.keys()].map((question) => question.split(' ', 1)[0])).toEqual(['worklist/workList', 'worklist/workList']);
    for (const times of questions.values()) expect(times.length).toBeLessThanOrEqual(pushes.count('holds'));
    await pushes.end();
  });
});

/** A plain listener beside the pages: how often a topic was told. */
async function listen(url: string, token: string) {
  const stop = new AbortController();
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${url}api/upkeep/changes`, { method: 'POST', headers, body: '{}', signal: stop.signal });
  let text = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) text += decoder.decode(part as Uint8Array, { stream: true });
  })().catch(() => undefined);
  return {
    count: (topic: string) => text.split(`"${topic}"`).length - 1,
    end: async () => {
      stop.abort();
      await reading;
    },
  };
}
