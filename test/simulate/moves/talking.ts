/** A conversation: who answers, items, opinions, second thoughts, and its end. */
import type { Rows } from '../rows.ts';
import type { User, World } from '../world.ts';
import { valueFor, words } from './answers.ts';
import { endCall } from './endCall.ts';

export async function talk(
  world: World,
  user: User,
  followUp: Rows['follow_up'][number],
  attemptId: string,
  interview: Rows['interview'][number],
  rows: Rows,
): Promise<void> {
  const { dice } = world;
  const content = rows.contents.get(interview.questionnaire_version_id);
  if (!content) return;
  let version = interview.version;
  const next = () => ({
    interviewId: interview.id,
    requestId: world.newId(),
    expectedVersion: dice.chance(0.03) ? version - 1 : version,
  });
  const bump = (saved: { ok: boolean; value?: { version: number } }) => {
    if (saved.ok && saved.value) version = saved.value.version;
  };
  if (interview.answerer === null || dice.chance(0.1)) {
    const who = dice.weighted([
      ['patient', 6],
      ['relative', 3],
      ['other', 1],
    ] as const);
    const input = {
      ...next(),
      answerer: who,
      relation: who === 'relative' ? '女儿' : '',
      ...(dice.chance(0.85) ? { consent: dice.chance(0.95) } : {}),
      step: 'questions',
    };
    const first = await world.call(user, 'interviews', 'saveProgress', input);
    bump(first);
    if (first.ok && dice.chance(0.1)) await world.again(user, 'interviews', 'saveProgress', input, first);
  }
  const many = dice.weighted([
    [content.items.length, 5],
    [3, 2],
    [1, 1],
  ] as const);
  for (const item of content.items.slice(0, many)) {
    if (dice.chance(0.08)) continue;
    const input = { ...next(), itemCode: dice.chance(0.01) ? 'no_such_item' : item.code, value: valueFor(world, item) };
    const first = await world.call(user, 'interviews', 'saveAnswer', input);
    bump(first);
    if (first.ok && dice.chance(0.05)) await world.again(user, 'interviews', 'saveAnswer', input, first);
    if (first.ok && first.value.objection && first.value.opinion && dice.chance(0.8)) {
      const { id, askedItem, itemCode, aspect, departmentId, severity, kind } = first.value.opinion;
      const other = dice.record(rows.department);
      const said = {
        ...next(),
        opinionId: id,
        askedItem,
        itemCode,
        aspect,
        kind: dice.chance(0.05) ? ('praise' as const) : kind,
        severity: dice.chance(0.1) ? ('urgent' as const) : severity,
        departmentId: dice.chance(0.2) && other ? other.id : departmentId,
        text: dice.chance(0.9) ? dice.of(words) : ' ',
      };
      const saved = await world.call(user, 'interviews', 'saveOpinion', said);
      bump(saved);
      if (saved.ok && dice.chance(0.1)) await world.again(user, 'interviews', 'saveOpinion', said, saved);
      if (saved.ok && dice.chance(0.08)) {
        const urgent = { ...next(), opinionId: id };
        const sent = await world.call(user, 'interviews', 'escalate', urgent);
        bump(sent);
        if (sent.ok && dice.chance(0.5)) await world.again(user, 'interviews', 'escalate', urgent, sent);
      }
    }
    // The patient thinks again.
    if (dice.chance(0.05))
      bump(await world.call(user, 'interviews', 'saveAnswer', { ...next(), itemCode: item.code, value: valueFor(world, item, 0) }));
  }
  if (dice.chance(0.25)) {
    const department = dice.record(rows.department, 'praise');
    if (department)
      bump(
        await world.call(user, 'interviews', 'saveOpinion', {
          ...next(),
          opinionId: world.newId(),
          askedItem: null,
          itemCode: null,
          aspect: null,
          kind: dice.of(['praise', 'suggestion', 'complaint', 'opinion'] as const),
          severity: 'general',
          departmentId: department.id,
          text: dice.of(words),
        }),
      );
  }
  if (dice.chance(0.85))
    await endCall(
      world,
      user,
      followUp,
      attemptId,
      dice.weighted([
        ['completed', 10],
        ['partial', 2],
        ['refused', 0.6],
        ['appointment', 0.6],
        ['soft_refused', 0.4],
        ['unable', 0.3],
        ['wrong_number', 0.2],
        ['deceased', 0.1],
        ['no_answer', 0.2],
        ['denies_stay', 0.2],
      ] as const),
    );
}
