/** The house's table of who may import whom, held against the import statements themselves. */
import { expect, it } from 'vitest';
import { brokenRules, type Import, importsOf, objection } from './helpers/rooms.ts';

it('nobody breaks the table of rooms', () => {
  expect(brokenRules()).toEqual([]);
});

const runtime = (target: string): Import => ({ target, own: /^(shared|electron|renderer)\//.test(target), typeOnly: false });

it.each([
  ['shared/base/rules/x.ts', 'node:fs'],
  ['shared/base/rules/x.ts', 'react'],
  ['shared/base/rules/x.ts', 'electron/core/base/door.ts'],
  ['renderer/calls/x.tsx', 'electron'],
  ['renderer/calls/x.tsx', 'node:path'],
  ['renderer/calls/x.tsx', 'electron/core/base/door.ts'],
  ['electron/core/calls/x.ts', 'electron'],
  ['electron/core/calls/x.ts', 'better-sqlite3'],
  ['electron/core/calls/x.ts', 'pg'],
  ['electron/core/connections/ask.ts', 'mysql2'],
  ['electron/core/calls/x.ts', 'electron/host.ts'],
  ['electron/core/calls/x.ts', 'electron/core/feedback/handlers.ts'],
  ['electron/main.ts', 'electron/core/workstation.ts'],
  ['electron/desktop/x.ts', 'electron/core/workstation.ts'],
  ['electron/preload.ts', 'shared/desktop.ts'],
  ['electron/host.ts', 'electron'],
  ['electron/host.ts', 'renderer/base/client.ts'],
])('%s may not import %s', (file, target) => {
  expect(objection(file, runtime(target))).not.toBeNull();
});

it.each([
  ['shared/base/contract/x.ts', 'zod'],
  ['renderer/calls/x.tsx', 'shared/base/rules/time.ts'],
  ['electron/core/calls/x.ts', 'kysely'],
  ['electron/core/base/db/open.ts', 'better-sqlite3'],
  ['electron/core/connections/drivers/mysql.ts', 'mysql2'],
  ['electron/desktop/x.ts', 'electron'],
])('%s may import %s', (file, target) => {
  expect(objection(file, runtime(target))).toBeNull();
});

it('reads every form of import statement', () => {
  const text = [
    "import { a } from './a.ts';",
    "import type { B } from './b.ts';",
    "import { type C } from './c.ts';",
    "import {\n  d,\n  type E,\n} from './d.ts';",
    "export { f } from './f.ts';",
    "import './g.css';",
    "const h = await import('node:fs');",
  ].join('\n');
  expect(importsOf('electron/x.ts', text)).toEqual([
    { target: 'electron/a.ts', own: true, typeOnly: false },
    { target: 'electron/b.ts', own: true, typeOnly: true },
    { target: 'electron/c.ts', own: true, typeOnly: true },
    { target: 'electron/d.ts', own: true, typeOnly: false },
    { target: 'electron/f.ts', own: true, typeOnly: false },
    { target: 'electron/g.css', own: true, typeOnly: false },
    { target: 'node:fs', own: false, typeOnly: false },
  ]);
});
