/** Runs one read-only query on a hospital database: opens a connection, queries, and always closes it. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { DatabaseKind } from '../../../shared/base/contract/words.ts';
import { type Answer, connectMilliseconds, type Driver, type Question, type Session, type Target } from './driver.ts';
import { reachRefusal } from './failures.ts';

const drivers: Readonly<Record<DatabaseKind, () => Promise<Driver>>> = {
  postgres: async () => (await import('./drivers/postgres.ts')).postgres,
  mysql: async () => (await import('./drivers/mysql.ts')).mysql,
  sqlserver: async () => (await import('./drivers/sqlServer.ts')).sqlServer,
  oracle: async () => (await import('./drivers/oracle.ts')).oracle,
};

/** The server stops a query by itself; where it does not, the connection is cut this much later. */
const grace = 5_000;

class Late extends Error {}

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Late()), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @throws Refusal SOURCE_*; never the driver's own error, whose text may hold more than people should read
 */
export async function ask(target: Target, question: Question): Promise<Answer> {
  const driver = await drivers[target.kind]();
  const translate = (error: unknown, phase: 'connect' | 'ask'): Refusal => {
    if (error instanceof Refusal) return error;
    if (error instanceof Late)
      return phase === 'connect'
        ? new Refusal('SOURCE_UNREACHABLE', { host: target.host, port: target.port, detail: '没有应答' })
        : new Refusal('SOURCE_TIMEOUT', { seconds: Math.round(question.milliseconds / 1_000) });
    const milliseconds = phase === 'connect' ? connectMilliseconds : question.milliseconds;
    const known = driver.refusal(error, target) ?? reachRefusal(error, target, phase, milliseconds);
    return known.code === 'SOURCE_TIMEOUT' ? new Refusal('SOURCE_TIMEOUT', { seconds: Math.round(milliseconds / 1_000) }) : known;
  };
  const opening = driver.open(target);
  let session: Session;
  try {
    session = await within(opening, connectMilliseconds + grace);
  } catch (error) {
    // One that opens after all is closed; its failure was told already.
    opening.then((late) => late.close()).catch(() => undefined);
    throw translate(error, 'connect');
  }
  try {
    return await within(session.ask(question), question.milliseconds + grace);
  } catch (error) {
    throw translate(error, 'ask');
  } finally {
    await within(session.close(), grace).catch(() => undefined);
  }
}
