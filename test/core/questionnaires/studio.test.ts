/** Tests questionnaire drafts and versions: who may change them, and what never changes. */
import { describe, expect, it } from 'vitest';
import { contract } from '../../../shared/contract.ts';
import type { Draft, QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { setItem, setScript } from '../../../shared/questionnaires/rules/edits.ts';
import { hangUp, samplePatients } from '../../helpers/calling.ts';
import { House } from '../../helpers/house.ts';
import { shippedCodes } from '../../helpers/questionnaires.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';

onBothDatabases('the questionnaire studio', (kind) => {
  const house = new House(kind);

  const studio = () => house.as('supervisor').questionnaires;
  const inUse = async () => {
    const version = (await studio().list({})).find((one) => one.inUse);
    return version ?? expect.unreachable('no version is in use');
  };
  const draftOfCurrent = async () => studio().createDraft({ from: 'version', id: (await inUse()).id });
  const reworded = (draft: Draft): QuestionnaireContent => setItem(draft.content, 0, { say: '治疗的效果，您满意吗？' });
  const save = (draft: Draft, content: QuestionnaireContent) => studio().saveDraft({ id: draft.id, revision: draft.revision, content });
  async function published(draft: Draft, content: QuestionnaireContent, use: boolean) {
    const { revision } = await save(draft, content);
    return studio().publish({ id: draft.id, revision, use });
  }
  const actions = () =>
    house.workstation.transaction(async ({ db }) =>
      (await db.selectFrom('audit').select('action').where('action', 'like', 'questionnaires.%').orderBy('seq').execute()).map(
        ({ action }) => action.replace('questionnaires.', ''),
      ),
    );

  it('begins drafts from nothing, from a shipped questionnaire, from a version', async () => {
    const empty = await studio().createDraft({ from: 'empty' });
    expect(empty).toMatchObject({ code: 'questionnaire-1', title: '', revision: 1, items: 0, basedOn: null, updatedBy: '周主任' });
    expect(empty.content.guidance).toHaveLength(49);
    expect(await studio().createDraft({ from: 'empty' })).toMatchObject({ code: 'questionnaire-2' });
    const templates = await studio().templates({});
    expect(templates.map(({ code }) => code)).toEqual(shippedCodes);
    for (const { code, items } of templates)
      expect(await studio().createDraft({ from: 'template', code })).toMatchObject({ code, items, faults: 0 });
    const copy = await draftOfCurrent();
    expect(copy).toMatchObject({ code: 'six-aspects', basedOn: (await inUse()).id });
    const listed = await studio().drafts({});
    expect(listed).toHaveLength(7);
    expect(listed.every((draft) => !('content' in draft))).toBe(true);
    await studio().removeDraft({ id: empty.id });
    await expect(studio().draft({ id: empty.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('keeps an unfinished draft as it is typed, and tells the second of two supervisors', async () => {
    const draft = await draftOfCurrent();
    const unfinished = setItem(draft.content, 0, { title: '', say: '', options: [] });
    const first = await save(draft, unfinished);
    expect(first.revision).toBe(2);
    await expect(save(draft, reworded(draft))).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    const stored = await studio().draft({ id: draft.id });
    expect(stored).toMatchObject({ revision: 2, content: unfinished });
    expect(stored.faults).toBeGreaterThan(0);
    // What the second wrote becomes a draft of its own: nothing is lost.
    const kept = await studio().createDraft({ from: 'content', content: reworded(draft) });
    expect((await studio().draft({ id: kept.id })).content).toEqual(reworded(draft));
  });

  it('publishes only what passes the check, and says in words what does not', async () => {
    const draft = await draftOfCurrent();
    const { revision } = await save(draft, setScript(draft.content, 'greetingNeutral', '您好，{name}，您在精神科住院。'));
    await expect(studio().publish({ id: draft.id, revision, use: true })).rejects.toMatchObject({
      code: 'QUESTIONNAIRE_FAULTY',
      message: expect.stringContaining('话术“问候（敏感科室）”'),
    });
    await expect(studio().publish({ id: draft.id, revision: revision - 1, use: true })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await studio().list({})).toHaveLength(1);
  });

  it('makes an immutable version with the next number; new interviews begin with it only where that is said', async () => {
    const before = await inUse();
    const draft = await draftOfCurrent();
    const quiet = await published(draft, reworded(draft), false);
    expect(quiet.version).toBe(2);
    expect((await inUse()).id).toBe(before.id);
    await expect(studio().draft({ id: draft.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await studio().use({ id: quiet.id });
    expect(await inUse()).toMatchObject({ id: quiet.id, version: 2 });
    const third = await draftOfCurrent();
    const loud = await published(third, setItem(third.content, 1, { title: '医生' }), true);
    expect(await inUse()).toMatchObject({ id: loud.id, version: 3 });
    expect((await studio().get({ id: quiet.id })).content).toEqual(reworded(draft));
    expect((await studio().get({ id: before.id })).content.items[0]?.say).toBe('这次住院给您治下来，治疗的效果您满意吗？');
  });

  it('lets an interview keep its version after another is published', async () => {
    const [one, two] = await samplePatients(house.workstation, house.staff, [{}, {}]);
    const nurse = house.as('nurse');
    const talk = async (patient: typeof one) => {
      if (!patient) return expect.unreachable();
      await hangUp(house.as('nurse'));
      const { followUpId } = patient;
      await nurse.calls.take({ followUpId });
      const { attemptId } = await nurse.calls.dial({ followUpId, phoneId: patient.phoneIds[0] ?? '' });
      const interview = await nurse.interviews.beginInterview({ followUpId, attemptId });
      return { followUpId, interview };
    };
    const begun = await talk(one);
    const draft = await draftOfCurrent();
    await published(draft, reworded(draft), true);
    const kept = await nurse.calls.brief({ followUpId: begun.followUpId });
    expect(kept.questionnaire).toMatchObject({ version: 1, content: { items: expect.arrayContaining([draft.content.items[0]]) } });
    const next = await talk(two);
    expect((await nurse.calls.brief({ followUpId: next.followUpId })).questionnaire.version).toBe(2);
    const held = (await studio().list({})).map(({ version, interviews }) => [version, interviews]);
    expect(held).toEqual([
      [2, 1],
      [1, 1],
    ]);
  });

  it('retires a version for good, never the one in use', async () => {
    const first = await inUse();
    await expect(studio().retire({ id: first.id })).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const draft = await draftOfCurrent();
    const second = await published(draft, reworded(draft), true);
    await studio().retire({ id: first.id });
    await expect(studio().use({ id: first.id })).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(studio().retire({ id: first.id })).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await inUse()).toMatchObject({ id: second.id });
    expect(await studio().get({ id: first.id })).toMatchObject({ state: 'retired', items: 27 });
  });

  it('is the supervisor’s; nurses, heads and the director read what is published', async () => {
    const draft = await draftOfCurrent();
    const version = await inUse();
    for (const who of ['nurse', 'head', 'director', 'admin'] as const) {
      const { questionnaires } = house.as(who);
      expect((await questionnaires.list({}))[0]?.id).toBe(version.id);
      expect((await questionnaires.get({ id: version.id })).items).toBe(27);
      const calls = [
        () => questionnaires.drafts({}),
        () => questionnaires.draft({ id: draft.id }),
        () => questionnaires.templates({}),
        () => questionnaires.createDraft({ from: 'empty' }),
        () => questionnaires.saveDraft({ id: draft.id, revision: 1, content: draft.content }),
        () => questionnaires.removeDraft({ id: draft.id }),
        () => questionnaires.publish({ id: draft.id, revision: 1, use: true }),
        () => questionnaires.use({ id: version.id }),
        () => questionnaires.retire({ id: version.id }),
        () => questionnaires.exportFile({ kind: 'version', id: version.id, format: 'json' }),
        () => questionnaires.importFile({ file: new File(['{}'], 'x.json') }),
      ];
      for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'FORBIDDEN' });
      expect(calls).toHaveLength(Object.keys(contract.questionnaires).length - 2);
    }
  });

  it('writes down what happened to questionnaires, not every keystroke', async () => {
    const draft = await draftOfCurrent();
    const { id } = await published(draft, reworded(draft), false);
    await studio().use({ id });
    await studio().retire({ id: (await studio().list({}))[1]?.id ?? '' });
    await studio().exportFile({ kind: 'version', id, format: 'xlsx' });
    const other = await studio().createDraft({ from: 'empty' });
    await studio().removeDraft({ id: other.id });
    expect(await actions()).toEqual(['createDraft', 'publish', 'use', 'retire', 'export', 'createDraft', 'removeDraft']);
  });

  describe('files', () => {
    it.each(['json', 'xlsx'] as const)('go out and come back the same as %s', async (format) => {
      for (const code of shippedCodes) {
        const file = await studio().exportFile({ kind: 'template', id: code, format });
        expect(file.name).toMatch(new RegExp(`\\.${format}$`));
        const { draftId, problems, findings } = await studio().importFile({ file });
        expect({ problems, findings }).toEqual({ problems: [], findings: [] });
        const [back, original] = [await studio().draft({ id: draftId ?? '' }), await studio().createDraft({ from: 'template', code })];
        expect(back.content).toEqual(original.content);
      }
    });

    it('that are wrong make no draft and are told by place', async () => {
      const before = await studio().drafts({});
      const file = new File([JSON.stringify({ code: 'x', title: 5 })], '问卷.json');
      const { draftId, problems } = await studio().importFile({ file });
      expect(draftId).toBeNull();
      expect(problems.map(({ sheet }) => sheet)).toEqual(expect.arrayContaining(['title', 'items', 'scripts']));
      for (const [content, code] of [
        ['', 'FILE_EMPTY'],
        ['不是问卷', 'FILE_UNREADABLE'],
        ['PK\u0003\u0004坏', 'FILE_UNREADABLE'],
      ] as const)
        await expect(studio().importFile({ file: new File([content], 'x') })).rejects.toMatchObject({ code });
      expect(await studio().drafts({})).toEqual(before);
    });

    it('with faults of content become a draft that says them', async () => {
      const draft = await draftOfCurrent();
      await save(draft, setItem(draft.content, 0, { say: '' }));
      const file = await studio().exportFile({ kind: 'draft', id: draft.id, format: 'xlsx' });
      const { draftId, findings } = await studio().importFile({ file });
      expect(findings).toEqual([{ fault: true, place: '条目 1“治疗效果”·问句', text: '还没有写要念的问句。' }]);
      expect(await studio().draft({ id: draftId ?? '' })).toMatchObject({ faults: 1 });
      expect(await studio().importFile({ file, keep: false })).toMatchObject({ draftId: null, items: 27 });
    });
  });
});
