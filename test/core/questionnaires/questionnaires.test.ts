import { expect, it } from 'vitest';
import { currentQuestionnaire, questionnaireOf } from '../../../electron/core/questionnaires/versions.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';

onBothDatabases('questionnaires', (kind) => {
  const house = new House(kind);

  it('publishes the shipped questionnaire when a hospital is founded, and shows it to anyone signed in', async () => {
    const nurse = house.as('nurse');
    const [version, ...others] = await nurse.questionnaires.list({});
    expect(others).toEqual([]);
    expect(version).toMatchObject({
      code: 'six-aspects',
      version: 1,
      state: 'published',
      items: 27,
      publishedAt: '2026-11-10T02:00:00.000Z',
    });
    const whole = await nurse.questionnaires.get({ id: version?.id ?? '' });
    expect(whole.content.items).toHaveLength(27);
    expect(whole.content.aspects.map((aspect) => aspect.name)).toEqual([
      '医疗质量',
      '医疗环境',
      '服务态度',
      '服务流程',
      '医疗收费',
      '医德医风',
    ]);
    await expect(house.workstation.anyone.questionnaires.list({})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    await expect(nurse.questionnaires.get({ id: 'nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('begins new interviews with the version published last, and still knows the earlier one', async () => {
    const first = await house.workstation.transaction((ctx) => currentQuestionnaire(ctx.db));
    await house.workstation.transaction(async ({ db }) => {
      const content = JSON.stringify({ ...first.content, title: '第二版' });
      const version = { code: 'six-aspects', title: '第二版', version: 2, state: 'published', content } as const;
      await db
        .insertInto('questionnaire_version')
        .values({ ...version, id: 'v2', published_at: '2026-11-11T00:00:00.000Z' })
        .execute();
    });
    expect(await house.workstation.transaction((ctx) => currentQuestionnaire(ctx.db))).toMatchObject({ versionId: 'v2', version: 2 });
    const listed = await house.as('supervisor').questionnaires.list({});
    expect(listed.map((version) => version.id)).toEqual(['v2', first.versionId]);
    const earlier = await house.workstation.transaction((ctx) => questionnaireOf(ctx.db, first.versionId));
    expect(earlier.content.title).toBe('出院患者满意度电话回访');
    // Parsed once for the open database, not once for every transaction.
    expect(earlier).toBe(first);
  });

  it('refuses where nothing is published', async () => {
    await house.workstation.transaction(({ db }) => db.updateTable('questionnaire_version').set({ state: 'retired' }).execute());
    await expect(house.workstation.transaction((ctx) => currentQuestionnaire(ctx.db))).rejects.toMatchObject({ code: 'NO_QUESTIONNAIRE' });
  });
});
