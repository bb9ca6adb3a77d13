/** Reads the import statements of the house and says which break its table of rooms. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Import {
  /** A package's name or `node:…`, or the path of our own file from the repository's top. */
  readonly target: string;
  readonly own: boolean;
  /** Erased before it runs. */
  readonly typeOnly: boolean;
}

const statement = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:([^'"();]*?)\s*from\s*)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

function onlyTypes(names: string): boolean {
  const inner = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1];
  return inner?.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type ')) ?? false;
}

/** Imports of one source text; `file` is its path from the repository's top. */
export function importsOf(file: string, text: string): Import[] {
  return [...text.matchAll(statement)].map(([, type, names = '', from, dynamic]) => {
    const target = from ?? dynamic ?? '';
    const own = target.startsWith('.');
    return {
      target: own ? relative(root, resolve(root, dirname(file), target)).replaceAll('\\', '/') : target,
      own,
      typeOnly: type !== undefined || onlyTypes(names),
    };
  });
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules/') && !name.endsWith('vite.config.ts'));
}

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
  const room = (path: string) => /^electron\/core\/([^/]+)\//.exec(path)?.[1];
  if (own && !/^(shared|electron|renderer|resources|test)\/|^package\.json$/.test(target)) return 'leads out of the house';
  if (file.startsWith('shared/')) {
    if (own) return target.startsWith('shared/') ? null : 'shared/ knows no other floor';
    return purePackages.includes(packageOf(target)) ? null : 'shared/ may use pure packages only';
  }
  if (file.startsWith('renderer/')) {
    if (own) return /^(shared|renderer)\//.test(target) ? null : 'the renderer knows only shared/';
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
    if (own && target.endsWith('/handlers.ts') && room(file) !== room(target) && file !== 'electron/core/workstation.ts')
      return "another room's handlers are its own";
  }
  return null;
}

/** Names that would make a rule depend on something it was not given. */
const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bwindow\.|\bdocument\.|\bprocess\./;

/** Every broken rule of the house as `file: why`. */
export function brokenRules(): string[] {
  return ['shared', 'electron', 'renderer'].flatMap(sources).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const broken = importsOf(file, text).flatMap((found) => {
      const why = objection(file, found);
      return why ? [`${file}: imports ${found.target}: ${why}`] : [];
    });
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    const name = file.startsWith('shared/') ? impure.exec(code)?.[0] : undefined;
    return name ? [...broken, `${file}: uses ${name}: shared/ is given its clock and its chance`] : broken;
  });
}
