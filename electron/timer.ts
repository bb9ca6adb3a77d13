/** Timed work of a host or desktop: looks for due pulls from hospital databases. */
import { systemActor } from './core/base/context.ts';
import type { Workstation } from './core/workstation.ts';

const firstLook = 60_000;
const betweenLooks = 5 * 60_000;

/**
 * Looks a minute after the start and every five minutes then, never two at once. It keeps no process alive.
 * @returns ends it
 */
export function startTimer(look: () => Promise<unknown>, log: (line: string) => void): () => void {
  let timer: NodeJS.Timeout;
  let ended = false;
  const next = (delay: number) => {
    timer = setTimeout(async () => {
      await look().catch((error: unknown) => log(`due pulls: ${error instanceof Error ? error.message : String(error)}`));
      if (!ended) next(betweenLooks);
    }, delay);
    timer.unref();
  };
  next(firstLook);
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

/** The timer of a running workstation. */
export function startDuePulls(workstation: Workstation, log: (line: string) => void): () => void {
  return startTimer(() => workstation.as({ actor: systemActor }).connections.runDuePulls({}), log);
}
