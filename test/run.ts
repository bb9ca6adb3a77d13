/** `npm test`: the checks, then every suite; ends with one closing line. `npm test -- host` runs the files that match only. */
import { join } from 'node:path';
import { startVitest, type TestModule } from 'vitest/node';
import { buildDesktop, buildRenderer } from '../electron/build.ts';
import { electronBinary } from '../electron/electronBinary.ts';
import { check } from './check.ts';
import { ensureBrowser } from './helpers/browser.ts';
import { root } from './helpers/rooms.ts';

interface Count {
  passed: number;
  failed: number;
}

/** A suite that could not be loaded, or whose set-up failed, is a failure of its own. */
function countModule(module: TestModule, count: Count): void {
  const failedBefore = count.failed;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === 'passed') count.passed += 1;
    if (state === 'failed') count.failed += 1;
  }
  if (!module.ok() && count.failed === failedBefore) count.failed += 1;
}

async function suites(filters: readonly string[], count: Count): Promise<void> {
  const vitest = await startVitest([...filters], {
    config: join(root, 'test/vitest.config.ts'),
    watch: false,
    run: true,
    reporters: ['default'],
  });
  for (const module of vitest.state.getTestModules()) countModule(module, count);
  count.failed += vitest.state.getUnhandledErrors().length;
  await vitest.close();
}

async function run(filters: readonly string[]): Promise<Count> {
  const count: Count = { passed: 0, failed: 0 };
  if (filters.length === 0) {
    for (const { ok } of await check()) count[ok ? 'passed' : 'failed'] += 1;
    ensureBrowser();
  }
  await buildRenderer();
  await buildDesktop();
  if (!electronBinary()) process.stdout.write('No Electron program file here: the suite in real Electron is not part of this run.\n');
  await suites(filters, count);
  return count;
}

/** However the run breaks off, its closing line is said. */
function brokenOff(error: unknown): never {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n0 passed, 1 failed\n`);
  process.exit(1);
}
process.once('uncaughtException', brokenOff);
process.once('unhandledRejection', brokenOff);

const count = await run(process.argv.slice(2)).catch((error: unknown): Count => {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return { passed: 0, failed: 1 };
});
process.stdout.write(`${count.passed} passed, ${count.failed} failed\n`);
process.exit(count.failed > 0 || count.passed === 0 ? 1 : 0);
