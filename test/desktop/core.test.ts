/** Tests the core behind a real MessagePort; the test plays the parent process. */
import { EventEmitter, once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../electron/core/workstation.ts';
import { newDataDir, startTestHost } from '../helpers/host.ts';
import { resourcesDir } from '../helpers/parts.ts';

/** What Electron gives a utility process; messages to the parent come out as `sent`. */
class ParentPortDouble extends EventEmitter {
  postMessage(message: unknown): void {
    this.emit('sent', message);
  }
}

const parent = new ParentPortDouble();
const open: MessageChannel[] = [];

/** A page connected to the core, working under whatever token it has at the time of a call. */
function connectPage(): { client: Client; token: string } {
  const channel = new MessageChannel();
  open.push(channel);
  parent.emit('message', { data: { kind: 'connect' }, ports: [channel.port1] });
  const page: { client: Client; token: string } = { client: undefined as unknown as Client, token: '' };
  const headers = () => (page.token ? { authorization: `Bearer ${page.token}` } : {});
  channel.port2.start();
  page.client = createORPCClient(new RPCLink({ port: channel.port2 as unknown as globalThis.MessagePort, headers }));
  return page;
}

async function openData(dataDir: string, key: string | null): Promise<unknown> {
  const answer = once(parent, 'sent');
  parent.emit('message', {
    data: { kind: 'open', dataDir, resourcesDir, key },
    ports: [],
  });
  return (await answer)[0];
}

beforeAll(async () => {
  Object.assign(process, { parentPort: parent });
  await import('../../electron/core.ts');
});
afterEach(() => {
  for (const { port1, port2 } of open.splice(0)) {
    port1.close();
    port2.close();
  }
});

describe('the core in its own process', () => {
  it('answers a data folder in use with the sentence for people', async () => {
    const host = await startTestHost();
    expect(await openData(host.dataDir, null)).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining('正被另一个回访工作站程序使用'),
    });
    await host.kill();
  });

  it('opens an encrypted data folder and serves each page by the token of each call', async () => {
    expect(await openData(newDataDir(), 'ab'.repeat(32))).toEqual({ kind: 'ready' });
    const page = connectPage();
    await page.client.hospital.setUp({ hospital: '市第一人民医院', name: '信息科', login: 'admin', password: 'Huifang-2026' });
    await expect(page.client.accounts.me({})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN', defined: true });
    page.token = (await page.client.accounts.signIn({ login: 'admin', password: 'Huifang-2026' })).token;
    expect((await page.client.accounts.me({})).user.login).toBe('admin');
    const other = connectPage();
    await expect(other.client.accounts.me({})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    page.token = '';
    await expect(page.client.accounts.me({})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  it('names the softphone’s program to the parent alone, by what the admin has set', async () => {
    const page = connectPage();
    page.token = (await page.client.accounts.signIn({ login: 'admin', password: 'Huifang-2026' })).token;
    const ask = async (number: number) => {
      const answer = once(parent, 'sent');
      parent.emit('message', { data: { kind: 'softphone', ask: number, number: '913800001111' }, ports: [] });
      return (await answer)[0];
    };
    expect(await ask(1)).toEqual({ kind: 'softphone', ask: 1, softphone: null });
    const { dialling } = await page.client.upkeep.settings({});
    const program = { program: 'C:\\Softphone\\dial.exe', arguments: ['/call', '{number}'] };
    await page.client.upkeep.saveDialling({ ...dialling, by: 'program', ...program });
    expect(await ask(2)).toEqual({
      kind: 'softphone',
      ask: 2,
      softphone: { program: 'C:\\Softphone\\dial.exe', arguments: ['/call', '913800001111'] },
    });
  });

  it('takes a file over the port', async () => {
    const page = connectPage();
    page.token = (await page.client.accounts.signIn({ login: 'admin', password: 'Huifang-2026' })).token;
    const csv = '住院号,姓名,性别,电话,出院日期,出院科室,主要诊断\nZY001,王小明,男,13800001111,2026-10-08,骨科,股骨骨折\n';
    const preview = await page.client.import.previewImport({ file: new File([csv], '十月.csv', { type: 'text/csv' }) });
    expect(preview).toMatchObject({ fileName: '十月.csv', counts: { read: 1, added: 1 } });
  });
});
