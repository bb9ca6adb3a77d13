/** A double of Electron's own API: records what the desktop asks of it and lets a test play the other side. */
import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

type Listener = (...args: never[]) => unknown;

/** What the page's contents do, as far as the desktop uses it. */
export class ContentsDouble extends EventEmitter {
  readonly posted: { channel: string; ports: unknown[] }[] = [];
  readonly reload = vi.fn();
  readonly print = vi.fn((_options: unknown, done: (success: boolean, reason: string) => void) => done(true, ''));
  windowOpen: ((details: { url: string }) => { action: string }) | undefined;

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpen = handler;
  }

  postMessage(channel: string, _message: unknown, ports: unknown[]): void {
    this.posted.push({ channel, ports });
  }
}

export class WindowDouble extends EventEmitter {
  static readonly opened: WindowDouble[] = [];
  readonly webContents = new ContentsDouble();
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly restore = vi.fn();
  readonly isMinimized = vi.fn(() => true);
  readonly loaded: string[] = [];
  readonly options: Electron.BrowserWindowConstructorOptions;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    WindowDouble.opened.push(this);
    appDouble.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
  }
}

/** The utility process: a test says what it answers and when it dies. */
export class ChildDouble extends EventEmitter {
  readonly orders: { message: { kind: string; key?: string | null; dataDir?: string }; ports: unknown[] }[] = [];
  readonly kill = vi.fn();

  postMessage(message: { kind: string }, ports: unknown[] = []): void {
    this.orders.push({ message, ports });
  }
}

class AppDouble extends EventEmitter {
  isPackaged = false;
  readonly requestSingleInstanceLock = vi.fn(() => true);
  readonly quit = vi.fn();
  readonly exit = vi.fn();
  sandboxed = false;
  readonly setPath = vi.fn();
  readonly whenReady = vi.fn(async () => undefined);
  readonly getName = () => '出院患者电话回访工作站';

  enableSandbox(): void {
    this.sandboxed = true;
  }
}

export const appDouble = new AppDouble();

type PermissionAnswer = (granted: boolean) => void;

type PermissionRequest = (contents: unknown, permission: string, answer: PermissionAnswer) => void;
type BeforeRequest = (details: { url: string }, answer: (response: { cancel: boolean }) => void) => void;

class SessionDouble {
  permissionRequest: PermissionRequest | undefined;
  permissionCheck: (() => boolean) | undefined;
  devicePermission: (() => boolean) | undefined;
  beforeRequest: BeforeRequest | undefined;
  spellChecker = true;
  readonly webRequest = {
    onBeforeRequest: (handler: BeforeRequest) => {
      this.beforeRequest = handler;
    },
  };

  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled;
  }

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: () => boolean): void {
    this.permissionCheck = handler;
  }

  setDevicePermissionHandler(handler: () => boolean): void {
    this.devicePermission = handler;
  }
}

export const sessionDouble = new SessionDouble();

export const children: ChildDouble[] = [];
export const handlers = new Map<string, Listener>();
export const pageProtocol: { schemes: Electron.CustomScheme[]; handle?: (request: Request) => Promise<Response> } = { schemes: [] };
export const dialogDouble = {
  showMessageBoxSync: vi.fn((_window: unknown, _options: Electron.MessageBoxSyncOptions) => 0),
  showErrorBox: vi.fn((_title: string, _content: string) => undefined),
  showMessageBox: vi.fn(async (_options: Electron.MessageBoxOptions) => ({ response: 0, checkboxChecked: false })),
};
export const shellDouble = { openExternal: vi.fn(async (_link: string) => undefined) };
/** Turns text around and marks it, so that a test sees what was stored. */
export const keychainDouble = {
  isEncryptionAvailable: vi.fn(() => true),
  getSelectedStorageBackend: vi.fn(() => 'gnome_libsecret'),
  encryptString: (text: string) => Buffer.from(`sealed:${[...text].reverse().join('')}`),
  decryptString: (sealed: Buffer) => [...sealed.toString().replace(/^sealed:/, '')].reverse().join(''),
};
export const menus: Electron.MenuItemConstructorOptions[][] = [];

/** The module as `vi.mock('electron', …)` gives it. */
export function electronDouble() {
  return {
    app: appDouble,
    BrowserWindow: WindowDouble,
    session: { defaultSession: sessionDouble },
    protocol: {
      registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]) => pageProtocol.schemes.push(...schemes),
      handle: (_scheme: string, handle: (request: Request) => Promise<Response>) => {
        pageProtocol.handle = handle;
      },
    },
    ipcMain: { handle: (channel: string, listener: Listener) => handlers.set(channel, listener) },
    utilityProcess: {
      fork: vi.fn(() => {
        const child = new ChildDouble();
        children.push(child);
        return child;
      }),
    },
    MessageChannelMain: class {
      readonly port1 = { side: 1 };
      readonly port2 = { side: 2 };
    },
    dialog: dialogDouble,
    shell: shellDouble,
    clipboard: { writeText: vi.fn() },
    safeStorage: keychainDouble,
    Menu: {
      buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => {
        menus.push(template);
        return template;
      },
      setApplicationMenu: vi.fn(),
    },
  };
}
