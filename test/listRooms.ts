/** `npm run rooms`: the map of the house as a table: each room with its files and lines by floor, lowest room first. */
import { sourcesOf } from './helpers/imports.ts';
import { placeOf, rooms } from './helpers/roomOrder.ts';

const floors = ['shared', 'electron/core', 'renderer'] as const;
const sources = sourcesOf('shared', 'electron', 'renderer');

function sizeOf(floor: string, room: string): string {
  const own = sources.filter(({ file }) => {
    const place = placeOf(file);
    return place?.floor === floor && place.room === room;
  });
  const lines = own.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0);
  return own.length === 0 ? '–' : `${own.length} / ${lines}`;
}

const rows = Object.entries(rooms).map(([room, holds], below) => {
  const sizes = floors.map((floor) => sizeOf(floor, room));
  return `| ${below + 1} | \`${room}\` | ${holds} | ${sizes.join(' | ')} |`;
});
process.stdout.write(['| | room | what it holds | shared | core | renderer |', '|--:|---|---|--:|--:|--:|', ...rows, ''].join('\n'));
