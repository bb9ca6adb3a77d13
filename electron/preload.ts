/**
 * Runs sandboxed beside the page and hands it its port to the core and a few named functions. It imports nothing of
 * the product at run time.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopAbilities, portMessage } from '../shared/desktop.ts';
import type { AbilityChannel } from './desktop/abilities.ts';

/** The page's window, of which this floor knows no more. */
const page = globalThis as unknown as {
  readonly location: { readonly origin: string };
  postMessage(data: string, origin: string, ports: readonly unknown[]): void;
};
const message: typeof portMessage = 'workstation-port';
/** Electron says nothing of what comes back; the ability's own type does. */
const ask = <Channel extends AbilityChannel>(channel: Channel, argument?: string) =>
  ipcRenderer.invoke(channel, argument) as ReturnType<DesktopAbilities[Channel]>;

const abilities: DesktopAbilities = {
  dial: (link) => ask('dial', link),
  startSoftphone: (number) => ask('startSoftphone', number),
  print: () => ask('print'),
};

contextBridge.exposeInMainWorld('desktop', abilities);
ipcRenderer.on('port', (event) => page.postMessage(message, page.location.origin, event.ports));
