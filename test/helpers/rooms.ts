/** The import rules between rooms, and the files that break them. */
import { type Import, sourcesOf } from './imports.ts';
import { circles, crossing } from './roomOrder.ts';

export type { Import } from './imports.ts';
export { importsOf, root } from './imports.ts';

const packageOf = (target: string) =>
  target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');

/** Packages that are pure functions or schemas and so may stand in `shared/`. */
const purePackages = ['zod', '@orpc/contract', 'chinese-days', 'pinyin-pro', 'pure-rand'];
const drivers = ['better-sqlite3', 'pg', 'mysql2', 'tedious', 'oracledb'];
/** Files that may name a database driver: the workstation's own database, and one file per kind of hospital database. */
const driverFiles = /^electron\/core\/(?:base\/db\/open|connections\/drivers\/\w+)\.ts$/;

/** Why this import may not stand in this file; null when it may. */
export function objection(file: string, { target, own, typeOnly }: Import): string | null {
  if (own && !/^(shared|electron|renderer|resources|test)\/|^package\.json$/.test(target)) return 'leads out of the house';
  if (file.startsWith('shared/')) {
    if (own) return target.startsWith('shared/') ? crossing(file, target) : 'shared/ knows no other floor';
    return purePackages.includes(packageOf(target)) ? null : 'shared/ may use pure packages only';
  }
  if (file.startsWith('renderer/')) {
    if (own) return /^(shared|renderer)\//.test(target) ? crossing(file, target) : 'the renderer knows only shared/';
    return target === 'electron' || target.startsWith('node:') ? 'the renderer is a page' : null;
  }
  if (own && target.startsWith('renderer/')) return 'only the page knows the renderer';
  if (target === 'electron' && !typeOnly && !/^electron\/(desktop\/|main\.ts|preload\.ts)/.test(file))
    return 'only the desktop imports electron';
  if (drivers.includes(packageOf(target)) && !typeOnly && !driverFiles.test(file))
    return 'only core/base/db/open.ts and connections/drivers/ name the drivers';
  if (file === 'electron/preload.ts' && !typeOnly && target !== 'electron') return 'the preload holds nothing of ours at run time';
  if (/^electron\/(desktop\/|main\.ts)/.test(file) && !typeOnly && target.startsWith('electron/core'))
    return 'the desktop forks the core, it does not import it';
  if (file.startsWith('electron/core/')) {
    if (own && !/^(shared|electron\/core)\//.test(target)) return 'the core knows no entry';
  }
  return own ? crossing(file, target) : null;
}

/** Names that would make a rule depend on something it was not given. */
const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bwindow\.|\bdocument\.|\bprocess\./;

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

/** Every broken rule of the house as `file: why`. */
export function brokenRules(): string[] {
  const sources = sourcesOf('shared', 'electron', 'renderer');
  const wrongImports = sources.flatMap(({ file, imports }) =>
    imports.flatMap((found) => {
      const why = objection(file, found);
      return why ? [`${file}: imports ${found.target}: ${why}`] : [];
    }),
  );
  const impureRules = sources.flatMap(({ file, text }) => {
    const name = file.startsWith('shared/') ? impure.exec(withoutComments(text))?.[0] : undefined;
    return name ? [`${file}: uses ${name}: shared/ is given its clock and its chance`] : [];
  });
  const atRunTime = new Map(
    sources.map(({ file, imports }) => [file, imports.filter(({ own, typeOnly }) => own && !typeOnly).map(({ target }) => target)]),
  );
  return [...wrongImports, ...impureRules, ...circles(atRunTime).map((files) => `circle of imports: ${files.join(', ')}`)];
}
