import { configDefaults, defineConfig } from 'vitest/config';
import { electronBinary } from '../electron/electronBinary.ts';

// Without Electron's program file there is nothing to drive; test/run.ts says so.
const exclude = [...configDefaults.exclude, ...(electronBinary() ? [] : ['desktop/realElectron.test.ts'])];
const tests = '**/*.test.{ts,tsx}';
const shared = ['unit', 'statistics'].map((floor) => `${floor}/${tests}`);

export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  cacheDir: '../node_modules/.vite-test',
  test: {
    // A page on a loaded machine is slow, not wrong.
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        // Rules keep nothing between calls, so their tests share one process and load each module once.
        test: { name: 'rules', include: shared, isolate: false, testTimeout: 180_000 },
      },
      {
        extends: true,
        test: {
          name: 'workstation',
          include: [tests],
          exclude: [...exclude, ...shared],
          globalSetup: [new URL('helpers/databases.ts', import.meta.url).pathname],
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
