/** The rule-level tests alone, for the mutation run: no server, no browser. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('../unit', import.meta.url).pathname,
  test: { include: ['**/*.test.ts'], isolate: false, testTimeout: 180_000 },
});
