/** The rooms of the house in their one order, lowest first, the same on every floor. A room may use itself and those below it. */
export const rooms = {
  base: 'ground floor: context, door, audit, settings, database, text, tables, words',
  statistics: 'rates, intervals, weights, hiding of small figures',
  accounts: 'people, departments, signing in',
  questionnaires: 'questionnaires, versions, scripts, guidance, skip logic',
  discharges: 'stored stays, their list and search',
  import: 'files of other systems become discharges',
  connections: 'databases of the hospital become discharges',
  worklist: 'who is to be called next, by which number, and whether now',
  sampling: 'frame, allocation, draw, replacement, assignment',
  opinions: 'warning signs, suggestions, texts of opinions',
  feedback: 'cases: dispatch, rectification, review, reply',
  interviews: 'the interview while it is spoken',
  calls: 'a call from the brief to its outcome',
  numbers: 'wrong numbers, do-not-call list',
  paper: 'printed sheets and what was written on them',
  quality: 'review and correction of finished interviews',
  followOn: 'revisits, verifications, hand-over',
  story: 'everything about one discharge in order',
  reporting: 'month tables, register, workload',
  studio: 'drafts of questionnaires at the screen, with a rehearsal of the call',
  hospital: 'first start, users who leave, departments that close',
  upkeep: 'settings, calendar, backup, audit list, checks',
} as const;
export type Room = keyof typeof rooms;

const order = Object.keys(rooms) as Room[];
const floors = /^(electron\/core|shared|renderer)\/([^/]+)\//;

/** The floor and the room of a file; null for entries, which may use every room. */
export function placeOf(file: string): { readonly floor: string; readonly room: string } | null {
  const [, floor, room] = floors.exec(file) ?? [];
  return floor && room ? { floor, room: room === 'ui' || room === 'public' ? 'base' : room } : null;
}

const isRoom = (room: string): room is Room => room in rooms;

/** Why a file of one room may not import a file of another; null when it may. */
export function crossing(file: string, target: string): string | null {
  const [from, to] = [placeOf(file), placeOf(target)];
  if (from && !isRoom(from.room)) return `${from.room} is not in the order of rooms (test/helpers/roomOrder.ts)`;
  if (!to || (from && from.room === to.room)) return null;
  if (from && isRoom(from.room) && isRoom(to.room) && order.indexOf(to.room) > order.indexOf(from.room))
    return `${from.room} stands below ${to.room}`;
  const open = to.floor === 'shared' || to.room === 'base' || !/\.tsx?$/.test(target);
  const doors = from ? /\/index\.ts$/ : /\/(?:index|handlers)\.ts$/;
  return open || doors.test(target.slice(to.floor.length + 1).replace(/^[^/]+/, ''))
    ? null
    : `${to.room} gives to others by its index.ts only`;
}

/** Groups of files that import each other in a circle at run time. */
export function circles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const visit = (file: string) => {
    index.set(file, index.size);
    low.set(file, index.size - 1);
    stack.push(file);
    for (const target of imports.get(file) ?? []) {
      if (!index.has(target)) visit(target);
      if (stack.includes(target)) low.set(file, Math.min(low.get(file) ?? 0, low.get(target) ?? 0));
    }
    if (low.get(file) !== index.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1) found.push(group.sort());
  };
  for (const file of imports.keys()) if (!index.has(file)) visit(file);
  return found;
}
