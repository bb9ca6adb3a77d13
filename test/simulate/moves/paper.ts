/** Sheets printed before a power cut, and typed in after it. */
import { valueFor, words } from './answers.ts';
import type { Move } from './move.ts';
import { nurseOf } from './nurses.ts';

export const paperMoves: readonly Move[] = [
  {
    name: 'paper',
    weight: 3,
    async run(world) {
      const { dice } = world;
      const user = await nurseOf(world);
      const rows = await world.rows();
      if (!user) return;
      const one = dice.record(
        rows.follow_up.filter((each) => each.state === 'open' && (each.nurse_id === null || each.nurse_id === user.id)),
      );
      if (!one) return;
      if (dice.chance(0.5)) {
        await world.call(user, 'paper', 'printSheets', { followUpIds: [one.id], reason: '停电' });
        return;
      }
      const sheet = dice.record(rows.paper_sheet.filter((each) => each.follow_up_id === one.id));
      const phone = dice.record(rows.phone.filter((each) => each.discharge_id === one.discharge_id));
      if (!phone) return;
      const version =
        sheet?.questionnaire_version_id ?? rows.questionnaire_version.filter((each) => each.state === 'published').at(-1)?.id ?? '';
      const items = rows.contents.get(version)?.items ?? [];
      const outcome = dice.weighted([
        ['completed', 5],
        ['partial', 1],
        ['no_answer', 3],
        ['refused', 0.5],
        ['busy', 1],
      ] as const);
      const ago = (minutes: number) => new Date(Date.parse(world.now) - minutes * 60_000).toISOString();
      const department = dice.record(rows.department);
      await world.call(user, 'paper', 'enterPaper', {
        followUpId: one.id,
        sheetId: sheet?.id ?? null,
        calls: [
          ...(dice.chance(0.3)
            ? [{ startedAt: ago(90), endedAt: ago(85), phoneId: phone.id, outcome: 'no_answer' as const, offHoursReason: '纸质' }]
            : []),
          {
            startedAt: ago(60),
            endedAt: ago(50),
            phoneId: phone.id,
            outcome,
            note: '纸质',
            ...(dice.chance(0.7) ? { offHoursReason: '纸质' } : {}),
          },
        ],
        interview:
          outcome === 'completed' || outcome === 'partial'
            ? {
                answerer: dice.weighted([
                  ['patient', 5],
                  ['relative', 2],
                  ['other', 1],
                ] as const),
                relation: '儿子',
                consent: dice.chance(0.9),
                answers: Object.fromEntries(items.filter(() => dice.chance(0.85)).map((item) => [item.code, valueFor(world, item, 0)])),
                opinions:
                  department && dice.chance(0.4)
                    ? [
                        {
                          kind: 'opinion',
                          itemCode: null,
                          aspect: null,
                          departmentId: department.id,
                          severity: 'general',
                          text: dice.of(words),
                        },
                      ]
                    : [],
              }
            : null,
      });
    },
  },
];
