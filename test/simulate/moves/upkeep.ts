/** The office: users, departments, settings, questionnaires, reviews, corrections, forbidden calls. */
import type { Item, QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { dateOf, dayAfter } from '../calendar.ts';
import { valueFor } from './answers.ts';
import type { Move } from './move.ts';

/** The questionnaire with an item that hangs on another, and one of several choices. */
function changed(content: QuestionnaireContent, n: number): QuestionnaireContent {
  const parent = content.items.find((one) => one.kind === 'single' && one.options.some((option) => option.objection));
  if (!parent) return content;
  const bad = parent.options.find((option) => option.objection);
  const more: Item[] = [
    {
      code: `why_${n}`,
      aspect: parent.aspect,
      title: `原因${n}`,
      say: '主要是因为什么？',
      kind: 'single',
      options: parent.options,
      showIf: [{ on: { item: parent.code }, operator: 'in', values: [bad?.value ?? ''] }],
      weight: 1,
    },
    {
      code: `which_${n}`,
      aspect: 'process',
      title: `哪些${n}`,
      say: '哪些地方不方便？',
      kind: 'multiple',
      options: [
        { key: '1', value: 'queue', label: '排队', objection: true, notCounted: false, exclusive: false },
        { key: '2', value: 'way', label: '找路', objection: true, notCounted: false, exclusive: false },
        { key: '3', value: 'none', label: '没有', objection: false, notCounted: false, exclusive: false, score: 100 },
        { key: '0', value: 'unclear', label: '不清楚', objection: false, notCounted: true, exclusive: true },
      ],
      showIf: n % 2 === 0 ? [{ on: { discharge: 'department' }, operator: 'in', values: ['骨科', '产科'] }] : [],
      weight: 1,
    },
  ];
  const kept = content.items.filter((one) => !one.code.startsWith('why_') && !one.code.startsWith('which_'));
  return { ...content, items: [...kept.slice(0, 1), ...more, ...kept.slice(1)] };
}

export const upkeepMoves: readonly Move[] = [
  {
    name: 'user',
    weight: 1.5,
    async run(world) {
      const { dice } = world;
      const admin = await world.user('admin');
      const rows = await world.rows();
      const user = dice.record(rows.app_user.filter((one) => one.role !== 'admin' && one.role !== 'system'));
      if (!admin || !user) return;
      const others = rows.app_user.filter((one) => one.active === 1 && one.role === user.role && one.id !== user.id);
      // Somebody of each role stays; a department may well lose its head.
      const off = user.active === 1 && (user.role === 'head' || others.length > 0) && dice.chance(0.5);
      const department = dice.record(rows.department.filter((one) => one.active === 1));
      const role = dice.chance(0.08) && others.length > 1 && user.role === 'nurse' ? ('director' as const) : user.role;
      await world.call(admin, 'hospital', 'updateUser', {
        id: user.id,
        name: user.name,
        role: role as 'nurse',
        departmentId: user.role === 'head' ? (dice.chance(0.15) ? (department?.id ?? user.department_id) : user.department_id) : null,
        active: !off,
        version: Number(user.version) - (dice.chance(0.95) ? 0 : 1),
        ...(dice.chance(0.9) ? { handTo: dice.chance(0.5) ? null : (dice.record(others)?.id ?? null) } : {}),
      });
    },
  },
  {
    name: 'department',
    weight: 0.5,
    async run(world) {
      const { dice } = world;
      const admin = await world.user('admin');
      const rows = await world.rows();
      const one = dice.record(rows.department);
      if (admin && one)
        await world.call(admin, 'hospital', 'saveDepartment', {
          id: one.id,
          name: one.name,
          kind: one.kind,
          sensitive: dice.chance(0.2),
          active: dice.chance(0.8),
          version: Number(one.version),
        });
    },
  },
  {
    name: 'settings',
    weight: 0.4,
    async run(world) {
      const { dice } = world;
      const who = await world.user('supervisor');
      const rows = await world.rows();
      if (!who) return;
      const next = { ...rows.settings };
      switch (dice.whole(0, 3)) {
        case 0:
          next.maxAttempts = dice.of([3, 4, 5, 6]);
          break;
        case 1:
          next.holidays = [...new Set([...next.holidays, dayAfter(dateOf(world.now), dice.whole(1, 9))])];
          break;
        case 2:
          next.triesPerDay = dice.of([2, 3, 4]);
          break;
        default:
          next.limits = { urgent: 1, general: dice.of([3, 5, 7]), several: 10 };
      }
      const saved = await world.call(who, 'upkeep', 'saveSettings', next);
      if (saved.ok) world.settingsSaved(saved.value);
    },
  },
  {
    name: 'questionnaire',
    weight: 1,
    async run(world) {
      const { dice } = world;
      const who = await world.user('supervisor');
      const rows = await world.rows();
      if (!who) return;
      const version = dice.record(rows.questionnaire_version.filter((one) => one.state === 'published'));
      if (!version) return;
      if (dice.chance(0.2)) {
        await world.call(who, 'questionnaires', 'use', { id: dice.record(rows.questionnaire_version, 'use')?.id ?? version.id });
        return;
      }
      if (dice.chance(0.15)) {
        await world.call(who, 'questionnaires', 'retire', { id: version.id });
        return;
      }
      const draft = await world.call(who, 'questionnaires', 'createDraft', { from: 'version', id: version.id });
      if (!draft.ok) return;
      const content = rows.contents.get(version.id);
      if (!content) return;
      const saved = await world.call(who, 'questionnaires', 'saveDraft', {
        id: draft.value.id,
        revision: draft.value.revision,
        content: changed(content, world.house.moment.step % 7),
      });
      if (saved.ok)
        await world.call(who, 'questionnaires', 'publish', { id: draft.value.id, revision: saved.value.revision, use: dice.chance(0.7) });
    },
  },
  {
    name: 'review',
    weight: 3,
    async run(world) {
      const { dice } = world;
      const who = await world.user('supervisor');
      const rows = await world.rows();
      if (!who) return;
      const month = dice.record(rows.draw)?.month;
      if (!month) return;
      if (dice.chance(0.4)) {
        await world.call(who, 'quality', 'drawReviews', { month });
        return;
      }
      const one = dice.record(rows.review);
      if (!one) return;
      if (dice.chance(0.7))
        await world.call(who, 'quality', 'decideReview', {
          id: one.id,
          expectedVersion: dice.chance(0.05) ? one.version - 1 : one.version,
          verdict: dice.of(['agree', 'send_back'] as const),
          note: '请核对',
        });
      else {
        const nurse = rows.app_user.find((each) => each.id === one.nurse_id && each.active === 1);
        if (nurse) await world.call(nurse, 'quality', 'answerReview', { id: one.id, expectedVersion: one.version, note: '已核对' });
      }
    },
  },
  {
    name: 'correct',
    weight: 3,
    async run(world) {
      const { dice } = world;
      const rows = await world.rows();
      const one = dice.record(rows.interview.filter((each) => each.state !== 'open' || dice.chance(0.05)));
      const own = rows.app_user.find((each) => each.id === one?.nurse_id && each.active === 1);
      const who = dice.chance(0.5) && own ? own : await world.user(dice.of(['nurse', 'supervisor', 'supervisor'] as const));
      if (!one || !who) return;
      const items = (rows.contents.get(one.questionnaire_version_id)?.items ?? []).filter(() => dice.chance(0.12));
      await world.call(who, 'quality', 'correctInterview', {
        interviewId: one.id,
        expectedVersion: dice.chance(0.05) ? one.version - 1 : one.version,
        reason: '听录音更正',
        answers: items.map((item) => ({
          itemCode: item.code,
          value: valueFor(world, item),
          opinion: dice.chance(0.85) ? '更正后的意见' : '',
        })),
        opinions: [],
      });
    },
  },
  {
    name: 'forbidden',
    weight: 1.5,
    async run(world) {
      const { dice } = world;
      const rows = await world.rows();
      const head = await world.user('head');
      const nurse = await world.user('nurse');
      const director = await world.user('director');
      const stay = dice.record(rows.discharge);
      const own = head ? rows.feedback.find((one) => one.department_id !== head.department_id && one.state !== 'draft') : undefined;
      const answers = [
        director && stay ? await world.call(director, 'story', 'showPhones', { id: stay.id }) : null,
        head && stay ? await world.call(head, 'story', 'get', { id: stay.id }) : null,
        nurse ? await world.call(nurse, 'upkeep', 'audit', {}) : null,
        nurse ? await world.call(nurse, 'reporting', 'registerWorkbook', { month: dateOf(world.now).slice(0, 7), reason: '看看' }) : null,
        head && own ? await world.call(head, 'feedback', 'get', { id: own.id }) : null,
      ];
      world.tallies.checked('forbidden', answers.length);
      answers.forEach((one, index) => {
        if (one?.ok) world.fault('forbidden', String(index), 'a call that the role may not make was answered');
      });
    },
  },
  {
    name: 'backup',
    weight: 0.15,
    async run(world) {
      const admin = await world.user('admin');
      if (admin) await world.call(admin, 'upkeep', 'backup', {});
    },
  },
];
