/** Starts the core in its own process, gives it the data folder, connects it to the page and watches it. */
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import type { CoreAnswer, CoreOrder } from './coreMessages.ts';
import type { Softphone } from './softphone.ts';

export interface CorePlace {
  readonly dataDir: string;
  readonly resourcesDir: string;
  readonly key: Buffer | undefined;
}

export interface CoreProcess {
  /** Hands the page one end of a fresh channel to the core. */
  connect(contents: WebContents): void;
  /** The softphone's program for a number; null where none is set, or the core does not answer. */
  softphone(number: string): Promise<Softphone | null>;
  /** Ends it on purpose; `onCrash` is not called. */
  stop(): void;
}

/** A core that is busy with an import still answers well within this. */
const answerWithinMs = 15_000;

/** A core that would not open its data; the message is the sentence for people. */
export class CoreRefused extends Error {}

/**
 * Starts the core and waits until its data is open.
 * @throws CoreRefused
 */
export function startCore(script: string, place: CorePlace, onCrash: () => void): Promise<CoreProcess> {
  const child = utilityProcess.fork(script, [], { serviceName: 'workstation-core', stdio: 'inherit' });
  let open = false;
  let stopped = false;
  const order = (message: CoreOrder, ports: Electron.MessagePortMain[] = []) => child.postMessage(message, ports);
  order({ kind: 'open', dataDir: place.dataDir, resourcesDir: place.resourcesDir, key: place.key?.toString('hex') ?? null });
  const waiting = new Map<number, (softphone: Softphone | null) => void>();
  let asked = 0;
  const askSoftphone = (number: string): Promise<Softphone | null> =>
    new Promise((resolve) => {
      asked += 1;
      const ask = asked;
      const answered = (softphone: Softphone | null) => {
        clearTimeout(timer);
        waiting.delete(ask);
        resolve(softphone);
      };
      const timer = setTimeout(() => answered(null), answerWithinMs);
      waiting.set(ask, answered);
      order({ kind: 'softphone', ask, number });
    });
  return new Promise((resolve, reject) => {
    child.on('message', (answer: CoreAnswer) => {
      if (answer.kind === 'refused') return reject(new CoreRefused(answer.sentence));
      if (answer.kind === 'softphone') return waiting.get(answer.ask)?.(answer.softphone);
      open = true;
      resolve({
        connect: (contents) => connect(child, contents),
        softphone: askSoftphone,
        stop() {
          stopped = true;
          child.kill();
        },
      });
    });
    child.on('exit', () => {
      if (open && !stopped) onCrash();
      else reject(new CoreRefused('工作站的后台程序没有启动起来，请重新打开；仍不行请联系信息科。'));
    });
  });
}

function connect(child: UtilityProcess, contents: WebContents): void {
  const { port1, port2 } = new MessageChannelMain();
  child.postMessage({ kind: 'connect' } satisfies CoreOrder, [port1]);
  contents.postMessage('port', null, [port2]);
}
