/** A month's sample on the screen: planned, drawn, proved, given to nurses, filled up from the reserves. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addStays, type Stay } from '../../core/sampling/seed.ts';
import { openWorkstation, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';
import { Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';
const sizes = { 心血管内科: 96, 骨科: 74, 产科: 61, 普外科: 58, 呼吸内科: 44, 神经内科: 37, 眼科: 21, 疼痛科: 6 };
const eligible = Object.values(sizes).reduce((sum, size) => sum + size, 0);
const surnames = [...'王李张刘陈杨赵黄周吴徐孙'];
const given = ['建国', '秀兰', '志强', '敏', '海燕', '桂英', '伟', '丽华', '国庆', '雪梅'];
const conditions = ['冠状动脉粥样硬化性心脏病', '腰椎间盘突出症伴坐骨神经痛', '高血压病 3 级（极高危）', '社区获得性肺炎', '白内障'];

/** So many plain patients of a department. */
function patients(departmentId: string, prefix: string, count: number): Stay[] {
  return Array.from({ length: count }, (_, at) => {
    const name = `${surnames[at % surnames.length]}${given[(at * 3) % given.length]}`;
    return {
      inpatient_number: `ZY2026${prefix}${String(at + 1).padStart(3, '0')}`,
      department_id: departmentId,
      discharge_date: `2026-10-${String(1 + ((at * 7) % 28)).padStart(2, '0')}`,
      name,
      name_key: name,
      sex: at % 2 === 0 ? 'male' : 'female',
      age_years: 25 + ((at * 5) % 60),
      age_text: `${25 + ((at * 5) % 60)}岁`,
      ward: `${1 + (at % 2)}病区`,
      diagnosis: conditions[at % conditions.length] ?? '',
      payment: at % 9 === 0 ? '自费' : '城镇职工医保',
    };
  });
}

async function seed(workstation: TestWorkstation): Promise<void> {
  const { users, departments: three } = await withStaff(workstation);
  const admin = workstation.as(users.admin);
  const ids: Record<string, string> = { 心血管内科: three.cardiology, 骨科: three.orthopedics, 产科: three.obstetrics };
  for (const name of Object.keys(sizes))
    ids[name] ??= (await admin.hospital.saveDepartment({ id: null, name, kind: 'clinical', sensitive: false, active: true })).id;
  const stays = Object.entries(sizes).flatMap(([name, size], at) => patients(ids[name] ?? '', `${at + 1}`, size));
  const left: readonly Partial<Stay>[] = [
    ...Array.from({ length: 5 }, (): Partial<Stay> => ({ outcome: 'died' })),
    ...Array.from({ length: 9 }, (): Partial<Stay> => ({ dialable: 0 })),
    { patient_id: 'quiet' },
    { icd10: 'B24.x01', diagnosis: '艾滋病' },
    { patient_id: 'twice', discharge_date: '2026-10-02' },
  ];
  await addStays(workstation, [
    ...stays,
    ...left.map((change, at) => ({ ...patients(ids['心血管内科'] ?? '', '9', at + 1).at(-1), ...change }) as Stay),
    { ...(patients(ids['骨科'] ?? '', '0', 1)[0] as Stay), patient_id: 'twice', discharge_date: '2026-10-20' },
  ]);
  await workstation.transaction(({ db, now: at }) =>
    db
      .insertInto('do_not_call_entry')
      .values({ id: 'quiet', patient_id: 'quiet', why: 'other', note: '要求勿扰', at, user_id: 'system' })
      .execute(),
  );
}

/** Ends so many of the first follow-ups by name of their patient, as a refused call does. */
async function endSome(workstation: TestWorkstation, count: number): Promise<void> {
  await workstation.transaction(async ({ db }) => {
    const rows = await db.selectFrom('follow_up').select('id').where('state', '=', 'open').orderBy('id').limit(count).execute();
    await db
      .updateTable('follow_up')
      .set({ state: 'ended', disposition: 'refused', attempts: 2, ended_at: now, nurse_id: null })
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
  });
}

describe('a month’s sample on the screen', () => {
  const stage = new Stage(now);
  const withData = async (work: (workstation: TestWorkstation) => Promise<void>) => {
    const workstation = await openWorkstation('sqlite', now, stage.dataDir);
    try {
      await work(workstation);
    } finally {
      await workstation.close();
    }
  };
  beforeAll(async () => {
    await withData(seed);
    await stage.startHost();
    await stage.openBrowser();
    await stage.signIn('supervisor');
    await stage.room('抽样');
  });
  afterAll(() => stage.close());

  const button = (name: string | RegExp) => stage.page.getByRole('button', { name });
  const text = (words: string | RegExp) => stage.page.getByText(words).first();
  const dialog = () => stage.page.getByRole('dialog');
  const row = (table: string, name: string | RegExp) => stage.page.getByRole('table', { name: table }).getByRole('row', { name });
  const choose = (label: string) => stage.page.locator('.ant-segmented-item', { hasText: label }).click();
  const said = (words: string | RegExp) => stage.page.locator('.ant-message').getByText(words).first().waitFor();
  const fill = async (label: string, value: string) => {
    await stage.page.getByLabel(label).fill(value);
    await stage.press('Tab');
  };

  it('shows what the plan would draw from each stratum, and whom it leaves out, before the button', async () => {
    await fill('样本量', '120');
    await button('抽取 120 例').waitFor();
    await row('抽样框', /合格（抽样框）/)
      .getByText(String(eligible + 1))
      .waitFor();
    await row('各层分配', /合计（8 层）/)
      .getByText('120')
      .waitFor();
    await stage.look('40-sampling-plan');
    await row('抽样框', /排除 死亡/)
      .getByRole('button')
      .click();
    await text('排除：死亡 · 5 例').waitFor();
    await stage.page.locator('.ant-drawer').getByText('ZY20269001').waitFor();
    await stage.look('41-sampling-left-out');
    await stage.press('Escape');
    await stage.page.locator('.ant-drawer-content-wrapper').waitFor({ state: 'hidden' });
  });

  it('refuses a minimum that does not fit with the sum that it would need', async () => {
    await fill('每层至少', '20');
    await text('8 层每层至少 20 例，共需 160 例，超过样本量 120 例').waitFor();
    await expect.poll(() => button(/^抽\s*取/).isDisabled()).toBe(true);
    await stage.look('42-sampling-refused');
    await fill('每层至少', '2');
    await button('抽取 120 例').waitFor();
  });

  it('leaves out by a rule of the hospital’s own, and lets numbers be given by hand', async () => {
    await button('添加排除条件').click();
    await stage.page.getByLabel('值', { exact: true }).fill('自费');
    await row('抽样框', /排除 自定义条件/).waitFor();
    await stage.look('43-sampling-custom-rule');
    await button('删除这个条件').click();
    await row('抽样框', /排除 自定义条件/).waitFor({ state: 'hidden' });
    await choose('指定例数');
    await stage.page.getByLabel('疼痛科抽取例数').fill('9');
    await text('“疼痛科”指定抽 9 例，超过该层合格的 6 例').waitFor();
    await stage.look('44-sampling-by-hand');
    await choose('按比例');
    await button('抽取 120 例').waitFor();
  });

  it('draws after one more question, and proves the list by drawing it again', async () => {
    await fill('随机种子', '20261110');
    await button('抽取 120 例').click();
    await button('确定抽样').click();
    await text('例已抽中').waitFor();
    await button(/^复核/).click();
    await text('复核一致').waitFor();
    await stage.look('45-sampling-drawn');
    await row('各层分配', /疼痛科/)
      .getByRole('button')
      .click();
    await stage.page.locator('.ant-drawer').getByText('抽中 1', { exact: true }).waitFor();
    await stage.look('46-sampling-stratum');
    await stage.press('Escape');
    await stage.page.locator('.ant-drawer-content-wrapper').waitFor({ state: 'hidden' });
  });

  it('gives follow-ups to nurses by key, by dragging, in turn and by department', async () => {
    await choose('分配');
    const tasks = stage.page.getByRole('table', { name: '回访任务' });
    await tasks.getByRole('row').nth(1).click();
    await tasks
      .getByRole('row')
      .nth(3)
      .click({ modifiers: ['Shift'] });
    await text('已选').waitFor();
    await stage.look('47-desk-chosen');
    await stage.press('1');
    await said('3 例');
    const cards = stage.page.getByRole('region', { name: '回访员' }).locator('.desk-holder');
    await cards.nth(1).getByText('3', { exact: true }).waitFor();
    await tasks.getByRole('row').nth(6).dragTo(cards.nth(2));
    await cards.nth(2).getByText('1', { exact: true }).waitFor();
    await button('轮流分配').click();
    await dialog().getByText('只分公共任务（116 例）').waitFor();
    await stage.look('48-desk-in-turn');
    await dialog().getByRole('button', { name: '轮流分配' }).click();
    await said('116 例');
    await dialog().waitFor({ state: 'hidden' });
    await button('按科室分配').click();
    await dialog().getByRole('row', { name: /眼科/ }).getByRole('combobox').click();
    await stage.page.locator('.ant-select-dropdown:visible').getByText('赵敏', { exact: true }).click();
    await dialog().getByText('分配 1 个科室').waitFor();
    await stage.look('49-desk-by-department');
    await dialog().getByRole('button', { name: '分配 1 个科室' }).click();
    await dialog().waitFor({ state: 'hidden' });
  });

  it('deals out what a nurse has who goes on leave', async () => {
    await button('王静的更多操作').click();
    await stage.page.getByRole('menuitem', { name: '休假…' }).click();
    await dialog().getByText('王静 休假').waitFor();
    await stage.look('50-desk-leave');
    await dialog().getByRole('button', { name: '登记休假并转交' }).click();
    await dialog().waitFor({ state: 'hidden' });
    const cards = stage.page.getByRole('region', { name: '回访员' }).locator('.desk-holder');
    await cards.filter({ hasText: '王静' }).getByText('休假', { exact: true }).waitFor();
    await cards.filter({ hasText: '赵敏' }).getByText('120', { exact: true }).waitFor();
    await stage.look('51-desk-on-leave');
  });

  it('calls the next reserve in the place of one who refused', async () => {
    await stage.host.kill();
    await withData((workstation) => endSome(workstation, 3));
    await stage.startHost();
    await stage.page.reload();
    await stage.room('抽样');
    await choose('补抽');
    await text('可以补抽 · 3 例').waitFor();
    await stage.page.getByRole('table', { name: '可以补抽的任务' }).getByRole('button').first().click();
    await dialog().getByLabel('补抽原因').fill('家属代为拒绝，请勿再拨');
    await stage.look('52-replace-why');
    await dialog().getByRole('button', { name: '补抽同层下一位备选' }).click();
    await row('补抽记录', /家属代为拒绝/).waitFor();
    await text('可以补抽 · 2 例').waitFor();
    await stage.look('53-replaced');
  });

  it('draws an extra sample on top, and prints the proof with rule, frame, reasons, seed, hash, replacement and person', async () => {
    await button('追加抽样').click();
    await fill('样本量', '20');
    await button('追加抽取 20 例').click();
    await button('确定抽样').click();
    await choose('名单与证明');
    await stage.page.locator('.ant-segmented-item', { hasText: '追加 1' }).click();
    await stage.look('54-extra-draw');
    await stage.page.locator('.ant-segmented-item', { hasText: '首次' }).click();
    await button('抽样公证页').click();
    const sheet = stage.page.locator('.proof-sheet');
    await sheet.getByText('家属代为拒绝').waitFor();
    const words = (await sheet.innerText()).replace(/\s+/g, ' ');
    for (const part of [
      '市第一人民医院',
      '按科室分层随机抽取 120 例',
      '排除：死亡 5',
      '20261110',
      'stratified-v1',
      '抽样人：周主任',
      '周主任 2026-11-10',
    ])
      expect(words).toContain(part);
    expect(words).toMatch(/[0-9a-f]{64}/);
    await stage.look('55-proof');
    await stage.page.emulateMedia({ media: 'print' });
    await stage.page.screenshot({ path: new URL('../../out/56-proof-print.png', import.meta.url).pathname, fullPage: true });
    const pdf = await stage.page.pdf({ format: 'A4', printBackground: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await stage.page.emulateMedia({ media: 'screen' });
    await stage.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
  });
});
