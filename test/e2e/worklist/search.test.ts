/** A discharge found from anywhere, listed, and read with its story. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importStays } from '../../core/discharges/searchSeed.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';
const month = '2026-10';
const family = '13812345678';
const names = ['王芳', '王伟', '吴静怡', '王秀兰', '单于明', '𠮷田明', '欧阳娜'];

describe('search and the story of a discharge on the screen', () => {
  const stage = new Stage(now);
  beforeAll(async () => {
    const workstation = await openWorkstation('sqlite', now, stage.dataDir);
    const { users } = await withStaff(workstation);
    await importStays(workstation, [
      {
        name: '王秀英',
        phones: [family, '057188005501'],
        department: '心血管内科',
        diagnosis: '冠状动脉粥样硬化性心脏病',
        icd10: 'I25.103',
      },
      { name: '王小宝', phones: [family], department: '产科', ageYears: 0.01, ageText: '3天' },
      ...Array.from({ length: 240 }, (_, at) => ({
        name: `${names[at % names.length]}${String.fromCodePoint(0x4e00 + at)}`,
        phones: [`139${String(10_000_000 + at * 37)}`],
        department: at % 2 === 0 ? '骨科' : '产科',
        dischargeDate: `2026-${at % 3 === 0 ? '09' : '10'}-${String(1 + (at % 28)).padStart(2, '0')}`,
      })),
    ]);
    const supervisor = workstation.as(users.supervisor);
    await supervisor.sampling.draw({ plan: { month, method: 'census', size: 1 }, seed: '7', assignTo: [users.nurse.id] });
    await workstation.close();
    await stage.startHost();
    await stage.openBrowser();
    await stage.signIn('supervisor');
  });
  afterAll(() => stage.close());

  const box = () => stage.page.getByLabel('查找出院记录');
  const found = () => stage.page.locator('.search-popup .found');

  it('finds by initials, name, number and the end of a phone from any room, by keyboard', async () => {
    await stage.press('/');
    await stage.write('wxy');
    await found().getByText('王秀英').waitFor();
    await stage.look('70-search');
    for (const [typed, name] of [
      ['单于', /^单于明/],
      ['ZY1000', '王秀英'],
      ['5501', '王秀英'],
    ] as const) {
      await box().fill(typed);
      await found().getByText(name).first().waitFor();
    }
    await box().fill('5678');
    await found().nth(1).waitFor();
    expect((await found().allInnerTexts()).map((text) => text.slice(0, 3)).sort()).toEqual(['王小宝', '王秀英']);
    await box().fill('查无此人');
    await stage.page.getByText('没有找到。').waitFor();
    await stage.look('71-search-nothing');
  });

  it('lists all that was found, and filters', async () => {
    await box().fill('wang');
    await stage.page.getByText('没有找到。').waitFor();
    await box().fill('w');
    await stage.page.getByText(/^全部 .* 条，在列表里看$/).click();
    await stage.page.getByRole('heading', { name: '出院记录' }).waitFor();
    await stage.page.getByText('王伟').first().waitFor();
    await stage.look('72-search-list');
  });

  it('opens the story with stay, who shares the number, draw and calls; phones are shown only when asked', async () => {
    await box().fill('王秀英');
    await found().getByText('王秀英').waitFor();
    await stage.press('Enter');
    await stage.page.getByRole('heading', { name: '王秀英' }).waitFor();
    const main = stage.page.locator('.story');
    await main.waitFor();
    const words = await main.textContent();
    expect(words).toContain('138****5678');
    expect(words).not.toContain(family);
    expect(words).toContain('冠状动脉粥样硬化性心脏病');
    await stage.look('73-story');
    await stage.press('Escape');
    await stage.page.getByRole('heading', { name: '出院记录' }).waitFor();
  });
});
