/** What goes wrong around the program: a power cut (between calls, and in the middle of one), a full disk, a lost connection, a restart. */
import { sql } from 'kysely';
import { hashOf } from '../dice.ts';
import { House } from '../house.ts';
import type { Site } from '../site.ts';
import type { World } from '../world.ts';
import { aroundCallsMoves } from './aroundCalls.ts';
import { feedbackMoves } from './feedback.ts';
import type { Move } from './move.ts';
import { nurseMoves } from './nurses.ts';
import { paperMoves } from './paper.ts';

/** Everything that is stored, as one number. */
async function imprint({ store: { db } }: House): Promise<number> {
  const tables = await db.introspection.getTables();
  const parts: string[] = [];
  for (const { name } of tables.filter((table) => !table.name.startsWith('kysely')).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(db);
    parts.push(name, ...rows.map((row) => JSON.stringify(row)).sort());
  }
  return hashOf(parts.join('\n'));
}

/** What lies on the disk opens, is sound, and is one of the states allowed. */
async function compare(world: World, site: Site, allowed: readonly number[], when: string): Promise<void> {
  world.tallies.checked('power cut');
  const cut = await House.open(site, { ...world.house.moment });
  const complaint = await cut.store.integrity();
  if (complaint) world.fault('power cut', when, complaint);
  if (!allowed.includes(await imprint(cut)))
    world.fault('power cut', when, 'what lies on the disk is neither the state before nor the one after');
  await cut.leave();
}

/** A case is dispatched, which writes several rows, and `meanwhile` something happens. */
async function whileDispatching(world: World, meanwhile: () => Promise<void>): Promise<void> {
  const rows = await world.rows();
  const who = await world.user('supervisor');
  const one = world.dice.record(rows.feedback.filter((each) => each.state === 'registered'));
  if (!who || !one) return;
  const running = world.call(who, 'feedback', 'dispatch', {
    id: one.id,
    expectedVersion: one.version,
    departmentId: one.department_id,
    severity: 'general',
    why: '',
  });
  for (let turns = world.dice.whole(0, 120); turns > 0; turns -= 1) await Promise.resolve();
  await meanwhile();
  await running;
}

/** Connections that broke while nobody used them are found out when they are asked; the pool then makes others. */
async function newConnections({ store }: House): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const fresh = await store.integrity().then(
      () => true,
      () => false,
    );
    if (fresh) return;
  }
}

const busy = [...nurseMoves, ...aroundCallsMoves, ...paperMoves, ...feedbackMoves].filter((move) =>
  ['nurse', 'case', 'paper', 'do not call'].includes(move.name),
);

const onSqlite = (world: World) => world.house.store.kind === 'sqlite';

export const faultMoves: readonly Move[] = [
  {
    name: 'power cut',
    weight: 0.4,
    async run(world) {
      if (onSqlite(world)) await compare(world, await world.house.asAfterPowerCut(), [await imprint(world.house)], 'between calls');
    },
  },
  {
    name: 'power cut in a call',
    weight: 0.4,
    async run(world) {
      if (!onSqlite(world)) return;
      const before = await imprint(world.house);
      let copy: Site | undefined;
      await whileDispatching(world, async () => {
        copy = await world.house.asAfterPowerCut();
      });
      if (copy) await compare(world, copy, [before, await imprint(world.house)], 'in a call');
    },
  },
  {
    name: 'full disk',
    weight: 0.6,
    async run(world, seed) {
      if (!onSqlite(world)) return;
      const { db } = world.house.store;
      const pages = (await sql<{ page_count: number }>`pragma page_count`.execute(db)).rows[0]?.page_count ?? 0;
      await sql.raw(`pragma max_page_count = ${pages + world.dice.whole(0, 1)}`).execute(db);
      for (let times = 0; times < 3; times += 1) await world.dice.of(busy).run(world, seed);
      await sql.raw('pragma max_page_count = 1073741823').execute(db);
      world.tallies.checked('full disk');
      const complaint = await world.house.store.integrity();
      if (complaint) world.fault('full disk', 'integrity', complaint);
    },
  },
  {
    name: 'lost connection',
    weight: 0.6,
    async run(world) {
      if (onSqlite(world)) return;
      const before = await imprint(world.house);
      const faults = world.faults.length;
      await whileDispatching(world, async () => {
        await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
          world.house.store.db,
        );
        await newConnections(world.house);
      });
      world.tallies.checked('lost connection');
      const refused = world.journal.at(-1)?.answer.startsWith('DATABASE_BUSY');
      if (refused && (await imprint(world.house)) !== before) world.fault('lost connection', 'store', 'refused, and yet something changed');
      if (world.faults.length > faults) world.fault('lost connection', 'answer', 'not refused in words');
    },
  },
  {
    name: 'restart',
    weight: 0.3,
    async run(world) {
      const before = await imprint(world.house);
      await world.house.reopen();
      world.forget();
      world.tallies.checked('restart');
      if ((await imprint(world.house)) !== before) world.fault('restart', 'store', 'another content after opening again');
    },
  },
];
