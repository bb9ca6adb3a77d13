/** Reads the import statements of the product's sources. */
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

export interface Source {
  /** Path from the repository's top. */
  readonly file: string;
  readonly text: string;
  readonly imports: readonly Import[];
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

/** Every TypeScript source of these top-level folders. */
export function sourcesOf(...folders: readonly string[]): Source[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`))
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules/') && !name.endsWith('vite.config.ts'))
    .map((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return { file, text, imports: importsOf(file, text) };
    });
}
