/** What one client may cost the host: every refusal comes before the work, in words and with its status. Real requests. */
import { readFileSync } from 'node:fs';
import { type ClientRequest, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHost, type TestHost } from '../helpers/host.ts';

const admin = { login: 'xinxike', password: 'Huifang-2026' };
const megabyte = 1024 * 1024;

interface Answer {
  readonly status: number;
  readonly body: { code?: string; message?: string; json?: { code?: string } };
}

let host: TestHost;
let token: string;

async function founded(limits: Parameters<typeof startTestHost>[0]): Promise<[TestHost, string]> {
  const started = await startTestHost(limits);
  await started.post('hospital/setUp', { hospital: '市第一人民医院', name: '信息科', ...admin });
  const { body } = await started.post('accounts/signIn', admin);
  return [started, String(body['token'])];
}

beforeAll(async () => {
  [host, token] = await founded({});
});
afterAll(() => host.kill());

/** Sends a body piece by piece and takes whatever answer comes, also while it is still sending. */
function sent(path: string, headers: Record<string, string>, write: (to: ClientRequest) => void, to = host): Promise<Answer> {
  const { hostname, port } = new URL(to.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method: 'POST', headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => {
        asked.destroy();
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(body) });
      });
    });
    // What is still being sent when the answer has come fails, as it should.
    asked.on('error', (error) => asked.destroyed || reject(error));
    write(asked);
  });
}

const json = { 'content-type': 'application/json' };

/** Writes pieces as fast as the other end takes them, until the request has ended. */
function stream(asked: ClientRequest, piece: Buffer, times: number): void {
  let left = times;
  const go = () => {
    while (left > 0 && !asked.destroyed) {
      left -= 1;
      if (!asked.write(piece)) return void asked.once('drain', go);
    }
    if (left === 0 && !asked.destroyed) asked.end();
  };
  go();
}

/** Most memory that the host ever held, in megabytes (Linux). */
const peak = () => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${host.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

describe('a body', () => {
  it('of 190 MB of brackets without a token costs the host nothing: refused by its declared size, and as it comes in', async () => {
    const piece = Buffer.alloc(megabyte, '[');
    const declared = await sent('/api/accounts/signIn', { ...json, 'content-length': String(190 * megabyte) }, (to) =>
      stream(to, piece, 190),
    );
    const undeclared = await sent('/api/accounts/signIn', json, (to) => stream(to, piece, 190));
    for (const answer of [declared, undeclared])
      expect(answer).toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE', message: '请求内容超过上限（1 MB），没有处理。' } });
    if (process.platform === 'linux') expect(peak()).toBeLessThan(700);
  });

  it('that lies too deep in itself is refused, on both interfaces', async () => {
    const brackets = '['.repeat(megabyte - 1);
    const plain = await sent('/api/accounts/signIn', json, (to) => to.end(brackets));
    expect(plain).toMatchObject({ status: 422, body: { code: 'BAD_INPUT', message: expect.stringContaining('64 层') } });
    const objects = `${'{"json":'.repeat(65)}1${'}'.repeat(65)}`;
    const rpc = await sent('/rpc/accounts/signIn', json, (to) => to.end(objects));
    expect(rpc).toMatchObject({ status: 422, body: { json: { code: 'BAD_INPUT' } } });
  });

  it('with brackets in its texts is none the deeper', async () => {
    const login = `${'['.repeat(200)}"\\`;
    expect(await host.post('accounts/signIn', { login: login.slice(0, 60), password: login.slice(0, 100) })).toMatchObject({
      body: { code: 'WRONG_PASSWORD' },
    });
  });

  it('of another kind is refused: text, a form where no file belongs', async () => {
    const kinds = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/octet-stream'];
    for (const kind of kinds)
      expect(await sent('/api/accounts/signIn', { 'content-type': kind }, (to) => to.end('--x--'))).toMatchObject({
        status: 415,
        body: { code: 'BODY_KIND' },
      });
  });

  it('may be missing', async () => {
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${host.url}api/accounts/me`, { method: 'POST', headers })).status).toBe(200);
  });
});

describe('an upload', () => {
  const form = { 'content-type': 'multipart/form-data; boundary=x' };

  it('is refused to who is not signed in, or may not import, before a byte of it is read', async () => {
    const length = { 'content-length': String(100 * megabyte) };
    const stranger = await sent('/api/import/previewImport', { ...form, ...length }, (to) => to.write('--x'));
    expect(stranger).toMatchObject({ status: 401, body: { code: 'NOT_SIGNED_IN' } });
    const forged = await sent('/rpc/import/previewImport', { ...form, ...length, authorization: 'Bearer forged' }, (to) => to.write('--x'));
    expect(forged).toMatchObject({ status: 401, body: { json: { code: 'NOT_SIGNED_IN' } } });
    const nurse = { login: 'nurse', password: 'Huifang-2026', name: '王静', role: 'nurse', departmentId: null };
    await host.post('hospital/createUser', nurse, token);
    const signedIn = await host.post('accounts/signIn', nurse);
    const headers = { ...form, ...length, authorization: `Bearer ${signedIn.body['token']}` };
    expect(await sent('/api/import/previewImport', headers, (to) => to.write('--x'))).toMatchObject({ status: 403 });
  });

  it('larger than any file is refused by its declared size', async () => {
    const headers = { ...form, authorization: `Bearer ${token}`, 'content-length': String(300 * megabyte) };
    expect(await sent('/api/import/previewImport', headers, (to) => to.write('--x'))).toMatchObject({
      status: 413,
      body: { code: 'FILE_TOO_LARGE', message: expect.stringContaining('200 MB') },
    });
  });

  it('larger than a JSON body is read from who may import', async () => {
    const lines = ['住院号,姓名,性别,电话,出院日期,出院科室,主要诊断'];
    for (let row = 0; row < 20_000; row += 1) lines.push(`ZY${row},王小明,男,13800001111,2026-10-08,骨科,左侧股骨颈骨折术后`);
    const body = new FormData();
    body.set('file', new File([lines.join('\n')], '十月.csv'));
    const answer = await fetch(`${host.url}api/import/previewImport`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body,
    });
    expect(await answer.json()).toMatchObject({ counts: { read: 20_000 } });
  });
});

describe('time', () => {
  let slow: TestHost;
  beforeAll(async () => {
    slow = await startTestHost({ limits: { headersMs: 300, jsonMs: 300, uploadMs: 900 } });
  });
  afterAll(() => slow.kill());

  /** All that a raw connection is answered until it ends. */
  function spoken(text: string): Promise<string> {
    const socket = connect(Number(new URL(slow.url).port), '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part;
    });
    socket.write(text);
    return new Promise((resolve, reject) => socket.once('close', () => resolve(answer)).once('error', reject));
  }

  it('for headers, and for a body, runs out in words', async () => {
    expect(await spoken('POST /api/accounts/status HTTP/1.1\r\nhost: 127.0.0.1\r\n')).toMatch(/^HTTP\/1\.1 408 [\s\S]*REQUEST_TOO_SLOW/);
    const headers = 'host: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{';
    expect(await spoken(`POST /api/accounts/status HTTP/1.1\r\n${headers}`)).toMatch(/^HTTP\/1\.1 408 [\s\S]*规定的时间/);
  });

  it('is not spent on what is no request', async () => {
    expect(await spoken('你好\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*NOT_HTTP/);
  });
});

describe('places', () => {
  let small: TestHost;
  let smallToken: string;
  const open: Socket[] = [];
  beforeAll(async () => {
    [small, smallToken] = await founded({ limits: { connectionsOfAddress: 6, streamsOfUser: 2 } });
  });
  afterAll(async () => {
    for (const socket of open) socket.destroy();
    await small.kill();
  });

  it('for streams are counted by user, free again when one ends, and what is too much is said', async () => {
    const streamed = async () => {
      const stop = new AbortController();
      const response = await fetch(`${small.url}api/upkeep/changes`, {
        method: 'POST',
        headers: { ...json, authorization: `Bearer ${smallToken}` },
        body: '{}',
        signal: stop.signal,
      });
      return { response, stop };
    };
    const first = await streamed();
    const second = await streamed();
    expect([first.response.status, second.response.status]).toEqual([200, 200]);
    const third = await streamed();
    expect(third.response.status).toBe(429);
    expect(await third.response.json()).toMatchObject({ code: 'TOO_MANY', message: expect.stringContaining('实时连接太多（上限 2 个）') });
    first.stop.abort();
    await expect.poll(async () => (await streamed()).response.status).toBe(200);
    second.stop.abort();
  });

  it('for connections are counted by address: one more is refused, and served when another has gone', async () => {
    const { port } = new URL(small.url);
    const held = await new Promise<number>((resolve) => {
      let connected = 0;
      for (let at = 0; at < 6; at += 1)
        open.push(
          connect(Number(port), '127.0.0.1', () => {
            connected += 1;
            if (connected === 6) resolve(connected);
          }),
        );
    });
    expect(held).toBe(6);
    const refused = await sent('/api/accounts/status', json, (to) => to.end('{}'), small);
    expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY', message: expect.stringContaining('连接太多') } });
    for (const socket of open) socket.destroy();
    await expect.poll(async () => (await sent('/api/accounts/status', json, (to) => to.end('{}'), small)).status).toBe(200);
  });
});
