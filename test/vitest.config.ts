import { configDefaults, defineConfig } from 'vitest/config';
import { electronBinary } from '../electron/electronBinary.ts';

export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  cacheDir: '../node_modules/.vite-test',
  test: {
    include: ['**/*.test.{ts,tsx}'],
    // Without Electron's program file there is nothing to drive; test/run.ts says so.
    exclude: [...configDefaults.exclude, ...(electronBinary() ? [] : ['desktop/realElectron.test.ts'])],
    globalSetup: ['helpers/postgres.ts'],
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // A page on a loaded machine is slow, not wrong.
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 2,
  },
});
