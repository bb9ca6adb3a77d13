/** The host over real HTTP: who may speak to it, what it serves, how it refuses. */
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../shared/contract.ts';
import { startTestHost, type TestHost } from '../helpers/host.ts';

const admin = { login: 'xinxike', password: 'Huifang-2026' };
let host: TestHost;

beforeAll(async () => {
  host = await startTestHost();
  const setUp = await host.post('hospital/setUp', { hospital: '市第一人民医院', name: '信息科', ...admin });
  expect(setUp).toEqual({ status: 200, body: { ok: true } });
});
afterAll(() => host.kill());

/** A request as written, where fetch would tidy the path or refuse the header. */
function raw(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(host.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

async function signIn(): Promise<string> {
  const { body } = await host.post('accounts/signIn', admin);
  return String(body['token']);
}

describe('the plain interface', () => {
  it('signs in, knows the user by the bearer token, and forgets it after signing out', async () => {
    const token = await signIn();
    expect(await host.post('accounts/me', {}, token)).toMatchObject({ status: 200, body: { user: { login: 'xinxike', role: 'admin' } } });
    await host.post('accounts/signOut', {}, token);
    expect(await host.post('accounts/me', {}, token)).toMatchObject({ status: 401, body: { code: 'NOT_SIGNED_IN' } });
  });

  it('refuses a wrong password with the sentence for people', async () => {
    const { status, body } = await host.post('accounts/signIn', { ...admin, password: 'wrong-1234' });
    expect(status).toBe(401);
    expect(body).toMatchObject({ code: 'WRONG_PASSWORD', message: '用户名或密码不正确，再错 4 次账号将锁定 15 分钟。', data: { left: 4 } });
  });

  it('says in Chinese that a body is not JSON, and what an input lacks', async () => {
    const broken = await fetch(`${host.url}api/accounts/signIn`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"login":',
    });
    expect(broken.status).toBe(422);
    expect(await broken.json()).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('JSON') });
    expect(await host.post('accounts/signIn', { login: 'xinxike' })).toMatchObject({ status: 422, body: { code: 'BAD_INPUT' } });
  });

  it('documents every procedure of the contract', async () => {
    const response = await fetch(`${host.url}api/openapi.json`);
    const document = (await response.json()) as { openapi: string; paths: Record<string, { post?: object }>; security: object[] };
    const promised = Object.entries(contract).flatMap(([room, procedures]) => Object.keys(procedures).map((name) => `/${room}/${name}`));
    expect(Object.keys(document.paths).sort()).toEqual(promised.sort());
    expect(Object.values(document.paths).every(({ post }) => post)).toBe(true);
    expect(document.security).toEqual([{ bearer: [] }]);
  });

  it('answers an unknown procedure with 404 and a sentence', async () => {
    expect(await host.post('accounts/nothing')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect((await raw('/rpc/accounts/nothing', {}, 'POST')).status).toBe(404);
    expect((await raw('/anything', {}, 'DELETE')).status).toBe(404);
  });

  it('takes a file as a multipart form', async () => {
    const token = await signIn();
    const csv = '住院号,姓名,性别,电话,出院日期,出院科室,主要诊断\nZY001,王小明,男,13800001111,2026-10-08,骨科,股骨骨折\n';
    const form = new FormData();
    form.set('file', new File([csv], '十月出院.csv', { type: 'text/csv' }));
    const response = await fetch(`${host.url}api/import/previewImport`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ fileName: '十月出院.csv', counts: { read: 1, added: 1, rejected: 0 } });
  });
});

describe('the page', () => {
  it('comes with a policy without unsafe-inline and a nonce of its own each time', async () => {
    const first = await fetch(host.url);
    const second = await fetch(host.url);
    const policy = first.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(first.status).toBe(200);
    expect(nonce).toHaveLength(24);
    expect(await first.text()).toContain(`content="${nonce}"`);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(second.headers.get('content-security-policy')).not.toBe(policy);
    for (const [name, value] of [
      ['x-content-type-options', 'nosniff'],
      ['x-frame-options', 'DENY'],
      ['referrer-policy', 'no-referrer'],
    ] as const)
      expect(first.headers.get(name)).toBe(value);
  });

  it('serves its script with the right type', async () => {
    const html = await (await fetch(host.url)).text();
    const script = /src="\.(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
    const answer = await fetch(new URL(script, host.url));
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it('has the icon that a browser asks for', async () => {
    const answer = await fetch(new URL('/favicon.ico', host.url));
    expect({ status: answer.status, type: answer.headers.get('content-type') }).toEqual({ status: 200, type: 'image/x-icon' });
  });

  it.each([
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/assets/..%5c..%5cpackage.json',
    '//etc/passwd',
    '//[',
    '/%00index.html',
    '/%zz',
  ])('never leaves its folder for %s', async (path) => {
    const { status, body } = await raw(path);
    expect(status).toBe(404);
    expect(body).not.toContain('discharge-follow-up');
  });
});

describe('strangers', () => {
  it.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example'])('are refused by the name they call us: %s', async (name) => {
    expect((await raw('/api/openapi.json', { host: name })).status).toBe(403);
  });

  it('are refused when another site’s page calls', async () => {
    const { status, body } = await raw('/api/accounts/status', { origin: 'http://evil.example' }, 'POST');
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ code: 'FOREIGN_PAGE' });
  });

  it('but the page itself, by either name of this machine, is not', async () => {
    const { port } = new URL(host.url);
    for (const name of [`127.0.0.1:${port}`, `localhost:${port}`])
      expect((await raw('/api/accounts/status', { host: name, origin: `http://${name}` }, 'POST')).status).toBe(200);
  });
});

it('keeps what was saved when it is killed, and says no identity in its log', async () => {
  const token = await signIn();
  await host.post('hospital/saveDepartment', { id: null, name: '康复科', kind: 'clinical', sensitive: false, active: true }, token);
  await host.kill('SIGKILL');
  expect(host.logs()).not.toContain('信息科');
  host = await startTestHost({ dataDir: host.dataDir });
  const departments = await host.post('hospital/departments', {}, token);
  expect(JSON.stringify(departments.body)).toContain('康复科');
  expect(existsSync(join(host.dataDir, 'workstation.db'))).toBe(true);
});
