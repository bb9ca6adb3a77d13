/** The hospital's own database on the screen: typed, tried, pulled with a preview, on a schedule. The database is a real PostgreSQL. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Hospital, hospitalPassword, openHospital } from '../../helpers/hospital.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';

describe('a hospital database on the screen', () => {
  const stage = new Stage(now);
  let hospital: Hospital;
  beforeAll(async () => {
    hospital = await openHospital('postgres');
    const workstation = await openWorkstation('sqlite', now, stage.dataDir);
    await withStaff(workstation);
    await workstation.close();
    await stage.startHost();
    await stage.openBrowser();
    await stage.signIn('admin');
    await stage.room('医院数据库');
  });
  afterAll(async () => {
    await stage.close();
    await hospital?.close();
  });

  const button = (name: string | RegExp) => stage.page.getByRole('button', { name });
  const field = (label: string) => stage.page.getByLabel(label, { exact: true });
  const text = (words: string | RegExp) => stage.page.getByText(words).first();

  it('says in plain words what a trial with a wrong password, host or view fails on', async () => {
    await text('还没有连接').waitFor();
    await stage.look('60-connections-none');
    await button('新建连接').click();
    await field('名称').fill('东院 HIS');
    await stage.page.getByLabel('数据库类型').click();
    await stage.page.locator('.ant-select-dropdown:visible').getByText('PostgreSQL', { exact: true }).click();
    await field('服务器地址').fill(hospital.draft.host);
    await field('端口').fill(String(hospital.draft.port));
    await field('数据库名').fill(hospital.draft.database);
    await field('用户（只读用户）').fill(hospital.draft.user);
    await field('密码').fill('mistyped');
    await field('视图名').fill('出院视图');
    await field('出院日期的列名').fill('出院日期');
    await button('试连接').click();
    await text('用户名或密码').waitFor();
    await stage.look('61-connection-wrong-password');
    await field('密码').fill(hospitalPassword);
    await field('视图名').fill('出院视图二');
    await button('试连接').click();
    await text('出院视图二').waitFor();
    await field('端口').fill('1');
    await button('试连接').click();
    await text('端口没有开放').waitFor();
  });

  it('shows what each column would be read as, and keeps no number in sight', async () => {
    await field('端口').fill(String(hospital.draft.port));
    await field('视图名').fill('出院视图');
    await button('试连接').click();
    await text(/^连接成功/).waitFor();
    await stage.page.getByRole('row', { name: /联系电话/ }).waitFor();
    expect(await stage.page.locator('body').textContent()).not.toContain('13812345678');
    await stage.look('62-connection-tried');
    await stage.page.getByText('每月自动取上个月').click();
    await button('保存').click();
    await stage.page
      .getByRole('row', { name: /东院 HIS/ })
      .getByText('每月 3 日 6 时')
      .waitFor();
    await text('下次 2026-12-03 06:00').waitFor();
    await stage.look('63-connections');
  });

  it('pulls a month with the preview of a file, and writes only when told', async () => {
    await button('取数').click();
    await stage.page.getByRole('dialog').getByRole('button', { name: '查询并预览' }).waitFor();
    await stage.look('64-pull-days');
    await stage.page.getByRole('dialog').getByRole('button', { name: '查询并预览' }).click();
    await button(/导入 4 条/).waitFor();
    await stage.look('65-pull-preview');
    await stage.press('F9');
    await text('新增 4 条').waitFor();
    await stage.look('66-pull-done');
    await button('返回').click();
    await text('读取 5，新增 4').waitFor();
    await stage.look('67-pull-runs');
  });

  it('brings a month by its schedule, and says why when the hospital’s server refuses', async () => {
    await button('修改').click();
    await field('日').fill('10');
    await field('时').fill('11');
    await button('保存').click();
    await text('下次 2026-11-10 11:00').waitFor();
    await stage.host.kill();
    await hospital.run(`alter role ${hospital.draft.user} password 'changed'`);
    const later = await openWorkstation('sqlite', '2026-11-10T04:00:00.000Z', stage.dataDir);
    await later.system.connections.runDuePulls({});
    await later.close();
    await stage.startHost();
    await stage.page.reload();
    await stage.room('医院数据库');
    await text('1 条未看').waitFor();
    await stage.page
      .getByRole('row', { name: /定时/ })
      .getByText(/用户名或密码/)
      .waitFor();
    await stage.look('68-schedule-failed');
    await button('知道了').click();
    await text('1 条未看').waitFor({ state: 'hidden' });
  });
});
