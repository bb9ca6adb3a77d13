/** Receives pushes: through the browser's one shared stream, or over the desktop's own port. */
import { client, session } from '../client.ts';
import { type Member, Switchboard, type Told } from './switchboard.ts';

type Listener = (told: Told) => void;

const listeners = new Set<Listener>();
const tell: Listener = (told) => {
  for (const listener of listeners) listener(told);
};

let member: Member | null = null;

/** On the desktop there is one page. */
function ownMember(): Member {
  const switchboard = new Switchboard((_tokens, signal) => client.upkeep.changes({}, { signal }));
  return switchboard.join(tell);
}

function sharedMember(): Member {
  const { port } = new SharedWorker(new URL('./sharedStream.ts', import.meta.url), { type: 'module', name: 'pushes' });
  port.addEventListener('message', ({ data }: MessageEvent<Told>) => tell(data));
  port.start();
  return { be: (token) => port.postMessage(token), leave: () => port.postMessage(null) };
}

function begin(): Member {
  const begun = window.desktop ? ownMember() : sharedMember();
  session.subscribe(() => listeners.size > 0 && begun.be(session.token));
  window.addEventListener('pagehide', () => begun.leave());
  window.addEventListener('pageshow', ({ persisted }) => {
    if (!persisted || listeners.size === 0) return;
    begun.be(session.token);
    tell({ kind: 'missed' });
  });
  return begun;
}

/** Hears everything until the answered function is called. */
export function hearPushes(listener: Listener): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    member ??= begin();
    member.be(session.token);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) member?.leave();
  };
}
