/** What every verb shares: the chosen place, a workstation acting as the system, and how an outcome is said. */
import { ORPCError } from '@orpc/client';
import { errorList, Refusal } from '../../shared/contract/errors.ts';
import { systemActor } from '../core/context.ts';
import { type Client, createWorkstation } from '../core/workstation.ts';
import { defaultDataDir, openParts, type Place } from '../parts.ts';

export interface GlobalOptions {
  readonly data?: string;
  readonly json?: boolean;
}

/** The place the options and the environment name. */
export function placeOf(options: GlobalOptions): Place {
  return { dataDir: options.data ?? defaultDataDir(), postgresUrl: process.env['WORKSTATION_POSTGRES_URL'] || undefined };
}

/** Runs one verb on an opened workstation, as the system user, and closes it whatever happens. */
export async function withWorkstation<T>(options: GlobalOptions, work: (client: Client) => Promise<T>): Promise<T> {
  const workstation = createWorkstation(await openParts(placeOf(options)));
  try {
    return await work(workstation.as({ actor: systemActor }));
  } finally {
    await workstation.close();
  }
}

/** Says the result: one JSON object, or lines for people. */
export function say(options: GlobalOptions, result: object, lines: readonly string[]): void {
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${lines.join('\n')}\n`);
}

/** A fault of the program, as opposed to a refused input. */
const fault = 2;
const refused = 1;

/** Exit code for a failure, which is said on stderr in plain words. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof Refusal || (error instanceof ORPCError && error.code in errorList)) {
    process.stderr.write(`${error.message}\n`);
    return error.code === 'INTERNAL' ? fault : refused;
  }
  process.stderr.write(`程序内部出错，内容没有改变。\n${error instanceof Error ? error.stack : String(error)}\n`);
  return fault;
}
