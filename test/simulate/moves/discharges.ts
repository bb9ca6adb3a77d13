/** Imports: fresh files, changed files, the same file twice, wrong rows, undone batches. */

import { dateOf, monthBefore } from '../calendar.ts';
import { Dice } from '../dice.ts';
import { exportFile, stayLine } from '../people.ts';
import type { Move } from './move.ts';

export const dischargeMoves: readonly Move[] = [
  {
    name: 'import',
    weight: 3,
    async run(world, seed) {
      const { dice } = world;
      const who = await world.user(
        dice.weighted([
          ['admin', 8],
          ['supervisor', 2],
        ] as const),
      );
      if (!who) return;
      const month = dice.chance(0.8) ? monthBefore(dateOf(world.now).slice(0, 7)) : dateOf(world.now).slice(0, 7);
      const today = dateOf(world.now);
      const lines = Array.from({ length: dice.whole(15, 45) }, () => {
        const number = dice.whole(1, 120);
        const time = dice.chance(0.15) ? 1 : 0;
        // The same stay reads the same unless the hospital changed it.
        const version = dice.chance(0.15) ? dice.whole(1, 3) : 0;
        const line = stayLine(seed, month, number, time, new Dice(`${seed} ${month} ${number} ${time} v${version}`));
        if (dice.chance(0.03)) line[10] = '2026-13-45';
        if (dice.chance(0.03)) line[3] = '';
        return line;
      }).filter((line) => (line[10] ?? '') <= today || line[10] === '2026-13-45');
      if (lines.length === 0) return;
      const preview = await world.call(who, 'import', 'previewImport', { file: exportFile(`${month}.csv`, lines) });
      if (!preview.ok) return;
      const counts = preview.value.counts;
      const committed = await world.call(who, 'import', 'commitImport', { uploadId: preview.value.uploadId });
      world.tallies.checked('import-adds-up');
      if (committed.ok) {
        const { read, added, changed, unchanged, duplicate, rejected } = committed.value.counts;
        if (read !== added + changed + unchanged + duplicate + rejected)
          world.fault('import-adds-up', committed.value.batchId, JSON.stringify(committed.value.counts));
        if (JSON.stringify(counts) !== JSON.stringify(committed.value.counts))
          world.fault(
            'import-as-previewed',
            committed.value.batchId,
            `${JSON.stringify(counts)} → ${JSON.stringify(committed.value.counts)}`,
          );
      }
      if (dice.chance(0.2)) {
        const again = await world.call(who, 'import', 'previewImport', { file: exportFile(`${month}.csv`, lines) });
        world.tallies.checked('same-file-adds-nothing');
        if (again.ok && committed.ok && (again.value.counts.added > 0 || again.value.counts.changed > 0))
          world.fault('same-file-adds-nothing', month, JSON.stringify(again.value.counts));
      }
    },
  },
  {
    name: 'undo batch',
    weight: 0.4,
    async run(world) {
      const rows = await world.rows();
      const who = await world.user('admin');
      const batch = world.dice.record(rows.import_batch);
      if (who && batch) await world.call(who, 'import', 'undoBatch', { batchId: batch.id, reason: '导错了' });
    },
  },
];
