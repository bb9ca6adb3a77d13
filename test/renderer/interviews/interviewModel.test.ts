/**
 * The interview of the screen, with its real save queue, against the real core: any order of answering, writing, lost
 * requests and replies, cut lines, reloaded pages, colleagues who would take over and a second window. Nothing said is lost or
 * doubled.
 */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Edit } from '../../../renderer/interviews/edits.ts';
import { type InterviewPort, OpenInterview } from '../../../renderer/interviews/openInterview.ts';
import type { Fate, Unsent } from '../../../renderer/interviews/saving.ts';
import type { Interview } from '../../../shared/interviews/contract/interview.ts';
import type { Item } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { agreed, hangUp, samplePatients } from '../../helpers/calling.ts';
import { fc } from '../../helpers/properties.ts';
import { openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const firstMorning = Date.parse('2026-11-10T02:00:00.000Z');
const dayMs = 86_400_000;

class Lost extends Error {}

/** A line that can be cut, or lose one reply. */
interface Line {
  up: boolean;
  losesReply: boolean;
}

class Scene {
  readonly workstation: TestWorkstation;
  readonly staff: Staff;
  readonly followUpId: string;
  readonly items: readonly Item[];
  readonly interviewId: string;
  #ids = 0;

  constructor(workstation: TestWorkstation, staff: Staff, followUpId: string, items: readonly Item[], interviewId: string) {
    this.workstation = workstation;
    this.staff = staff;
    this.followUpId = followUpId;
    this.items = items;
    this.interviewId = interviewId;
  }

  get nurse() {
    return this.workstation.as(this.staff.users.nurse);
  }

  readonly newId = () => `${this.followUpId}-${++this.#ids}`;

  async stored(): Promise<Interview> {
    const { interview } = await this.nurse.calls.brief({ followUpId: this.followUpId });
    return interview ?? expect.unreachable();
  }

  later(minutes: number): void {
    const now = this.workstation.parts.clock().getTime();
    this.workstation.setNow(new Date(now + minutes * 60_000).toISOString());
  }
}

const fateOf = (error: unknown): Fate => {
  if (error instanceof Lost) return 'lost';
  return (error as { code?: string }).code === 'VERSION_CONFLICT' ? 'conflict' : 'refused';
};

/** One page of the nurse's browser. */
class Page {
  readonly #scene: Scene;
  line: Line = { up: true, losesReply: false };
  unsent: readonly Unsent<Edit>[] = [];
  opened: OpenInterview;

  constructor(scene: Scene, interview: Interview) {
    this.#scene = scene;
    this.opened = this.#open(interview);
  }

  #open(interview: Interview): OpenInterview {
    const { line } = this;
    const scene = this.#scene;
    const { interviewId } = scene;
    const { interviews } = scene.nurse;
    const over = async <T>(send: () => Promise<T>): Promise<T> => {
      if (!line.up) throw new Lost();
      const reply = await send();
      if (!line.losesReply) return reply;
      line.losesReply = false;
      throw new Lost();
    };
    const port: InterviewPort = {
      saveAnswer: (stamp, itemCode, value) => over(() => interviews.saveAnswer({ ...stamp, interviewId, itemCode, value: [...value] })),
      saveOpinion: (stamp, { id: opinionId, ...opinion }) =>
        over(() => interviews.saveOpinion({ ...stamp, interviewId, opinionId, ...opinion })),
      escalate: (stamp, opinionId) => over(() => interviews.escalate({ ...stamp, interviewId, opinionId })),
      saveSaid: (stamp, field, value) => over(() => interviews.saveProgress({ ...stamp, interviewId, [field]: value })),
      current: () => over(() => scene.stored()),
      fateOf,
      newId: scene.newId,
      keep: (unsent) => {
        if (line === this.line) this.unsent = structuredClone(unsent);
      },
    };
    return new OpenInterview(interview, scene.staff.departments.cardiology, port);
  }

  /** The page is gone and loaded anew: what the tab kept is taken up. */
  async reload(): Promise<void> {
    const left = this.unsent;
    this.line.up = false;
    this.line = { up: true, losesReply: false };
    this.opened = this.#open(await this.#scene.stored());
    this.opened.restore(left);
  }

  /** What has to be decided is decided for what this page holds. */
  decide(): void {
    const status = this.opened.status();
    if (status.state === 'conflict') for (const { thing, theirs } of status.clashes) this.opened.choose(thing, 'mine', theirs);
    else if (status.state !== 'saved') this.opened.queue.retry();
  }
}

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await new Promise((resolve) => setImmediate(resolve));
}

/** Last words for each thing, told without any of the machinery. */
interface Told {
  readonly answers: Map<string, string>;
  readonly texts: Map<string, string>;
  condition: string;
  readonly everSaid: Set<string>;
  count: number;
}

type Command = fc.AsyncCommand<Told, { scene: Scene; pages: readonly Page[] }>;
const command = (name: string, run: (told: Told, page: Page, scene: Scene) => void | Promise<void>, at: number): Command => ({
  check: () => true,
  async run(told, { scene, pages }) {
    const page = pages[at % pages.length];
    if (page) await run(told, page, scene);
    await pass(0);
  },
  toString: () => `${name} (page ${at})`,
});

const values = ['satisfied', 'fair', 'dissatisfied'] as const;

const commandsOf = (pages: number) => {
  const at = fc.nat({ max: pages - 1 });
  const said = (told: Told) => {
    told.count += 1;
    const text = `第${told.count}句`;
    told.everSaid.add(text);
    return text;
  };
  return fc.commands(
    [
      fc.tuple(at, fc.nat({ max: 3 }), fc.constantFrom(...values)).map(([page, index, value]) =>
        command(
          `item ${index} = ${value}`,
          (told, { opened }, { items }) => {
            const item = items[index] ?? expect.unreachable();
            opened.answer(item, [value]);
            told.answers.set(item.code, value);
          },
          page,
        ),
      ),
      fc.tuple(at, fc.nat({ max: 3 })).map(([page, index]) =>
        command(
          `writes into opinion ${index}`,
          (told, { opened }) => {
            const { opinions } = opened.view();
            const key = opinions[index]?.key ?? opened.begin('opinion');
            const text = said(told);
            opened.write(key, { text });
            told.texts.set(key, text);
          },
          page,
        ),
      ),
      at.map((page) =>
        command(
          'says how it is',
          (told, { opened }) => {
            told.condition = said(told);
            opened.say('condition', told.condition);
          },
          page,
        ),
      ),
      fc.tuple(at, fc.nat({ max: 2 })).map(([page, index]) =>
        command(
          `reports opinion ${index}`,
          (_, { opened }) => {
            const key = opened.view().opinions[index]?.key;
            if (key) opened.escalate(key);
          },
          page,
        ),
      ),
      at.map((page) => command('line cut', (_, { line }) => void Object.assign(line, { up: false }), page)),
      at.map((page) =>
        command(
          'line back',
          (_, { line, opened }) => {
            line.up = true;
            opened.queue.retry();
          },
          page,
        ),
      ),
      at.map((page) => command('next reply lost', (_, { line }) => void Object.assign(line, { losesReply: true }), page)),
      at.map((page) => command('reload', (_, one) => one.reload(), page)),
      fc.tuple(at, fc.constantFrom(10, 260, 600, 5_000)).map(([page, ms]) => command(`${ms} ms`, () => pass(ms), page)),
      at.map((page) =>
        command(
          'a colleague cannot take over after half an hour, and the nurse goes on',
          async (_, one, scene) => {
            scene.later(31);
            const colleague = scene.workstation.as(scene.staff.users.nurse2);
            await expect(colleague.calls.take({ followUpId: scene.followUpId })).rejects.toMatchObject({ code: 'CALL_OF_COLLEAGUE' });
            await pass(300);
            one.opened.queue.retry();
          },
          page,
        ),
      ),
    ],
    { maxCommands: 40, size: '+1' },
  );
};

async function settled(pages: readonly Page[]): Promise<void> {
  for (let round = 0; round < 400; round += 1) {
    for (const page of pages) {
      page.line.up = true;
      page.line.losesReply = false;
      page.decide();
    }
    await pass(1_000);
    if (pages.every(({ opened }) => opened.status().state === 'saved')) return;
  }
  throw new Error(`stuck: ${pages.map(({ opened }) => JSON.stringify(opened.status())).join(' | ')}`);
}

let workstation: TestWorkstation;
let staff: Staff;
beforeEach(async () => {
  workstation = await openWorkstation('sqlite');
  staff = await withStaff(workstation);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await workstation.close();
});

/** A call of the nurse just begun, on the day after the one before: the clock of a workstation never goes back. */
async function scene(): Promise<Scene> {
  await hangUp(workstation.as(staff.users.nurse));
  const days = Math.floor((workstation.parts.clock().getTime() - firstMorning) / dayMs) + 1;
  workstation.setNow(new Date(firstMorning + days * dayMs).toISOString());
  const [patient] = await samplePatients(workstation, staff, [{}]);
  if (!patient) return expect.unreachable();
  const { interviews, calls } = workstation.as(staff.users.nurse);
  const { followUpId } = patient;
  await calls.take({ followUpId });
  const { attemptId } = await calls.dial({ followUpId, phoneId: patient.phoneIds[0] ?? '' });
  const { id } = await agreed({ interviews }, await interviews.beginInterview({ followUpId, attemptId }));
  const { questionnaire } = await calls.brief({ followUpId });
  return new Scene(workstation, staff, followUpId, questionnaire.content.items, id);
}

const nothingTold = (): Told => ({ answers: new Map(), texts: new Map(), condition: '', everSaid: new Set(), count: 0 });

test('one page: in the end the core holds the last word of everything, each opinion once', async () => {
  await fc.assert(
    fc.asyncProperty(commandsOf(1), async (commands) => {
      const set = await scene();
      const page = new Page(set, await set.stored());
      const told = nothingTold();
      await fc.asyncModelRun(() => ({ model: told, real: { scene: set, pages: [page] } }), commands);
      await settled([page]);
      const interview = await set.stored();
      expect(new Map(interview.answers.map(({ itemCode, value }) => [itemCode, value[0]]))).toEqual(told.answers);
      expect(interview.condition).toBe(told.condition);
      const texts = interview.opinions.map(({ text }) => text).filter((text) => text !== '');
      expect(texts.toSorted()).toEqual([...told.texts.values()].toSorted());
      const own = interview.opinions.flatMap(({ itemCode }) => itemCode ?? []);
      expect(own).toEqual([...new Set(own)]);
      expect(page.unsent).toEqual([]);
    }),
    { numRuns: 120 },
  );
}, 300_000);

test('two pages of one nurse: every thing holds a word that was said of it last on one of them, nothing is doubled', async () => {
  await fc.assert(
    fc.asyncProperty(commandsOf(2), async (commands) => {
      const set = await scene();
      const pages = [new Page(set, await set.stored()), new Page(set, await set.stored())];
      const told = nothingTold();
      await fc.asyncModelRun(() => ({ model: told, real: { scene: set, pages } }), commands);
      await settled(pages);
      const interview = await set.stored();
      expect(interview.answers.map(({ itemCode }) => itemCode).toSorted()).toEqual([...told.answers.keys()].toSorted());
      const texts = interview.opinions.map(({ text }) => text).filter((text) => text !== '');
      expect(texts).toEqual([...new Set(texts)]);
      for (const text of [...texts, ...(interview.condition ? [interview.condition] : [])]) expect(told.everSaid).toContain(text);
      // Every opinion somebody wrote into is there, whatever its words became.
      expect(texts.length).toBe(told.texts.size);
      expect(interview.condition === '').toBe(told.condition === '');
    }),
    { numRuns: 80 },
  );
}, 300_000);
