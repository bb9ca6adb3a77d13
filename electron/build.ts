/** Builds the page and the desktop's bundles into dist/; outputs newer than their sources are kept. */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as viteBuild } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts: string[]) => join(root, ...parts);

/** Newest change under these files and folders, in ms. */
function newest(paths: readonly string[]): number {
  let latest = 0;
  for (const path of paths) {
    const stats = statSync(path);
    if (!stats.isDirectory()) latest = Math.max(latest, stats.mtimeMs);
    else latest = Math.max(latest, stats.mtimeMs, newest(readdirSync(path).map((name) => join(path, name))));
  }
  return latest;
}

function upToDate(output: string, sources: readonly string[]): boolean {
  return existsSync(output) && statSync(output).mtimeMs > newest(sources.map((source) => at(source)));
}

/** The page, for host and desktop. */
export async function buildRenderer(): Promise<void> {
  if (upToDate(at('dist/renderer/index.html'), ['renderer', 'shared', 'package-lock.json'])) return;
  await viteBuild({ root: at('renderer'), configFile: at('renderer/vite.config.ts'), logLevel: 'warn' });
}

/** Native or provided by Electron: never bundled. */
const external = ['electron', 'better-sqlite3', 'pg-native', 'pg-cloudflare', ...builtinModules, /^node:/];

async function bundle(entry: Record<string, string>, format: 'es' | 'cjs', extension: string): Promise<void> {
  await viteBuild({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: at('dist/electron'),
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: entry,
        external,
        output: { format, entryFileNames: `[name].${extension}`, chunkFileNames: `[name]-[hash].${extension}` },
      },
    },
  });
}

/** Main and core as modules; the preload as CommonJS, the only form a sandboxed preload can have. */
export async function buildDesktop(): Promise<void> {
  if (upToDate(at('dist/electron/preload.cjs'), ['electron', 'shared', 'package-lock.json'])) return;
  rmSync(at('dist/electron'), { recursive: true, force: true });
  const readWorker = at('electron/core/import/reading/readWorker.ts');
  const passwordWorker = at('electron/core/accounts/passwordWorker.ts');
  await bundle({ main: at('electron/main.ts'), core: at('electron/core.ts'), readWorker, passwordWorker }, 'es', 'js');
  await bundle({ preload: at('electron/preload.ts') }, 'cjs', 'cjs');
}

if (import.meta.main) {
  await buildRenderer();
  await buildDesktop();
}
