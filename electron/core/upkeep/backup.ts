/**
 * Makes a consistent copy of the database while it is in use; the copy counts as a backup only after it was opened
 * and counted.
 */
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import type { LongContext } from '../base/context.ts';
import { backupName, backupsToPrune, isBackup, isCutBackup } from '../base/db/backupNames.ts';
import { refusalOf } from '../base/db/errors.ts';
import type { CopyContents, Store } from '../base/db/open.ts';
import { unfinished } from '../base/db/wholeFile.ts';
import type { Output } from '../base/door.ts';
import { closeToOthers, makeFolder, privateFile, privateFolder } from '../base/privateFiles.ts';

const hoursAhead = 8 * 3_600_000;

async function onDisk(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}

/** @throws Refusal BACKUP_FAILED: it is the copy that is damaged, not the data */
function checked(inspect: (file: string) => CopyContents, file: string): CopyContents {
  try {
    const contents = inspect(file);
    if (contents.complaint === null) return contents;
    throw new Refusal('BACKUP_FAILED', { detail: contents.complaint });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('BACKUP_FAILED', { detail: error instanceof Error ? error.message : String(error) });
  }
}

/** Copies, checks and only then gives the file its name: a half-written copy never looks like a backup. */
async function copyAndCheck(
  copyTo: NonNullable<Store['copyTo']>,
  inspect: (file: string) => CopyContents,
  file: string,
): Promise<CopyContents> {
  const part = unfinished(file);
  try {
    await rm(part, { force: true });
    await copyTo(part);
    await onDisk(part);
    const contents = checked(inspect, part);
    await rename(part, file);
    return contents;
  } catch (error) {
    await rm(part, { force: true });
    throw refusalOf(error, file) ?? error;
  }
}

/**
 * Removes the copies that a kill cut short in this data folder, and no other file. Only who holds the data file may: nobody
 * else is writing one then.
 */
export async function sweepCutBackups(dataDir: string): Promise<void> {
  for (const folder of [dataDir, join(dataDir, 'backups')]) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter(isCutBackup)) await rm(join(folder, name), { force: true });
  }
}

/**
 * Backs the data file up into `backups/` beside it and prunes older ones. Encrypted like the data.
 * @throws Refusal BACKUP_ELSEWHERE (PostgreSQL), BACKUP_FAILED, DISK_FULL, FOLDER_READ_ONLY
 */
export async function backup(ctx: LongContext): Promise<Output<'upkeep', 'backup'>> {
  const { store, dataDir, clock } = ctx.parts;
  if (!store.copyTo || !store.inspectCopy) throw new Refusal('BACKUP_ELSEWHERE');
  const folder = join(dataDir, 'backups');
  const now = clock();
  const time = new Date(now.getTime() + hoursAhead).toISOString().slice(11, 19);
  const file = join(folder, backupName(civilDateOf(now.toISOString()), time));
  try {
    makeFolder(folder);
    closeToOthers(folder, privateFolder);
    for (const name of (await readdir(folder)).filter(isBackup)) closeToOthers(join(folder, name), privateFile);
  } catch (error) {
    throw refusalOf(error, folder) ?? new Refusal('FOLDER_READ_ONLY', { path: folder });
  }
  ctx.progress('backup', 0, '正在备份');
  const contents = await copyAndCheck(store.copyTo, store.inspectCopy, file);
  const { size } = await stat(file);
  const pruned = backupsToPrune(await readdir(folder));
  for (const name of pruned) await rm(join(folder, name), { force: true });
  ctx.progress('backup', 1, '备份完成');
  await ctx.transaction(async (tx) => tx.audit('upkeep.backup', file, { bytes: size, pruned: pruned.length }));
  return { file, bytes: size, discharges: contents.discharges, interviews: contents.interviews };
}
