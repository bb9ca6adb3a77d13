/** Tests the desktop from start to window, and its security rules, against a double of Electron. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChildDouble, WindowDouble } from '../helpers/electron.ts';
import { newDataDir } from '../helpers/host.ts';

/** One double for all starts of the program: main.ts is run several times, each time as a fresh module. */
const double = await vi.hoisted(() => import('../helpers/electron.ts'));
vi.mock('electron', () => double.electronDouble());
const { appDouble, children, dialogDouble, handlers, keychainDouble, menus, pageProtocol, sessionDouble, shellDouble } = double;

const home = newDataDir();
vi.stubEnv('XDG_CONFIG_HOME', home);
vi.stubEnv('APPDATA', home);
vi.stubEnv('HOME', home);

/** Runs main.ts afresh, as another start of the program would. */
async function startProgram(): Promise<void> {
  vi.resetModules();
  await import('../../electron/main.ts');
}

async function coreOf(count: number): Promise<ChildDouble> {
  await vi.waitFor(() => expect(children).toHaveLength(count));
  const child = children.at(-1);
  if (!child) throw new Error('no core was started');
  return child;
}

async function windowOf(count: number): Promise<WindowDouble> {
  await vi.waitFor(() => expect(double.WindowDouble.opened).toHaveLength(count));
  const window = double.WindowDouble.opened.at(-1);
  if (!window) throw new Error('no window was opened');
  return window;
}

let core: ChildDouble;
let window: WindowDouble;
/** Message boxes of the first start. */
let shownAtStart: string[];

beforeAll(async () => {
  await startProgram();
  core = await coreOf(1);
  expect(double.WindowDouble.opened).toHaveLength(0);
  // Shown before the core can fail: it is made only once.
  expect(dialogDouble.showMessageBox).toHaveBeenCalledOnce();
  core.emit('message', { kind: 'ready' });
  window = await windowOf(1);
  shownAtStart = dialogDouble.showMessageBox.mock.calls.map(([{ message, detail }]) => `${message} ${detail}`);
});

beforeEach(() => {
  dialogDouble.showErrorBox.mockClear();
  dialogDouble.showMessageBox.mockClear();
  shellDouble.openExternal.mockClear();
  appDouble.quit.mockClear();
});

describe('the start', () => {
  it('sandboxes every process, and opens the window only when the core has opened the data', () => {
    expect(appDouble.sandboxed).toBe(true);
    expect(core.orders[0]?.message).toMatchObject({ kind: 'open', dataDir: expect.stringContaining('discharge-follow-up') });
    expect(window.loaded).toEqual(['app://workstation/']);
  });

  it('makes a key of 32 bytes, keeps it sealed by the keychain, and shows the recovery key once', () => {
    const key = core.orders[0]?.message.key ?? '';
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    const folder = core.orders[0]?.message.dataDir ?? '';
    const stored = readFileSync(join(folder, 'workstation.key'), 'utf8');
    expect(stored).not.toContain(key);
    expect(keychainDouble.decryptString(Buffer.from(stored))).toBe(key);
    expect(shownAtStart).toHaveLength(1);
    expect(shownAtStart[0]?.replaceAll('-', '').toLowerCase()).toContain(key);
  });

  it('gives the page no Node, an isolated and sandboxed preload, and no spell checker that would fetch dictionaries', () => {
    expect(window.options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    });
    expect(sessionDouble.spellChecker).toBe(false);
  });

  it('connects the page to the core after each load, with one end each', () => {
    window.webContents.emit('did-finish-load');
    window.webContents.emit('did-finish-load');
    expect(core.orders.filter(({ message }) => message.kind === 'connect')).toHaveLength(2);
    expect(window.webContents.posted.map(({ channel, ports }) => [channel, ports])).toEqual([
      ['port', [{ side: 2 }]],
      ['port', [{ side: 2 }]],
    ]);
  });

  it('has a Chinese menu', () => {
    expect(menus.at(-1)?.map(({ label }) => label)).toEqual(['文件', '编辑', '视图', '帮助']);
  });

  it('brings the window to the front when the program is started again', () => {
    appDouble.emit('second-instance');
    expect(window.restore).toHaveBeenCalled();
    expect(window.focus).toHaveBeenCalled();
  });
});

describe('a window closed over something unsaved', () => {
  const close = (answer: number) => {
    dialogDouble.showMessageBoxSync.mockReturnValueOnce(answer);
    const preventDefault = vi.fn();
    window.webContents.emit('will-prevent-unload', { preventDefault });
    return preventDefault.mock.calls.length === 1;
  };

  it('asks first, and stays unless the nurse says close', () => {
    expect(close(0)).toBe(false);
    expect(dialogDouble.showMessageBoxSync.mock.lastCall?.[1]).toMatchObject({
      message: '未保存，仍要关闭吗？',
      buttons: ['返回', '不保存，关闭'],
      defaultId: 0,
      cancelId: 0,
    });
    expect(close(1)).toBe(true);
  });
});

describe('the page may not', () => {
  const prevented = (event: string, url: string) => {
    const preventDefault = vi.fn();
    window.webContents.emit(event, { url, preventDefault });
    return preventDefault.mock.calls.length === 1;
  };

  it('leave', () => {
    expect(prevented('will-navigate', 'https://evil.example/')).toBe(true);
    expect(prevented('will-navigate', 'file:///etc/passwd')).toBe(true);
    expect(prevented('will-navigate', 'app://workstation.evil/')).toBe(true);
    expect(prevented('will-navigate', 'app://workstation/#/work-list')).toBe(false);
    expect(prevented('will-redirect', 'app://workstation/')).toBe(true);
    expect(prevented('will-attach-webview', '')).toBe(true);
  });

  it('open windows', () => {
    expect(window.webContents.windowOpen?.({ url: 'app://workstation/' })).toEqual({ action: 'deny' });
  });

  it.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'usb'])('have the permission %s', (permission) => {
    const answer = vi.fn();
    sessionDouble.permissionRequest?.({}, permission, answer);
    expect(answer).toHaveBeenCalledWith(false);
    expect(sessionDouble.permissionCheck?.()).toBe(false);
    expect(sessionDouble.devicePermission?.()).toBe(false);
  });

  it.each([
    ['https://evil.example/x.js', true],
    ['http://127.0.0.1:8787/', true],
    ['ws://evil.example/', true],
    ['file:///etc/passwd', true],
    ['app://elsewhere/', true],
    ['app://workstation/assets/x.js', false],
    ['blob:app://workstation/1', false],
  ])('ask for %s: refused %s', (url, cancel) => {
    const answer = vi.fn();
    sessionDouble.beforeRequest?.({ url }, answer);
    expect(answer).toHaveBeenCalledWith({ cancel });
  });
});

describe('what the page may ask of the desktop', () => {
  const page = { url: 'app://workstation/#/call/1', parent: null };
  const ask = async (channel: string, argument: unknown, frame: unknown = page) =>
    (handlers.get(channel) as unknown as (event: unknown, argument: unknown) => Promise<unknown>)(
      { senderFrame: frame, sender: window.webContents },
      argument,
    );

  it.each(['tel:13800001111', 'tel:+8657188886666', 'sip:1001@10.1.1.5'])('dials %s', async (link) => {
    await ask('dial', link);
    expect(shellDouble.openExternal).toHaveBeenCalledWith(link);
  });

  it.each([
    'https://evil.example/',
    'http://10.0.0.1/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ms-msdt:/id',
    'tel:138 & calc.exe',
    'sip:1001@host/../x',
    '',
    42,
  ])('never opens %s', async (link) => {
    await expect(ask('dial', link)).rejects.toThrow();
    expect(shellDouble.openExternal).not.toHaveBeenCalled();
  });

  it('starts the softphone with a number, by the program the core names and no other', async () => {
    const folder = newDataDir();
    const told = join(folder, 'told.json');
    const script = 'require("node:fs").writeFileSync(process.argv[1], JSON.stringify(process.argv.slice(2)))';
    const started = ask('startSoftphone', '913800001111');
    await vi.waitFor(() => expect(core.orders.at(-1)?.message).toMatchObject({ kind: 'softphone', number: '913800001111' }));
    const order = core.orders.at(-1)?.message as unknown as { ask: number };
    const args = ['-e', script, told, '--dial', '913800001111', '& calc.exe; $(x) "'];
    core.emit('message', { kind: 'softphone', ask: order.ask, softphone: { program: process.execPath, arguments: args } });
    expect(await started).toBe('started');
    // The program runs beside this one; what reached it is what was meant, with no shell between.
    await vi.waitFor(() => expect(JSON.parse(readFileSync(told, 'utf8'))).toEqual(args.slice(3)), 10_000);
  });

  it.each([
    [null, 'not_set'],
    [{ program: '/nowhere/softphone', arguments: ['1'] }, 'missing'],
    [{ program: 'softphone.exe', arguments: ['1'] }, 'missing'],
    [{ program: new URL('../../package.json', import.meta.url).pathname, arguments: ['1'] }, 'failed'],
  ])('says what became of it: %o is %s', async (softphone, said) => {
    const started = ask('startSoftphone', '13800001111');
    const order = core.orders.at(-1)?.message as unknown as { ask: number };
    core.emit('message', { kind: 'softphone', ask: order.ask, softphone });
    expect(await started).toBe(said);
  });

  it.each(['', '12', '138 & calc', '/usr/bin/x', '--help', 42, undefined, ['13800001111']])('starts nothing for %o', async (number) => {
    const before = core.orders.length;
    await expect(ask('startSoftphone', number)).rejects.toThrow('not a number');
    expect(core.orders).toHaveLength(before);
  });

  it('prints', async () => {
    await ask('print', undefined);
    expect(window.webContents.print).toHaveBeenCalled();
  });

  it('answers no other frame', async () => {
    for (const frame of [null, { url: 'https://evil.example/', parent: null }, { url: 'app://workstation/', parent: page }])
      await expect(async () => ask('dial', 'tel:13800001111', frame)).rejects.toThrow('not the page');
  });
});

describe('app://', () => {
  const get = async (url: string, method = 'GET') => {
    const response = await pageProtocol.handle?.(new Request(url.replace('app://', 'http://'), { method }));
    if (!response) throw new Error('no page protocol');
    return response;
  };
  /** Node's Request knows no app: scheme, so the handler is given the address as a plain object. */
  const fetchPage = (url: string, method = 'GET') => pageProtocol.handle?.({ url, method } as Request);

  it('is a standard, secure scheme', () => {
    expect(pageProtocol.schemes[0]).toMatchObject({ scheme: 'app', privileges: { standard: true, secure: true } });
    expect(pageProtocol.schemes[0]?.privileges).not.toHaveProperty('bypassCSP');
  });

  it('serves the page with the same policy as the host', async () => {
    const response = await fetchPage('app://workstation/');
    expect(response?.status).toBe(200);
    const policy = response?.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(await response?.text()).toContain(`content="${nonce}"`);
    expect(policy).not.toContain('unsafe');
  });

  it('serves nothing outside its folder, no other name, no other method', async () => {
    for (const path of ['%2e%2e/%2e%2e/package.json', '..%2f..%2fpackage.json', '..%5c..%5cpackage.json', 'nothing.js'])
      expect((await fetchPage(`app://workstation/${path}`))?.status).toBe(404);
    expect((await fetchPage('app://elsewhere/'))?.status).toBe(404);
    expect((await fetchPage('app://workstation/', 'POST'))?.status).toBe(404);
    expect((await get('app://workstation/')).status).toBe(404);
  });
});

describe('when things go wrong', () => {
  it('a core that dies is started again when the person wants it, and the page is loaded anew', async () => {
    core.emit('exit', 1);
    const next = await coreOf(2);
    next.emit('message', { kind: 'ready' });
    await vi.waitFor(() => expect(window.webContents.reload).toHaveBeenCalled());
    expect(dialogDouble.showMessageBox.mock.calls[0]?.[0]).toMatchObject({
      message: '工作站的后台程序意外停止了。',
      buttons: ['重新启动', '退出'],
    });
    expect(next.orders[0]?.message.key).toBe(core.orders[0]?.message.key);
    core = next;
  });

  it('or the program ends, when the person does not', async () => {
    dialogDouble.showMessageBox.mockResolvedValueOnce({ response: 1, checkboxChecked: false });
    core.emit('exit', 1);
    await vi.waitFor(() => expect(appDouble.quit).toHaveBeenCalled());
    expect(children).toHaveLength(2);
  });

  it('a data folder that cannot be opened is said in its own sentence, and no window opens', async () => {
    appDouble.removeAllListeners();
    await startProgram();
    const refused = await coreOf(3);
    refused.emit('message', { kind: 'refused', sentence: '数据文件夹 D:\\数据 正被另一个回访工作站程序使用。' });
    await vi.waitFor(() => expect(appDouble.exit).toHaveBeenCalledWith(1));
    expect(dialogDouble.showErrorBox).toHaveBeenCalledWith('回访工作站不能启动', expect.stringContaining('正被另一个回访工作站程序使用'));
    expect(double.WindowDouble.opened).toHaveLength(1);
  });

  it('uses the sealed key of the folder again, and shows no recovery key a second time', () => {
    expect(children[2]?.orders[0]?.message.key).toBe(children[0]?.orders[0]?.message.key);
    expect(dialogDouble.showMessageBox).not.toHaveBeenCalled();
  });

  it('a second instance quits before it touches anything', async () => {
    appDouble.removeAllListeners();
    appDouble.requestSingleInstanceLock.mockReturnValueOnce(false);
    await startProgram();
    expect(appDouble.quit).toHaveBeenCalled();
    expect(children).toHaveLength(3);
  });

  it('ends the core on purpose without asking anybody', async () => {
    appDouble.removeAllListeners();
    await startProgram();
    const last = await coreOf(4);
    last.emit('message', { kind: 'ready' });
    await windowOf(2);
    appDouble.emit('will-quit');
    last.emit('exit', 0);
    expect(last.kill).toHaveBeenCalled();
    expect(dialogDouble.showMessageBox).not.toHaveBeenCalled();
    expect(existsSync(join(last.orders[0]?.message.dataDir ?? '', 'workstation.key'))).toBe(true);
  });
});
