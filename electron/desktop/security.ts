/** Blocks what no page may do: navigate away, open windows, request devices, reach the network. */
import { app, type Session, type WebContents } from 'electron';
import { isPage } from './protocol.ts';

/** Holds for every page this program will ever open. */
export function secureContents(): void {
  app.on('web-contents-created', (_event, contents) => secure(contents));
}

function secure(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    if (!isPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** No permission is given, and no request but to the page's own files leaves the window. */
export function secureSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const own = isPage(details.url) || /^(blob|data|devtools):/.test(details.url);
    answer({ cancel: !own });
  });
}
