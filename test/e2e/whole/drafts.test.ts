// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a box is named as it stands in its source text
/** What is typed into any box of words and not sent is there again after other pages and a reload; it is nobody else's. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callBoxes, type PageBox, pageBoxes } from '../../helpers/wordBoxes.ts';
import { password, Stage } from '../stage.ts';
import { type DraftsHouse, furnish } from './draftsHouse.ts';

/** 20:40, when a call needs a reason. */
const stage = new Stage('2026-11-10T12:40:00.000Z');
let house: DraftsHouse;

beforeAll(async () => {
  house = await furnish(stage.dataDir);
  await stage.startHost();
  await stage.openBrowser();
});
afterAll(() => stage.close());

/** A box, who types into it, and the way there from their first page. */
interface Visit {
  readonly by: 'nurse' | 'supervisor' | 'head' | 'admin';
  readonly way: () => Promise<void>;
  /** What brings the box up once, before it holds anything. */
  readonly first?: () => Promise<void>;
  readonly box: () => Locator;
}

const page = () => stage.page;
const go = async (path: string) => {
  await page().goto(`${stage.host.url}#/`);
  await page().waitForFunction(() => location.hash.length > 2);
  // What stands over every page is left by hand.
  if (await dialog().isVisible()) await stage.press('Escape');
  await dialog().waitFor({ state: 'detached' });
  await page().goto(`${stage.host.url}#/${path}`);
};
const dialog = () => page().getByRole('dialog');
const button = (name: string | RegExp) => page().getByRole('button', { name }).first();
const label = (name: string) => page().getByLabel(name, { exact: true }).first();
const named = (field: string) => page().locator(`#${field}`);
const click = (words: string) => page().getByText(words, { exact: true }).first().click();

/** Boxes on one page share their way. */
function on<Box extends string>(
  by: Visit['by'],
  way: () => Promise<void>,
  boxes: Readonly<Record<Box, Visit['box'] | Pick<Visit, 'first' | 'box'>>>,
): Record<Box, Visit> {
  const visits = Object.entries(boxes as Readonly<Record<string, Visit['box'] | Pick<Visit, 'first' | 'box'>>>).map(([name, box]) => [
    name,
    { by, way, ...(typeof box === 'function' ? { box } : box) },
  ]);
  return Object.fromEntries(visits) as Record<Box, Visit>;
}

const inCase = (which: keyof DraftsHouse['cases']) => async () => {
  await go(`feedback/${house.cases[which]}`);
  await page().locator('.case-head').waitFor();
};
const toNumbers = async () => {
  await go('numbers');
  await page().locator('.row-cursor').waitFor();
};
const toCall = async () => {
  await go(`call/${house.toCall}`);
  await page().locator('[data-phase=before]').waitFor();
  await named('off-hours').waitFor();
};
const toReview = async () => {
  await go('quality');
  await page().getByTestId('decide').waitFor();
};
const places = () => page().getByRole('navigation', { name: '问卷的各处' });
/** Places of a draft are found by where they stand: their names are typed in, too. */
const toStudio =
  (place: () => Locator, tab = '通话') =>
  async () => {
    await go(`questionnaires/draft/${house.draft}`);
    await places().locator('.ant-segmented-item', { hasText: tab }).click();
    await place().click();
  };
const toTab = (tab: string) => async () => {
  await go('upkeep');
  await page().getByRole('tab', { name: tab }).click();
};
const toDialling = (way: string) => async () => {
  await toTab('拨号')();
  await page().getByRole('radio', { name: way }).check();
};
const choose = async (select: string, option: string) => {
  await dialog().getByRole('combobox', { name: select }).click();
  await page().locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).click();
};

const walk: Readonly<Record<PageBox, Visit>> = {
  ...on('nurse', () => go('hand-over').then(() => button(/写交接/).click()), {
    'worklist/HandOverDialog.tsx: hand-over-text': () => named('hand-over-text'),
  }),
  ...on('nurse', () => toCall().then(() => button(/添加号码/).click()), {
    'calls/NumberSection.tsx: 新号码': () => label('新号码'),
    'calls/NumberSection.tsx: 与患者关系': () => label('与患者关系'),
  }),
  ...on('nurse', toCall, { 'calls/PreCall.tsx: off-hours': () => named('off-hours') }),
  ...on('nurse', () => toNumbers().then(() => button(/打印核对单/).click()), {
    'ui/ReasonDialog.tsx: reason-text': () => named('reason-text'),
  }),
  ...on('nurse', () => toNumbers().then(() => button(/登记答复/).click()), {
    'numbers/AnswerDialog.tsx: 正确号码': () => label('正确号码'),
    'numbers/AnswerDialog.tsx: 与患者关系': () => dialog().getByLabel('与患者关系'),
    'numbers/AnswerDialog.tsx: answer-note': () => named('answer-note'),
  }),
  ...on('nurse', () => go(`paper/${house.onPaper}`).then(() => label('第 1 次时间').waitFor()), {
    'paper/CallLines.tsx: 第 ${ordinal} 次${label}': () => label('第 1 次备注'),
    'paper/PaperEntryPage.tsx: label': () => label('其他意见'),
    'paper/AnswerLines.tsx: opinionLabel(item)': {
      first: () => label('治疗效果').fill('3'),
      box: () => label('治疗效果：意见'),
    },
    'paper/AnswerLines.tsx: item.title': { first: () => label('第 1 次结果').fill('w'), box: () => label('还想说的') },
  }),
  ...on('nurse', () => go('quality'), { 'quality/AnswerBar.tsx: 说明': () => label('说明') }),
  ...on('nurse', () => go(`discharges/${house.colleagues}`), { 'discharges/LookReason.tsx: 查看原因': () => label('查看原因') }),

  ...on('supervisor', () => go('register').then(() => button('代为记录结果').click()), {
    'worklist/EndLeftCall.tsx: left-note': () => named('left-note'),
  }),
  ...on('supervisor', () => go('revisits').then(() => button(/^待核实/).click()), {
    'followOn/VerificationTable.tsx: ${row.name}的核实结果': () => label('孙丽的核实结果'),
  }),
  ...on(
    'supervisor',
    async () => {
      await go('numbers');
      await page().getByRole('tab', { name: '勿扰名单' }).click();
      await button('登记勿扰').click();
      await page()
        .getByRole('radio', { name: /这个号码/ })
        .check();
    },
    {
      'numbers/AddDoNotCall.tsx: 号码': () => label('号码'),
      'worklist/DoNotCallTerms.tsx: quiet-note': () => named('quiet-note'),
    },
  ),
  ...on('supervisor', toReview, { 'quality/DecisionBar.tsx: 复核意见': () => label('复核意见') }),
  ...on('supervisor', () => toReview().then(() => button(/^更\s*正/).click()), {
    'quality/CorrectionDialog.tsx: 更正原因': () => dialog().getByLabel('更正原因'),
    'quality/CorrectAnswer.tsx: item.title': () => dialog().getByLabel('还想说的', { exact: true }),
    'quality/CorrectAnswer.tsx: ${item.title}的意见原话': {
      first: () => choose('治疗效果', '不满意'),
      box: () => dialog().getByLabel('治疗效果的意见原话'),
    },
  }),
  ...on(
    'supervisor',
    async () => {
      await go('import');
      await page()
        .getByRole('row', { name: /退回过的/ })
        .getByRole('button', { name: /撤\s*销/ })
        .click();
    },
    { 'import/BatchTable.tsx: 原因（必填）': () => dialog().getByPlaceholder('原因（必填）') },
  ),
  ...on(
    'supervisor',
    async () => {
      await go('import');
      await page()
        .getByRole('row', { name: /退回过的/ })
        .getByRole('button', { name: '下载退回表' })
        .click();
    },
    { 'import/RejectsButton.tsx: reason': () => dialog().getByLabel('导出原因') },
  ),
  ...on('supervisor', () => go('discharges').then(() => button('去核对').click()), {
    'discharges/DeathDoubts.tsx: ${row.name}向谁核对': () => label('冯德福向谁核对'),
  }),
  ...on('supervisor', inCase('waiting'), { 'feedback/DispatchForm.tsx: 说明': () => label('说明') }),
  ...on('supervisor', inCase('toReview'), { 'feedback/rectification/ReviewForm.tsx: 审核意见': () => label('审核意见') }),
  ...on('supervisor', inCase('toReply'), {
    'feedback/replies/ReplyCalls.tsx: 时段外拨打的原因': { first: () => button(/^拨打/).click(), box: () => label('时段外拨打的原因') },
    'feedback/replies/ReplyForm.tsx: 回复内容': () => label('回复内容'),
    'feedback/replies/ReplyForm.tsx: 患者原话': () => label('患者原话'),
  }),
  ...on('supervisor', () => inCase('toRectify')().then(() => button(/改派科室/).click()), {
    'feedback/Redirect.tsx: 原因': () => page().getByRole('form', { name: '改派科室' }).getByLabel('原因'),
  }),
  ...on('supervisor', () => go('register').then(() => button(/导出登记本/).click()), {
    'reporting/RegisterPage.tsx: reason': () => dialog().getByLabel('导出原因'),
  }),
  ...on(
    'supervisor',
    async () => {
      await go('sampling');
      await page().locator('.ant-segmented-item', { hasText: '补抽' }).click();
      await page()
        .getByRole('row', { name: /李国强/ })
        .getByRole('button')
        .click();
    },
    { 'sampling/ReplaceView.tsx: 补抽原因': () => dialog().getByLabel('补抽原因') },
  ),
  ...on(
    'supervisor',
    toStudio(() => places().getByRole('button', { name: '基本信息' }).first()),
    {
      'studio/AboutEditor.tsx: about-title': () => named('about-title'),
      'studio/AboutEditor.tsx: ${aspectCodes.zh[aspect.code]}的名称': () =>
        page()
          .getByLabel(/的名称$/)
          .first(),
    },
  ),
  ...on(
    'supervisor',
    toStudio(() => places().locator('[draggable=true] .studio-entry').first()),
    {
      'studio/ItemEditor.tsx: item-say': () => named('item-say'),
      'studio/ItemEditor.tsx: item-title': () => named('item-title'),
      'studio/ItemEditor.tsx: item-probe': () => named('item-probe'),
      'studio/ItemEditor.tsx: item-hint': () => named('item-hint'),
      'studio/OptionTable.tsx: 第 ${index + 1} 个选项的文字': () => label('第 1 个选项的文字'),
    },
  ),
  ...on(
    'supervisor',
    toStudio(() => places().getByRole('button', { name: '问候' }).first()),
    { 'studio/ScriptEditor.tsx: script-text': () => named('script-text') },
  ),
  ...on(
    'supervisor',
    toStudio(() => places().locator('.studio-entry').first(), '指导'),
    {
      'studio/GuidanceEditor.tsx: guidance-title': () => named('guidance-title'),
      'studio/GuidanceEditor.tsx: guidance-text': () => named('guidance-text'),
      'studio/GuidanceEditor.tsx: 第 ${row + 1} 个警示症状的情况': () => label('第 1 个警示症状的情况'),
      'studio/GuidanceEditor.tsx: 第 ${row + 1} 个警示症状怎么告诉患者': () => label('第 1 个警示症状怎么告诉患者'),
    },
  ),

  ...on('head', inCase('toRectify'), {
    'feedback/rectification/RectificationForm.tsx: 原因': () => label('原因'),
    'feedback/rectification/RectificationForm.tsx: 整改措施': () => label('整改措施'),
    'feedback/rectification/RectificationForm.tsx: 责任人': () => label('责任人'),
  }),

  ...on('admin', () => go('connections').then(() => button('新建连接').click()), {
    'connections/ConnectionForm.tsx: name': () => label('名称'),
    'connections/ConnectionForm.tsx: certificate': {
      first: async () => {
        await page().getByLabel('传输加密').click();
        await page().locator('.ant-select-dropdown:visible').getByText('加密并核对证书').click();
      },
      box: () => named('certificate'),
    },
    'connections/ConnectionForm.tsx: text': { first: () => click('查询语句'), box: () => named('text') },
  }),
  ...on('admin', toTab('设置'), { 'upkeep/SettingsForm.tsx: recordingNotice': () => named('recordingNotice') }),
  ...on('admin', toDialling('拨号链接'), { 'upkeep/DiallingForm.tsx: link': () => named('link') }),
  ...on('admin', toDialling('启动软电话程序'), {
    'upkeep/DiallingForm.tsx: program': () => named('program'),
    'upkeep/DiallingForm.tsx: arguments': () => named('arguments'),
    'upkeep/DiallingForm.tsx: localMobiles': () => named('localMobiles'),
  }),
  ...on('admin', () => go('calendar').then(() => button(/导入通知/).click()), {
    'upkeep/calendar/NoticeDialog.tsx: 放假通知': () => label('放假通知'),
  }),
};

describe('what was typed and not sent', () => {
  for (const who of ['nurse', 'supervisor', 'head', 'admin'] as const)
    it(`by the ${who} is there again after other pages and a reload, in every box`, async () => {
      await stage.signIn(who);
      const boxes = pageBoxes.filter((name) => walk[name].by === who);
      const typed = new Map<PageBox, string>();
      for (const [index, name] of boxes.entries()) {
        const { way, first, box } = walk[name];
        await way();
        await first?.();
        const text = `没写完的话${index + 1}`;
        await box().fill(text);
        typed.set(name, text);
        // What the core keeps goes there within a moment.
        await page().locator('[data-testid=draft-saved]:not([data-state=saved])').waitFor({ state: 'detached' });
      }
      await page().reload();
      for (const name of boxes) {
        const { way, box } = walk[name];
        await way();
        await expect.poll(() => box().inputValue(), { message: name }).toBe(typed.get(name));
      }
    });

  it('in a call is there again after the page was loaded anew', async () => {
    await stage.signIn('nurse');
    await toCall();
    await named('off-hours').fill('患者约的这个时间');
    await stage.press('Enter');
    await page().locator('[data-phase=ringing]').waitFor();
    await stage.press('Space');
    const stepTo = (name: string) => page().getByRole('navigation', { name: '访谈进度' }).getByRole('button', { name }).click();
    const firstOutcome = async () => {
      await stage.press('F9');
      await page().getByTestId('outcomes').waitFor();
      await stage.press('7');
    };
    const boxes: Readonly<Record<(typeof callBoxes)[number], Pick<Visit, 'way' | 'first' | 'box'>>> = {
      'interviews/GateStep.tsx: relation': {
        way: () => stepTo('身份与同意'),
        first: () => stage.press('2', '1'),
        box: () => named('relation'),
      },
      'interviews/SpokenStepCard.tsx: 近况': {
        way: () => stepTo('近况'),
        first: async () => {
          await stepTo('身份与同意');
          await stage.press('y');
          await stepTo('近况');
        },
        box: () => label('近况'),
      },
      "interviews/opinions/OpinionBox.tsx: praise ? '表扬内容' : '意见内容'": {
        way: () => stepTo('医疗质量'),
        first: () => stage.press('3'),
        box: () => label('意见内容'),
      },
      'interviews/ItemCard.tsx: item.title': { way: () => stepTo('医德医风'), box: () => label('还想说的') },
      'calls/ending/OutcomeDialog.tsx: call-note': { way: firstOutcome, box: () => named('call-note') },
    };
    const typed = (name: (typeof callBoxes)[number]) => `通话里写的${callBoxes.indexOf(name)}`;
    const inOrder = Object.entries(boxes) as [(typeof callBoxes)[number], Pick<Visit, 'way' | 'first' | 'box'>][];
    for (const [name, { way, first, box }] of inOrder) {
      await way();
      await first?.();
      await box().fill(typed(name));
      await stage.press('Escape');
    }
    await page().reload();
    await stage.callGoesOn();
    for (const [name, { way, box }] of inOrder) {
      await way();
      await expect.poll(() => box().inputValue(), { message: name }).toBe(typed(name));
    }
  });

  it('is gone once it is sent', async () => {
    await stage.signIn('supervisor');
    await inCase('waiting')();
    await label('说明').fill('请放射科一起看');
    await stage.look('case-draft');
    await button(/^转办/).click();
    await page().getByText('已转办到心血管内科').waitFor();
    const left = await page().evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('dispatch')));
    expect(left).toEqual([]);
  });

  it('is nobody else’s: the next user of the tab finds nothing of it', async () => {
    await inCase('toReview')();
    await label('审核意见').fill('措施太空，请写明谁值夜班');
    await page().evaluate(() => sessionStorage.removeItem('session'));
    await page().reload();
    await label('用户名').fill('director');
    await label('密码').fill(password);
    await stage.press('Enter');
    await page().getByRole('navigation', { name: '导航' }).waitFor();
    expect(await page().evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('unsent')))).toEqual([]);
  });
});
