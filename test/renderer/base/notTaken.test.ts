/** Tests what a page does with a call that never reached the core. A host that is busy answers 408 itself. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { expect, it } from 'vitest';
import { refuseRaw } from '../../../electron/host/answers.ts';
import { asksAgain, isNotTaken } from '../../../renderer/base/notTaken.ts';

const refusedWith = (status: number) => new ORPCError('ANY', { status });

it('the host’s own 408 is asked again and keeps what was typed waiting', async () => {
  const server = createServer((request) => refuseRaw(request.socket, 'REQUEST_TOO_SLOW'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const client = createORPCClient<{ feedback: { alarms: (input: object) => Promise<unknown> } }>(
    new RPCLink({ url: `http://127.0.0.1:${port}/rpc` }),
  );
  const error: unknown = await client.feedback.alarms({}).catch((thrown: unknown) => thrown);
  server.close();
  expect(error).toMatchObject({ status: 408 });
  expect([0, 1, 2].map((times) => asksAgain(times, error))).toEqual([true, true, false]);
  expect(isNotTaken(error)).toBe(true);
});

it('a lost line is asked again; what the core refused is not, and stays refused', () => {
  expect([asksAgain(0, new TypeError('fetch')), isNotTaken(new TypeError('fetch'))]).toEqual([true, true]);
  for (const status of [400, 403, 404, 409])
    expect([asksAgain(0, refusedWith(status)), isNotTaken(refusedWith(status))]).toEqual([false, false]);
  for (const status of [401, 429, 500, 503]) expect(isNotTaken(refusedWith(status))).toBe(true);
});
