/** Starts the hospital's softphone with a number. The page names the number alone; the program is the admin's. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { ProgramStart } from '../../shared/desktop.ts';
import { isDialled } from '../../shared/worklist/rules/dialling.ts';

export interface Softphone {
  readonly program: string;
  readonly arguments: readonly string[];
}

/** No shell: the arguments reach the program as they are, and nothing in them is read as a command. */
function start({ program, arguments: given }: Softphone): Promise<ProgramStart> {
  return new Promise((resolve) => {
    const child = spawn(program, [...given], { shell: false, detached: true, stdio: 'ignore' });
    child.once('error', () => resolve('failed'));
    child.once('spawn', () => {
      child.unref();
      resolve('started');
    });
  });
}

/**
 * @param ask the softphone as the core's settings have it for this number; null where none is set
 * @throws Error where the argument is no number
 */
export async function startSoftphone(number: unknown, ask: (number: string) => Promise<Softphone | null>): Promise<ProgramStart> {
  if (typeof number !== 'string' || !isDialled(number)) throw new Error('not a number');
  const softphone = await ask(number);
  if (!softphone) return 'not_set';
  if (!isAbsolute(softphone.program) || !existsSync(softphone.program)) return 'missing';
  return start(softphone);
}
