/** 工作日历 as the admin and the supervisor see it: the missing year, a day changed, the notice pasted, due dates that move. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';
const stage = new Stage(now);
const notice2027 = `国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。
三、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。`;

beforeAll(async () => {
  const workstation = await openWorkstation('sqlite', now, stage.dataDir);
  const staff = await withStaff(workstation);
  await workstation.transaction((ctx) =>
    recordFeedback(ctx, [
      {
        interviewId: null,
        followUpId: null,
        dischargeId: null,
        month: '2026-11',
        kind: 'opinion',
        itemCode: null,
        aspect: null,
        departmentId: staff.departments.cardiology,
        severity: 'general',
        text: '按铃没人来',
        staffName: '',
        registeredAt: ctx.now,
        registeredBy: staff.users.nurse.id,
        steps: [{ action: 'dispatch', at: ctx.now, by: staff.users.supervisor.id }],
      },
    ]),
  );
  await workstation.close();
  await stage.startHost();
  await stage.openBrowser();
});
afterAll(() => stage.close());

const notice = () => stage.page.locator('.calendar-notice');
const day = (name: RegExp) => stage.page.getByRole('button', { name });
const save = () => stage.page.getByRole('button', { name: /保存改动/ });

it('tells supervisor and admin from November on that next year is missing, and nobody else', async () => {
  await stage.signIn('nurse');
  await stage.page.getByRole('navigation', { name: '导航' }).waitFor();
  expect(await notice().count()).toBe(0);
  await stage.signIn('supervisor');
  await notice().filter({ hasText: '2027 年的放假安排还没有录入' }).waitFor();
  await notice().getByRole('link', { name: '去录入' }).click();
  await stage.page.getByRole('heading', { name: '工作日历' }).waitFor();
  await stage.page.getByText('工作日 248 天').waitFor();
  await stage.look('80-calendar');
});

it('a day is changed by the keyboard; before saving it says which due dates move, and saving moves them', async () => {
  await day(/ 11月10日/).focus();
  await stage.press('ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Space');
  await day(/^14班 11月14日 周六 调休上班 本院自定 未保存/).waitFor();
  await stage.page.getByText('1 件').waitFor();
  await stage.page.getByText('11-17 → 11-16').waitFor();
  await stage.look('81-calendar-changed');
  await stage.room('意见与整改');
  await stage.room('工作日历');
  await save().waitFor();
  await stage.press('Control+Enter');
  await stage.page.getByText('1 件在办意见的到期日已改').waitFor();
  await stage.page.getByRole('button', { name: /没有改动/ }).waitFor();
});

it('the notice of the State Council is pasted, checked and taken as next year’s calendar', async () => {
  await stage.press('i');
  const box = stage.page.getByRole('textbox', { name: '放假通知' });
  await box.fill(notice2027.replaceAll('2027', '2026'));
  await stage.page.getByText(/2026-01-01 是周四，原文写的是周五，请核对年份/).waitFor();
  await box.fill(notice2027);
  await stage.page.getByText('读出 2027 年：放假 17 天，调休上班 4 天。').waitFor();
  await stage.look('82-calendar-notice');
  await stage.page.getByRole('button', { name: '用作 2027 年的安排' }).click();
  await day(/ 2月5日 周五 放假/).waitFor();
  await save().click();
  await stage.page.getByText('没有到期日变动').waitFor();
  await stage.page.reload();
  await stage.page.getByRole('heading', { name: '工作日历' }).waitFor();
  await stage.page.getByText('2027', { exact: true }).click();
  await day(/ 2月14日 周日 调休上班/).waitFor();
  await stage.look('83-calendar-2027');
  await stage.room('系统维护');
  expect(await notice().count()).toBe(0);
});
