/**
 * Detects whether this machine can open the desktop: npm installs Electron's package, its program file is fetched
 * separately.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderAbove } from './places.ts';

/** Electron's program file; null where it was never fetched, or could open no window (no screen, or root, who has no sandbox). */
export function electronBinary(): string | null {
  const folder = folderAbove('node_modules/electron');
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return null;
  const binary = join(folder, 'dist', readFileSync(named, 'utf8').trim());
  if (!existsSync(binary)) return null;
  const screen = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  return screen && process.getuid?.() !== 0 ? binary : null;
}
