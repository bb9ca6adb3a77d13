/** The functions that the desktop offers to the page; each request's sender is checked. */
import { ipcMain, shell, type WebFrameMain } from 'electron';
import type { DesktopAbilities } from '../../shared/desktop.ts';
import { mayOpen } from './links.ts';
import { print } from './printing.ts';
import { isPage } from './protocol.ts';
import { type Softphone, startSoftphone } from './softphone.ts';

/** Names of the messages: one per ability. */
export type AbilityChannel = keyof DesktopAbilities;

function fromPage(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isPage(frame.url);
}

/** @param softphone the softphone's program for a number, as the core's settings have it */
export function offerAbilities(softphone: (number: string) => Promise<Softphone | null>): void {
  const offer = (channel: AbilityChannel, act: (event: Electron.IpcMainInvokeEvent, argument: unknown) => Promise<unknown>) =>
    ipcMain.handle(channel, (event, argument: unknown) => {
      if (!fromPage(event.senderFrame)) throw new Error('not the page');
      return act(event, argument);
    });
  offer('dial', async (_event, link) => {
    if (typeof link !== 'string' || !mayOpen(link)) throw new Error('not a link that may be opened');
    await shell.openExternal(link);
  });
  offer('startSoftphone', (_event, number) => startSoftphone(number, softphone));
  offer('print', (event) => print(event.sender));
}
