/** What the desktop gives the page beyond a browser; absent (`window.desktop` undefined) when served by the host. */
export interface DesktopAbilities {
  /** Opens a tel: or sip: link with the hospital's softphone. */
  dial(link: string): Promise<void>;
  print(): Promise<void>;
}

/** `message` event data with which the preload hands the page its port to the core. */
export const portMessage = 'workstation-port';
