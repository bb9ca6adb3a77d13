/** Starts a real browser of this machine for the end-to-end tests: Chrome, Edge or Chromium. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

function usualPaths(): string[] {
  if (process.platform === 'darwin')
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ];
  if (process.platform === 'win32')
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
      const base = process.env[name];
      return base ? [join(base, 'Google/Chrome/Application/chrome.exe'), join(base, 'Microsoft/Edge/Application/msedge.exe')] : [];
    });
  const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge-stable', 'microsoft-edge'];
  const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', ...(process.env['PATH'] ?? '').split(':').filter(Boolean)];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** The browser's program file, `CHROME_PATH` first; null where there is none. */
export function findBrowser(): string | null {
  const named = process.env['CHROME_PATH'];
  return [...(named ? [named] : []), ...usualPaths()].find((path) => existsSync(path)) ?? null;
}

/**
 * The browser, installed first on a Debian machine that has none and lets us.
 * @throws Error with one sentence where there is none to be had
 */
export function ensureBrowser(): string {
  const found = findBrowser();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write('No browser here: installing Chromium and its Chinese fonts from Debian.\n');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('apt-get', ['update', '-q'], { stdio: ['ignore', 'ignore', 'inherit'], env });
    execFileSync('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
  }
  const installed = findBrowser();
  if (!installed) throw new Error('The end-to-end tests need Chrome, Edge or Chromium; install one, or name it in CHROME_PATH.');
  return installed;
}

/** A headless browser that talks to nobody but the page under test. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: ensureBrowser(),
    headless: true,
    // Chromium's own words, as in a date field, are those of its surroundings.
    env: { ...process.env, LANGUAGE: 'zh_CN' },
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
