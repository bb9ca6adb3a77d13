/** Tests the pushes to open screens: gathered, by role, without names, until the session ends. */
import { afterEach, expect, it, vi } from 'vitest';
import type { Client } from '../../../electron/core/workstation.ts';
import { type Push, type Topic, topicNames } from '../../../shared/base/contract/topics.ts';
import { topicsHeardBy, topicsOf } from '../../../shared/watching.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases, staffPassword } from '../../helpers/workstation.ts';

/** Collects what a stream tells, until `until` is satisfied or the stream ends. */
async function collect(pushes: AsyncIterable<Push>, until: (all: readonly Push[]) => boolean): Promise<Push[]> {
  const all: Push[] = [];
  for await (const push of pushes) {
    all.push(push);
    if (until(all)) break;
  }
  return all;
}

const oneOf = (topic: Topic) => (all: readonly Push[]) => all.some(({ topics }) => topics.includes(topic));

onBothDatabases('what open screens hear', (kind) => {
  const house = new House(kind);
  afterEach(() => vi.useRealTimers());

  const signIn = async (login: string) => (await house.workstation.anyone.accounts.signIn({ login, password: staffPassword })).token;
  const changeSettings = async () => {
    const { upkeep } = house.supervisor;
    await upkeep.saveSettings({ ...(await upkeep.settings({})), maxAttempts: 4 });
  };

  it('is refused without a log-in', async () => {
    await expect(house.workstation.anyone.upkeep.changes({})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    await expect(house.workstation.withToken('x').upkeep.changes({ alsoFor: ['y'] })).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  it('ten takes at once are told once, as a kind of change and nothing else', async () => {
    const patients = await samplePatients(
      house.workstation,
      house.staff,
      Array.from({ length: 10 }, () => ({})),
    );
    const heard = collect(await house.as('director').upkeep.changes({}), oneOf('settings'));
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    for (const { followUpId } of patients) await house.as('nurse').calls.take({ followUpId });
    await vi.advanceTimersByTimeAsync(250);
    await changeSettings();
    await vi.advanceTimersByTimeAsync(250);
    vi.useRealTimers();
    expect(await heard).toEqual([
      { to: [0], topics: ['holds'] },
      { to: [0], topics: ['settings'] },
    ]);
  });

  it('through one stream two users of a browser each hear what their role may ask about', async () => {
    const [nurse, admin] = [await signIn('nurse'), await signIn('admin')];
    const heard = collect(await house.workstation.withToken(nurse).upkeep.changes({ alsoFor: [admin, 'nobody'] }), (all) =>
      oneOf('settings')(all.filter(({ to }) => to.includes(1))),
    );
    await saveConnection(house.as('admin'));
    await changeSettings();
    const topicsFor = (place: number) => heard.then((all) => all.flatMap(({ to, topics }) => (to.includes(place) ? topics : [])));
    expect(await topicsFor(0)).not.toContain('connections');
    expect(await topicsFor(1)).toContain('connections');
    expect(await topicsFor(2)).toEqual([]);
  });

  it('ends with the session, and does not keep it alive', async () => {
    const token = await signIn('nurse');
    const heard = collect(await house.workstation.withToken(token).upkeep.changes({}), () => false);
    await house.workstation.withToken(token).accounts.signOut({});
    await changeSettings();
    expect(await heard).toEqual([]);

    const idle = await signIn('nurse');
    const listening = collect(await house.workstation.withToken(idle).upkeep.changes({}), () => false);
    for (const instant of ['2026-11-10T02:40:00.000Z', '2026-11-10T03:20:00.000Z']) {
      house.workstation.setNow(instant);
      await changeSettings();
    }
    await listening;
    await expect(house.workstation.withToken(idle).accounts.me({})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  it('progress is heard by whoever began the work, and by nobody else', async () => {
    const heard = collect(await house.as('supervisor').upkeep.changes({}), oneOf('settings'));
    const own = collect(await house.as('admin').upkeep.changes({}), oneOf('settings'));
    await house.as('admin').upkeep.verify({});
    await changeSettings();
    expect((await heard).some(({ progress }) => progress)).toBe(false);
    expect((await own).filter(({ progress }) => progress?.task === 'verify').length).toBeGreaterThan(1);
  });
});

const saveConnection = (admin: Client) =>
  admin.connections.saveConnection({
    name: '东院',
    kind: 'postgres',
    host: '127.0.0.1',
    port: 5432,
    database: 'his',
    user: 'reader',
    tls: 'off',
    certificate: '',
    schedule: null,
    password: 'Ru-lai-Shen_Zhang#42',
    source: { kind: 'view', view: '出院视图', dateColumn: '出院日期' },
  });

it('every topic changes some question, and only roles that may ask it hear of it', () => {
  expect(topicsOf('worklist', 'workList')).toContain('holds');
  expect(topicsOf('calling', 'no such')).toEqual([]);
  const heard = new Set([...topicsHeardBy('admin'), ...topicsHeardBy('supervisor')]);
  expect(topicNames.filter((topic) => !heard.has(topic))).toEqual([]);
  expect(topicsHeardBy('head').has('holds')).toBe(false);
  expect(topicsHeardBy('nurse').has('connections')).toBe(false);
  expect(topicsHeardBy('admin').has('connections')).toBe(true);
  expect([...topicsHeardBy('nobody')]).toEqual([]);
});
