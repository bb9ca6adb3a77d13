/** Dialling, numbers, the ward's slip, the do-not-call list and paper follow-up, through the screens. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { password, Stage } from '../stage.ts';

const people = [
  ['ZY001', '张桂兰', '女', '1954-03-02', '13800138001', '心血管内科', '高血压病3级', 'I10.x00'],
  ['ZY002', '李建国', '男', '1961-07-19', '13800138002', '心血管内科', '冠心病', 'I25.1'],
  ['ZY003', '王秀英', '女', '1948-11-30', '13800138003', '心血管内科', '心房颤动', 'I48.x00'],
  ['ZY004', '赵国强', '男', '1970-05-05', '13800138004', '骨科', '股骨颈骨折', 'S72.0'],
  ['ZY005', '孙丽华', '女', '1985-01-15', '13800138005', '骨科', '腰椎间盘突出', 'M51.2'],
] as const;

describe('the telephone, the numbers and paper in the browser', () => {
  const stage = new Stage('2026-11-10T02:00:00.000Z');
  const look = (name: string) => stage.look(name);
  const press = (...keys: readonly string[]) => stage.press(...keys);
  const write = (text: string) => stage.write(text);
  const room = (name: string) => stage.room(name);

  async function ask<T>(path: string, body: object, token: string): Promise<T> {
    const answer = await stage.host.post(path, body, token);
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(200);
    return answer.body as T;
  }
  const tokenOf = async (login: string) => (await ask<{ token: string }>('accounts/signIn', { login, password }, '')).token;

  beforeAll(async () => {
    await stage.startHost();
    await stage.host.post('hospital/setUp', { hospital: '市第一人民医院', name: '信息科', login: 'admin', password });
    const admin = await tokenOf('admin');
    for (const [login, name, role] of [
      ['nurse', '王静', 'nurse'],
      ['supervisor', '周主任', 'supervisor'],
    ])
      await ask('hospital/createUser', { login, name, role, departmentId: null, password }, admin);
    const header = '住院号,姓名,性别,出生日期,电话,出院科室,主要诊断,诊断编码,出院日期,病区,主管医师';
    const rows = people.map((row, index) => [...row, index === 0 ? '2026-11-01' : '2026-11-03', `${row[5]}一病区`, '李主任'].join(','));
    const form = new FormData();
    form.set('file', new File([[header, ...rows].join('\n')], '十一月.csv', { type: 'text/csv' }));
    const preview = await fetch(`${stage.host.url}api/import/previewImport`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin}` },
      body: form,
    });
    const { uploadId } = (await preview.json()) as { uploadId: string };
    await ask('import/commitImport', { uploadId }, admin);
    await ask('sampling/draw', { plan: { month: '2026-11', method: 'census', size: 5 }, seed: '1' }, await tokenOf('supervisor'));
    await stage.openBrowser();
  });
  afterAll(() => stage.close());

  it('the admin sets how numbers are dialled, and sees what will be dialled before saving', async () => {
    await stage.signIn('admin');
    await room('系统维护');
    await stage.page.getByRole('tab', { name: '拨号' }).click();
    await stage.page.getByRole('radio', { name: /拨号链接/ }).click();
    await stage.page.getByLabel('拨号链接', { exact: true }).fill('https://evil.example/{number}');
    await stage.page.getByText('拨号链接只能是 tel: 或 sip:').waitFor();
    await expect.poll(() => stage.page.getByRole('button', { name: '保存拨号设置' }).isDisabled()).toBe(true);
    await stage.page.getByLabel('拨号链接', { exact: true }).fill('sip:{number}@10.0.0.5');
    await stage.page.getByLabel('外线前缀').fill('9');
    await stage.page.getByLabel('本地区号').fill('0571');
    await stage.page.getByTestId('dialling-preview').getByText('sip:988005501@10.0.0.5').waitFor();
    await stage.page.getByRole('button', { name: '保存拨号设置' }).click();
    await stage.page.getByText('拨号设置已保存').waitFor();
    await stage.page.getByLabel('试拨的号码').fill('13900001111');
    await stage.page.getByText('将拨出 913900001111').waitFor();
    await look('70-dialling');
    await stage.page.getByRole('radio', { name: /启动软电话程序/ }).click();
    await stage.page.getByLabel('程序完整路径').waitFor();
    await look('71-dialling-program');
  });

  it('the nurse puts the numbers in order, adds one, and rings up by a link that is the hospital’s own', async () => {
    await stage.signIn('nurse');
    await stage.page.getByTestId('queue').waitFor();
    await press('Enter');
    await stage.page.locator('[data-phase=before]').waitFor();
    await press('a');
    await write('139 0013 9009');
    await press('Tab');
    await write('女儿');
    await press('Enter');
    const numbers = stage.page.getByTestId('numbers');
    await numbers.getByRole('button', { name: /139 0013 9009 女儿/ }).waitFor();
    await expect.poll(() => numbers.locator('.call-choice .number').allTextContents()).toEqual(['139 0013 9009', '138 0013 8001']);
    await press('1', 'Alt+ArrowDown');
    await stage.page.waitForFunction(
      () => document.querySelector('[data-testid=numbers] .call-choice .number')?.textContent === '138 0013 8001',
    );
    await look('72-numbers');
    await press('1', 'Enter');
    await stage.page.locator('[data-phase=ringing]').waitFor();
    await expect
      .poll(() => stage.page.getByRole('link', { name: /用本机电话拨出/ }).getAttribute('href'))
      .toBe('sip:913800138001@10.0.0.5');
    await stage.page.clock.fastForward('00:12');
    await look('73-ringing');
    await press('F9', 'y');
    await stage.page.getByTestId('outcomes').waitFor();
    await stage.page.getByLabel('再打的时间').fill('明天 3:30');
    await press('Enter');
    await stage.page.getByText('约定的时间不在拨打时段（08:30–20:30）。请另约').waitFor();
    await look('74-appointment-at-night');
    await press('Escape', '6');
    await press('n', 'n');
    await stage.page.getByText('这个号码不再拨打').waitFor();
    await press('Alt+Y', 'Alt+Y', 'Alt+Q', 'Enter');
    await stage.page.getByText('请写明登记勿扰的原因').waitFor();
    await write('接电话的人很生气');
    await look('74-silence');
    await press('Enter');
    await stage.page.locator('[data-testid=call-result][data-outcome=wrong_number]').waitFor();
    await look('75-call-lasted');
    await press('Escape');
  });

  it('a wrong number goes to its ward on paper, and the ward’s answer opens the follow-up again', async () => {
    await stage.page.getByTestId('queue').waitFor();
    const nurse = await tokenOf('nurse');
    const { rows } = await ask<{ rows: { followUpId: string; name: string }[] }>('worklist/workList', { scope: 'all' }, nurse);
    const two = rows.find((row) => row.name === '李建国')?.followUpId ?? '';
    await ask('calls/take', { followUpId: two }, nurse);
    const [phone] = await ask<{ id: string }[]>('numbers/list', { followUpId: two }, nurse);
    const { attemptId } = await ask<{ attemptId: string }>('calls/dial', { followUpId: two, phoneId: phone?.id }, nurse);
    await ask('calls/endCall', { followUpId: two, attemptId, outcome: 'not_in_service' }, nurse);

    await stage.signIn('supervisor');
    await room('号码与勿扰');
    await stage.page.getByRole('cell', { name: '李建国' }).waitFor();
    await look('76-number-check');
    await stage.page.getByRole('button', { name: '打印核对单' }).click();
    await stage.page.getByRole('button', { name: '送病区核对号码' }).click();
    await press('Enter');
    const slip = stage.page.getByRole('dialog', { name: '号码核对单' });
    await slip.getByText('138 0013 8002').waitFor();
    await look('77-ward-slip');
    await stage.pdf('77-ward-slip');
    await press('Escape');
    await stage.page
      .getByRole('row', { name: /李建国/ })
      .getByRole('button', { name: '登记答复' })
      .click();
    await stage.page.getByLabel('正确号码').fill('13700137002');
    await stage.page.getByRole('button', { name: '登记', exact: true }).click();
    await stage.page.getByText('已登记，回访已重开').waitFor();
    await stage.page.getByText('已核对', { exact: true }).click();
    await stage.page.getByText('病区已更正').waitFor();
  });

  it('the supervisor keeps the do-not-call list: found by name, added, lifted with a reason, nothing lost', async () => {
    await stage.page.getByRole('tab', { name: '勿扰名单' }).click();
    await stage.page.getByRole('button', { name: '登记勿扰' }).click();
    const dialog = stage.page.getByRole('dialog');
    await dialog.getByLabel('患者', { exact: true }).fill('孙丽华');
    await stage.page
      .locator('.ant-select-dropdown:visible')
      .getByText(/孙丽华/)
      .click();
    await dialog.getByRole('radio', { name: '投诉骚扰' }).click();
    await look('78-add-do-not-call');
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await stage.page.getByText('已登记，1 个进行中的回访随之结束').waitFor();
    const patient = stage.page.getByRole('row', { name: /孙丽华/ });
    await patient.waitFor();
    // What the nurse registered with the wrong number: why, in words, and for three months.
    const number = stage.page.getByRole('row', { name: /138\*{4}8001/ });
    await number.getByText('接电话的人很生气').waitFor();
    await number.getByText('2027-02').waitFor();
    await look('79-do-not-call');
    for (const row of [patient, number]) {
      await row.getByRole('button', { name: '解除' }).click();
      await stage.page.getByRole('button', { name: '本人来电同意' }).click();
      await press('Enter');
      await row.waitFor({ state: 'detached' });
    }
    await stage.page.getByText('名单是空的').waitFor();
    await stage.page.getByText('已解除、已到期', { exact: true }).click();
    await stage.page
      .getByText(/周主任：本人来电同意/)
      .first()
      .waitFor();
    await stage.page.getByRole('tab', { name: '时段外拨打' }).click();
    await stage.page.getByText('这个月没有时段外的拨打').waitFor();
  });

  it('sheets are printed, one A4 page a patient, for a reason that stands on them', async () => {
    await stage.signIn('nurse');
    await room('纸质回访');
    await stage.page.getByTitle('加上公共池').click();
    await stage.page.getByRole('cell', { name: /王秀英 女/ }).waitFor();
    await stage.page.getByRole('checkbox', { name: '选择 王秀英' }).check();
    await stage.page.getByRole('checkbox', { name: '选择 赵国强' }).check();
    await look('80-paper-list');
    await press('p');
    await stage.page.getByRole('button', { name: '停电、断网期间回访' }).click();
    await press('Enter');
    const sheets = stage.page.getByRole('dialog', { name: '回访单' });
    await sheets.getByText('138 0013 8003').waitFor();
    await look('81-paper-sheet');
    expect(await stage.pdf('81-paper-sheet')).toBe(2);
    await press('Escape');
  });

  it('a filled-in sheet is typed in without the mouse, by the rules of a live call', async () => {
    await stage.signIn('nurse');
    await room('纸质回访');
    await stage.page.getByTitle('加上公共池').click();
    await stage.page
      .getByRole('row', { name: /王秀英/ })
      .getByRole('button', { name: '补录' })
      .click();
    await stage.page.getByLabel('第 1 次日期').focus();
    await press('Enter');
    await write('0300');
    await press('Enter', '0', 'Enter', 'Enter', 'w');
    await stage.page.getByLabel('第 1 次备注').waitFor();
    await press('Control+Enter');
    await stage.page.getByText('不能早于 2026-11-10').waitFor();
    // The sheet was printed a moment ago: the call can only have been in that minute.
    const printed = await stage.page.getByText(/打印/).first().textContent();
    await stage.page.getByLabel('第 1 次时间').fill(/ (\d\d:\d\d) 打印/.exec(printed ?? '')?.[1] ?? '');
    await stage.page.getByRole('radio', { name: '本人' }).check();
    await stage.page.getByRole('radio', { name: '同意回访', exact: true }).check();
    await stage.page.getByLabel('近况').fill('恢复良好');
    const items = stage.page.locator('.answer-lines input[data-step]');
    await items.first().focus();
    await press('1', '1', '3');
    await stage.page.getByPlaceholder('纸上写的意见，原话').waitFor();
    await write('换药等了两个小时，没人说明。');
    const severity = stage.page.locator('.answer-line .severity');
    await press('Tab', 'Tab', '3');
    await severity.getByText('紧急').waitFor();
    await press('2');
    await severity.getByText('多科室').waitFor();
    await press('Shift+Tab', 'Shift+Tab', 'Enter');
    for (let more = await items.count(); more > 3; more -= 1) await press('1');
    await stage.page.getByLabel('表扬', { exact: true }).fill('责任护士每天都来看');
    await stage.page.getByLabel('表扬的人').fill('陈思');
    await look('82-paper-entry');
    await press('Control+Enter');
    await stage.page.getByText(/王秀英：完成，回访结束：完成，登记意见和表扬 2 条/).waitFor();
    await stage.page.getByTitle('加上公共池').click();
    await stage.page.getByRole('row', { name: /赵国强/ }).waitFor();
    await expect.poll(() => stage.page.getByRole('row', { name: /王秀英/ }).count()).toBe(0);
    await stage.signIn('supervisor');
    await room('登记本');
    await stage.page.getByText('（纸质）').first().waitFor();
    const { rows } = await ask<{ rows: { text: string; severity: string }[] }>('feedback/list', {}, await tokenOf('supervisor'));
    expect(rows.find(({ text }) => text.startsWith('换药'))).toMatchObject({ severity: 'several' });
  });
});
