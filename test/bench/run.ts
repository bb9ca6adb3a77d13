/** `npm run bench`: every promise about speed as a ratio measured here and now. `npm run bench -- import` runs one of them. */
import { drawStatistics } from '../statistics/draw.ts';
import { importBench } from './import.ts';
import { monthTablesBench } from './monthTables.ts';
import { opinionsBench } from './opinions.ts';
import { qualityBench } from './quality.ts';
import { samplingBench } from './sampling.ts';
import { saveAnswerBench } from './saveAnswer.ts';
import { saveOnScreenBench } from './saveOnScreen.ts';
import { searchBench } from './search.ts';
import { workListBench } from './workList.ts';

const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  import: () =>
    importBench([
      [10_000, 'xlsx'],
      [10_000, 'csv'],
      [100_000, 'xlsx'],
      [100_000, 'csv'],
    ]),
  'import-million': () => importBench([[1_000_000, 'csv']]),
  answer: saveAnswerBench,
  screen: saveOnScreenBench,
  draw: samplingBench,
  chance: drawStatistics,
  tables: () => monthTablesBench([8_000, 100_000]),
  opinions: opinionsBench,
  'work-list': async () => {
    for (const kind of ['sqlite', 'postgres'] as const) await workListBench([1_000, 100_000], kind);
  },
  search: async () => {
    for (const kind of ['sqlite', 'postgres'] as const) await searchBench([10_000, 100_000], kind);
  },
  'search-million': async () => {
    for (const kind of ['sqlite', 'postgres'] as const) await searchBench([1_000_000], kind);
  },
  quality: () => qualityBench([100_000]),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`No such benchmark: ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.\n`);
  process.exitCode = 1;
} else {
  for (const [name, bench] of Object.entries(benches)) if (wanted.length === 0 || wanted.includes(name)) await bench();
}
