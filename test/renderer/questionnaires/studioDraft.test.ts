/** A draft on the screen: the way back, saving, and two people at once. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { beside, stillThere } from '../../../renderer/studio/chosen.ts';
import { briefOf, invented } from '../../../renderer/studio/invented.ts';
import { type DraftPort, OpenDraft } from '../../../renderer/studio/openDraft.ts';
import type { Draft, QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { checkContent } from '../../../shared/questionnaires/rules/check.ts';
import { setItem } from '../../../shared/questionnaires/rules/edits.ts';
import { shipped } from '../../helpers/questionnaires.ts';

const content = shipped('conduct');
const conflict = new Error('conflict');

/** The core as far as a draft sees it: one content, one revision, refused where somebody was first. */
class Core implements DraftPort {
  content: QuestionnaireContent = content;
  revision = 1;
  by = '周主任';
  saves = 0;

  readonly save = async (next: QuestionnaireContent, revision: number) => {
    if (revision !== this.revision) throw conflict;
    this.saves += 1;
    this.content = next;
    this.revision += 1;
    return { revision: this.revision, savedAt: '2026-11-10T02:00:00.000Z' };
  };

  readonly current = async (): Promise<Draft> => ({
    id: 'd1',
    code: this.content.code,
    title: this.content.title,
    revision: this.revision,
    items: this.content.items.length,
    faults: 0,
    updatedAt: '2026-11-10T02:00:00.000Z',
    updatedBy: this.by,
    basedOn: null,
    content: this.content,
  });

  readonly fateOf = (error: unknown) => (error === conflict ? 'conflict' : 'lost');
  readonly newId = () => `r${this.saves}`;
}

describe('a draft on the screen', () => {
  let core: Core;
  let draft: OpenDraft;
  beforeEach(async () => {
    core = new Core();
    draft = new OpenDraft(await core.current(), core);
  });
  const say = (text: string) => draft.change(setItem(draft.view().content, 0, { say: text }), 'say 0');
  const said = () => draft.view().content.items[0]?.say;

  it('is saved as it is typed, the newest content once', async () => {
    for (const text of ['医', '医生', '医生好']) say(text);
    expect(await draft.queue.flush()).toBe(true);
    expect(core.content.items[0]?.say).toBe('医生好');
    expect(core.saves).toBe(1);
    expect(draft.revision).toBe(2);
  });

  it('takes typing in one field back in one step, and forward again', () => {
    const before = said();
    for (const text of ['医', '医生']) say(text);
    draft.change(setItem(draft.view().content, 1, { title: '护士' }), 'title 1');
    draft.undo();
    expect([said(), draft.view().content.items[1]?.title]).toEqual(['医生', content.items[1]?.title]);
    draft.undo();
    expect([said(), draft.view().canUndo]).toEqual([before, false]);
    draft.redo();
    expect([said(), draft.view().canRedo]).toEqual(['医生', true]);
    say('改了别的');
    expect(draft.view().canRedo).toBe(false);
  });

  it('shows both contents where somebody else was first; either choice loses nothing', async () => {
    const theirs = { ...content, title: '钱主任改的' };
    Object.assign(core, { content: theirs, revision: 2, by: '钱主任' });
    say('我改的');
    expect(await draft.queue.flush()).toBe(false);
    expect(draft.status()).toMatchObject({
      state: 'conflict',
      clashes: [{ theirs, mine: { items: [{ say: '我改的' }, ...Array(14).fill({})] } }],
    });
    expect(draft.view().theirsBy).toBe('钱主任');
    draft.choose('mine', theirs);
    await vi.waitFor(() => expect(draft.status().state).toBe('saved'));
    expect(core).toMatchObject({ revision: 3, content: { title: content.title } });
  });

  it('goes on with theirs where that is chosen, and mine is one step back', async () => {
    const theirs = { ...content, title: '钱主任改的' };
    Object.assign(core, { content: theirs, revision: 2 });
    say('我改的');
    await draft.queue.flush();
    draft.choose('theirs', theirs);
    expect(draft.view().content).toEqual(theirs);
    expect(core.content).toEqual(theirs);
    draft.undo();
    expect(said()).toBe('我改的');
  });
});

describe('the chosen place', () => {
  it('walks through the call in the order in which it is spoken', () => {
    const last = { part: 'item', index: content.items.length - 1 } as const;
    expect(beside(content, { part: 'script', name: 'revisit' }, 1)).toEqual({ part: 'item', index: 0 });
    expect(beside(content, last, 1)).toEqual({ part: 'script', name: 'openOpinion' });
    expect(beside(content, { part: 'about' }, -1)).toEqual({ part: 'about' });
    expect(stillThere({ ...content, items: content.items.slice(0, 3) }, last)).toEqual({ part: 'item', index: 2 });
  });
});

describe('the invented patient', () => {
  it('hears every text filled in, and the guidance of the diagnosis', () => {
    const brief = briefOf(content, invented, '市第一人民医院', '王静');
    expect(Object.values(brief.texts).join()).not.toMatch(/[{}]/);
    expect(brief.guidance?.title).toBe('冠心病');
    const secret = briefOf(content, { ...invented, sensitive: true }, '市第一人民医院', '王静');
    expect(secret.texts.greeting).not.toContain('随访');
    expect(checkContent(brief.questionnaire.content)).toEqual([]);
  });
});
