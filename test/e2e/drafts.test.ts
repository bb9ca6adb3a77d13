/** What is typed into a form and not sent is there again after another case, another page and a reload; it is nobody else's. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { databaseFile } from '../../electron/core/db/open.ts';
import { recordFeedback } from '../../electron/core/feedback/recordFeedback.ts';
import { seedInterview } from '../core/feedbackSeed.ts';
import { openWorkstation, withStaff } from '../helpers/workstation.ts';
import { Stage } from './stage.ts';

const at = '2026-11-10T01:00:00.000Z';
const stage = new Stage('2026-11-10T02:00:00.000Z');
const ids: Record<'waiting' | 'toReview' | 'toReply', string> = { waiting: '', toReview: '', toReply: '' };

beforeAll(async () => {
  const workstation = await openWorkstation('sqlite', at);
  const staff = await withStaff(workstation);
  const { nurse, head, supervisor } = staff.users;
  await workstation.transaction(async (ctx) => {
    const seeded = await seedInterview(ctx, staff.departments.cardiology, nurse.id);
    const said = { ...seeded, kind: 'opinion', itemCode: null, aspect: 'process', departmentId: staff.departments.cardiology } as const;
    const told = { ...said, severity: 'general', staffName: '', registeredAt: at, registeredBy: nurse.id } as const;
    const written = { causeKind: '人', cause: '缺人', measures: '补人', responsible: '陈护士长', doneDate: null };
    const sent = [
      { action: 'dispatch', at, by: supervisor.id },
      { action: 'accept', at, by: head.id },
      { action: 'rectify', at, by: head.id, ...written },
    ] as const;
    const passed = { action: 'review_pass', at, by: supervisor.id, comment: '' } as const;
    const cases = await recordFeedback(ctx, [
      { ...told, text: '检查等了三天', steps: [] },
      { ...told, text: '夜里没人应铃', steps: [...sent] },
      { ...told, text: '饭菜是凉的', steps: [...sent, passed] },
    ]);
    [ids.waiting, ids.toReview, ids.toReply] = cases.map(({ id }) => id) as [string, string, string];
  });
  mkdirSync(stage.dataDir, { recursive: true });
  await workstation.parts.store.copyTo?.(join(stage.dataDir, databaseFile));
  await workstation.close();
  await stage.startHost();
  await stage.openBrowser();
});
afterAll(() => stage.close());

const boxes = [
  ['waiting', '说明', '请放射科一起看'],
  ['toReview', '审核意见', '措施太空，请写明谁值夜班'],
  ['toReply', '回复内容', '已告知补了一名夜班护士'],
  ['toReply', '患者原话', '那就好，麻烦你们了'],
] as const;

async function open(id: string) {
  await stage.page.goto(`${stage.host.url}#/feedback/${id}`);
  await stage.page.locator('.case-head').waitFor();
}

async function shown() {
  const texts: string[] = [];
  for (const [which, label] of boxes) {
    await open(ids[which]);
    texts.push(await stage.page.getByLabel(label, { exact: true }).inputValue());
  }
  return texts;
}

it('dispatch, review and reply keep what was typed over other cases, other rooms and a reload, under their user alone', async () => {
  await stage.signIn('supervisor');
  for (const [which, label, text] of boxes) {
    await open(ids[which]);
    await stage.page.getByLabel(label, { exact: true }).fill(text);
  }
  const typed = boxes.map(([, , text]) => text);
  expect(await shown()).toEqual(typed);
  await stage.room('满意度报表');
  expect(await shown()).toEqual(typed);
  await stage.page.reload();
  expect(await shown()).toEqual(typed);
  await stage.look('case-draft');
  await open(ids.waiting);
  await stage.page.getByRole('button', { name: /^转办/ }).click();
  await stage.page.getByText('已转办到心血管内科').waitFor();
  const left = await stage.page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('dispatch')));
  expect(left).toEqual([]);
  await stage.page.evaluate(() => sessionStorage.removeItem('session'));
  await stage.page.reload();
  await stage.page.getByLabel('用户名').fill('director');
  await stage.page.getByLabel('密码', { exact: true }).fill('Huifang-2026');
  await stage.page.keyboard.press('Enter');
  await stage.page.getByRole('navigation', { name: '导航' }).waitFor();
  expect(await stage.page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('unsent')))).toEqual([]);
});
