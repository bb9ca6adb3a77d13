/**
 * A hospital in which every text box of the product is open: feedback in each state, reviews, wrong numbers,
 * abandoned calls.
 */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFile } from '../../../electron/core/base/db/open.ts';
import { recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import type { AttemptOutcome } from '../../../shared/base/contract/words.ts';
import { seedInterview } from '../../core/feedback/seed.ts';
import { finish } from '../../core/quality/seed.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { shipped } from '../../helpers/questionnaires.ts';
import { openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const at = '2026-11-10T01:00:00.000Z';

export interface DraftsHouse {
  /** Opinions by what is done next. */
  readonly cases: Readonly<Record<'waiting' | 'toRectify' | 'toReview' | 'toReply', string>>;
  /** A patient of the nurse's to be called, one to be typed in from paper, and a colleague's. */
  readonly toCall: string;
  readonly onPaper: string;
  readonly colleagues: string;
  readonly draft: string;
  /** A stay whose interview may be corrected. */
  readonly interviewed: string;
}

/** Three questions of one choice, then one for the patient's own words. */
const plain = shipped('six-aspects');
const content = {
  ...plain,
  items: [
    ...plain.items.filter(({ kind, showIf }) => kind === 'single' && showIf.length === 0).slice(0, 3),
    {
      code: 'in_own_words',
      aspect: 'ethics' as const,
      title: '还想说的',
      say: '还有什么想对医院说的？',
      kind: 'text' as const,
      options: [],
      showIf: [],
      weight: 1,
    },
  ],
};

async function openCases(workstation: TestWorkstation, { departments, users }: Staff): Promise<DraftsHouse['cases']> {
  const { nurse, head, supervisor } = users;
  return workstation.transaction(async (ctx) => {
    const seeded = await seedInterview(ctx, departments.cardiology, nurse.id);
    const said = { ...seeded, kind: 'opinion', itemCode: null, aspect: 'process', departmentId: departments.cardiology } as const;
    const told = { ...said, severity: 'general', staffName: '', registeredAt: at, registeredBy: nurse.id } as const;
    const written = { causeKind: '人', cause: '缺人', measures: '补人', responsible: '陈护士长', doneDate: null };
    const accepted = [
      { action: 'dispatch', at, by: supervisor.id },
      { action: 'accept', at, by: head.id },
    ] as const;
    const sent = [...accepted, { action: 'rectify', at, by: head.id, ...written }] as const;
    const passed = { action: 'review_pass', at, by: supervisor.id, comment: '' } as const;
    const [waiting, toRectify, toReview, toReply] = await recordFeedback(ctx, [
      { ...told, text: '检查等了三天', steps: [] },
      { ...told, text: '病房太吵', steps: [...accepted] },
      { ...told, text: '夜里没人应铃', steps: [...sent] },
      { ...told, text: '饭菜是凉的', steps: [...sent, passed] },
    ]);
    return { waiting: waiting?.id ?? '', toRectify: toRectify?.id ?? '', toReview: toReview?.id ?? '', toReply: toReply?.id ?? '' };
  });
}

const number = { position: 2, number: '13900139009', kind: 'mobile', extension: '', relation: '女儿', bad: 0, source: null } as const;

/** Fills the folder; every box of `pageBoxes` can then be reached. */
export async function furnish(folder: string): Promise<DraftsHouse> {
  const workstation = await openWorkstation('sqlite', at);
  const staff = await withStaff(workstation);
  const { nurse, nurse2, supervisor } = staff.users;
  const [{ calls, numbers }, office] = [workstation.as(nurse), workstation.as(supervisor)];
  const cases = await openCases(workstation, staff);
  const begun = await office.questionnaires.createDraft({ from: 'content', content });
  await office.questionnaires.publish({ id: begun.id, revision: begun.revision, use: true });
  const { id: draft } = await office.questionnaires.createDraft({ from: 'template', code: 'six-aspects' });

  const [wrong, denied, refused, left, toCall, onPaper, colleagues, doubted, renumbered] = await samplePatients(workstation, staff, [
    { name: '钱多', phones: ['13800138001'], nurseId: nurse.id },
    { name: '孙丽', nurseId: nurse.id },
    { name: '李国强', nurseId: nurse.id },
    { name: '周敏', nurseId: nurse2.id },
    { name: '吴桂兰', nurseId: nurse.id },
    { name: '郑建国', nurseId: nurse.id },
    { name: '王秀英', nurseId: nurse2.id },
    { name: '冯德福', notSampled: true },
    { name: '韩梅', phones: ['13800138009'], nurseId: nurse.id, departmentId: staff.departments.orthopedics },
  ]);
  const call = async (followUpId = '', outcome: AttemptOutcome) => {
    await calls.take({ followUpId });
    const [phone] = await numbers.list({ followUpId });
    const { attemptId } = await calls.dial({ followUpId, phoneId: phone?.id ?? '' });
    await calls.endCall({ followUpId, attemptId, outcome, note: '对方这样说' });
  };
  await call(wrong?.followUpId, 'wrong_number');
  await call(renumbered?.followUpId, 'wrong_number');
  await call(denied?.followUpId, 'denies_stay');
  await call(refused?.followUpId, 'refused');
  const colleague = workstation.as(nurse2);
  await colleague.calls.take({ followUpId: left?.followUpId ?? '' });
  await colleague.calls.dial({ followUpId: left?.followUpId ?? '', phoneId: left?.phoneIds[0] ?? '' });

  workstation.setNow('2026-11-10T08:00:00.000Z');
  await finish(workstation, staff, nurse);
  await office.quality.drawReviews({ month: '2026-11' });
  const [drawn] = (await office.quality.reviews({ filter: 'open' })).rows;
  const { id, version: expectedVersion } = await office.quality.review({ id: drawn?.id ?? '' });
  await office.quality.decideReview({ id, expectedVersion, verdict: 'send_back', note: '请补充疼痛的部位' });
  const [interviewId = ''] = await finish(workstation, staff, nurse2);
  const { dischargeId: interviewed } = await office.quality.finishedInterview({ interviewId });
  await office.quality.drawReviews({ month: '2026-11' });
  await workstation.transaction(async (ctx) => {
    await ctx.db
      .updateTable('discharge')
      .set({ death_doubt: '临终出院' })
      .where('id', '=', doubted?.dischargeId ?? '')
      .execute();
    // A later export brought a number that can be called.
    await ctx.db
      .insertInto('phone')
      .values({ ...number, id: ctx.newId(), discharge_id: renumbered?.dischargeId ?? '' })
      .execute();
    const counts = { read_rows: 2, added: 0, changed: 0, unchanged: 0, duplicate: 0, rejected: 2, warned: 0, skipped: 0 };
    const batch = { id: ctx.newId(), file_name: '退回过的.xlsx', file_sha256: '', at: ctx.now, user_id: supervisor.id };
    await ctx.db
      .insertInto('import_batch')
      .values({ ...batch, ...counts, undone_at: null, source: null })
      .execute();
  });
  mkdirSync(folder, { recursive: true });
  await workstation.parts.store.copyTo?.(join(folder, databaseFile));
  await workstation.close();
  return {
    cases,
    toCall: toCall?.followUpId ?? '',
    onPaper: onPaper?.followUpId ?? '',
    colleagues: colleagues?.dischargeId ?? '',
    draft,
    interviewed,
  };
}
