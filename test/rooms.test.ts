/** Tests the import statements against the table of rooms. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { circles, rooms } from './helpers/roomOrder.ts';
import { brokenRules, type Import, importsOf, objection, root } from './helpers/rooms.ts';

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
  ['electron/core/calls/x.ts', 'electron/core/feedback/escalation.ts'],
  ['electron/core/feedback/x.ts', 'electron/core/calls/index.ts'],
  ['electron/core/base/x.ts', 'electron/core/accounts/index.ts'],
  ['electron/core/base/x.ts', 'shared/upkeep/contract/upkeep.ts'],
  ['electron/core/unheardOf/x.ts', 'shared/base/rules/time.ts'],
  ['electron/core/hospital/x.ts', 'electron/demo/buildDemo.ts'],
  ['electron/cli/x.ts', 'electron/core/reporting/figures.ts'],
  ['shared/worklist/rules/x.ts', 'shared/calls/rules/undo.ts'],
  ['renderer/worklist/x.tsx', 'renderer/calls/index.ts'],
  ['renderer/calls/x.tsx', 'renderer/worklist/words.ts'],
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
  ['electron/core/calls/x.ts', 'electron/core/calls/dial.ts'],
  ['electron/core/calls/x.ts', 'electron/core/feedback/index.ts'],
  ['electron/core/calls/x.ts', 'electron/core/base/db/bulk.ts'],
  ['electron/core/calls/x.ts', 'shared/feedback/rules/states.ts'],
  ['electron/core/workstation.ts', 'electron/core/upkeep/handlers.ts'],
  ['electron/demo/x.ts', 'electron/core/sampling/index.ts'],
  ['renderer/calls/x.tsx', 'renderer/worklist/index.ts'],
  ['renderer/calls/x.tsx', 'renderer/ui/parts.tsx'],
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

it('files that import each other are found, however long the circle', () => {
  const imports = { a: ['b'], b: ['c', 'd'], c: ['a'], d: ['e'], e: [], f: ['g'], g: ['f'] };
  expect(circles(new Map(Object.entries(imports)))).toEqual([
    ['a', 'b', 'c'],
    ['f', 'g'],
  ]);
});

it('the README lists the rooms in their order', () => {
  const listed = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^\| \d+ \| `(\w+)` \| (.+?) \|/gm)];
  expect(Object.fromEntries(listed.map(([, room, holds]) => [room, holds]))).toEqual(rooms);
  expect(listed.map(([, room]) => room)).toEqual(Object.keys(rooms));
});
