/** Serves the core inside Electron's utility process over a MessagePort. */
import type { ParentPort } from 'electron';
import { Refusal, sentence } from '../shared/base/contract/errors.ts';
import { programArguments } from '../shared/worklist/rules/dialling.ts';
import { systemActor } from './core/base/context.ts';
import { createWorkstation, type Workstation } from './core/workstation.ts';
import type { CoreAnswer, CoreOrder } from './desktop/coreMessages.ts';
import { openParts } from './parts.ts';
import { portHandler } from './port.ts';
import { startDuePulls } from './timer.ts';

/** Electron gives it to utility processes only. */
const { parentPort } = process as unknown as { readonly parentPort: ParentPort };
const answer = (message: CoreAnswer) => parentPort.postMessage(message);

let workstation: Workstation | undefined;
let serve: ReturnType<typeof portHandler> | undefined;

async function open(order: Extract<CoreOrder, { kind: 'open' }>): Promise<void> {
  try {
    const { dataDir, resourcesDir, key } = order;
    const parts = await openParts({ dataDir, resourcesDir, key: key ? Buffer.from(key, 'hex') : undefined });
    workstation = createWorkstation(parts);
    startDuePulls(workstation, parts.log);
    serve = portHandler(workstation.router);
    answer({ kind: 'ready' });
  } catch (error) {
    if (!(error instanceof Refusal)) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    answer({ kind: 'refused', sentence: error instanceof Refusal ? error.message : sentence('INTERNAL', { ref: 'open' }) });
  }
}

/** The program is read from the settings each time; the page has no say in it. */
async function softphone({ ask, number }: Extract<CoreOrder, { kind: 'softphone' }>): Promise<void> {
  try {
    const settings = await workstation?.as({ actor: systemActor }).upkeep.settings({});
    const plan = settings?.dialling.by === 'program' ? settings.dialling : null;
    answer({ kind: 'softphone', ask, softphone: plan && { program: plan.program, arguments: programArguments(number, plan) } });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    answer({ kind: 'softphone', ask, softphone: null });
  }
}

parentPort.on('message', ({ data, ports }) => {
  const order = data as CoreOrder;
  if (order.kind === 'open') void open(order);
  else if (order.kind === 'softphone') void softphone(order);
  else for (const port of ports) serve?.(port);
});

process.once('SIGTERM', async () => {
  await workstation?.close();
  process.exit(0);
});
