/** Guessing over real HTTP: the machine is slowed down, and a local command lets the admin in again. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workstation } from '../helpers/commandLine.ts';
import { startTestHost, type TestHost } from '../helpers/host.ts';

const admin = { login: 'xinxike', password: 'Huifang-2026' };
let host: TestHost;

beforeAll(async () => {
  host = await startTestHost();
  await host.post('hospital/setUp', { hospital: '市第一人民医院', name: '信息科', ...admin });
});
afterAll(() => host.kill());

const unlock = () => workstation(['unlock', admin.login, '--data', host.dataDir]);

it('five anonymous guesses lock the admin out only until `unlock` is run on the machine, with the host running or not', async () => {
  for (let guess = 0; guess < 5; guess += 1) await host.post('accounts/signIn', { ...admin, password: `guess-${guess}` });
  expect(await host.post('accounts/signIn', admin)).toMatchObject({ status: 423, body: { code: 'ACCOUNT_LOCKED' } });
  expect(await unlock()).toMatchObject({ code: 0, stdout: expect.stringContaining('已留下解锁请求') });
  expect(await host.post('accounts/signIn', admin)).toMatchObject({ status: 200 });

  for (let guess = 0; guess < 5; guess += 1) await host.post('accounts/signIn', { ...admin, password: `guess-${guess}` });
  await host.kill();
  expect(await unlock()).toMatchObject({ code: 0, stdout: expect.stringContaining('已解锁：xinxike') });
  expect(await workstation(['unlock', 'nobody', '--data', host.dataDir])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('nobody'),
  });
  host = await startTestHost({ dataDir: host.dataDir });
  expect(await host.post('accounts/signIn', admin)).toMatchObject({ status: 200 });
});

it('a machine that guesses on is refused by its address, whatever it says of itself', async () => {
  const guess = (login: string) => host.post('accounts/signIn', { login, password: 'guess-number-1' });
  const codes = new Set<string>();
  for (let at = 0; at < 12; at += 1) codes.add(String((await guess(`someone-${at}`)).body['code']));
  expect([...codes]).toEqual(['WRONG_PASSWORD', 'GUESSING_TOO_FAST']);
  const disguised = await fetch(`${host.url}api/accounts/signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': '10.9.9.9', forwarded: 'for=10.9.9.9' },
    body: JSON.stringify({ login: 'someone', password: 'guess-number-1' }),
  });
  expect(disguised.status).toBe(429);
});
