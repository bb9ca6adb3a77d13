/** Creates the desktop's one window. */
import { BrowserWindow } from 'electron';
import { leaveUnsaved } from './dialogs.ts';
import { pageOrigin } from './protocol.ts';

/** Opens the page; `onLoad` runs after each load, also after a reload. */
export function openWindow(preload: string, onLoad: (window: BrowserWindow) => void): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: '#f5f7f8',
    title: '出院患者电话回访工作站',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.on('did-finish-load', () => onLoad(window));
  // The page says that something is unsaved; without an answer the window would stay open in silence.
  window.webContents.on('will-prevent-unload', (event) => {
    if (leaveUnsaved(window)) event.preventDefault();
  });
  void window.loadURL(`${pageOrigin}/`);
  return window;
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
