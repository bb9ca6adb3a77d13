/** The result of starting the softphone program. */
export type ProgramStart = 'started' | 'not_set' | 'missing' | 'failed';

/** What the desktop gives the page beyond a browser; absent (`window.desktop` undefined) when served by the host. */
export interface DesktopAbilities {
  /** Opens a tel: or sip: link with the hospital's softphone. */
  dial(link: string): Promise<void>;
  /** Starts the softphone's program, which the admin has set, with a number: digits as they are dialled. */
  startSoftphone(number: string): Promise<ProgramStart>;
  print(): Promise<void>;
}

/** `message` event data with which the preload hands the page its port to the core. */
export const portMessage = 'workstation-port';
