/** Reads a questionnaire's workbook: returns the same content, or its faults by sheet and row. */
import { z } from 'zod';
import { Refusal } from '../../../../shared/base/contract/errors.ts';
import {
  type Aspect,
  draftContent,
  type Guidance,
  type ScriptName,
  type Scripts,
  type SheetProblem,
  scriptNames,
  usualProxyGreeting,
} from '../../../../shared/questionnaires/contract/questionnaires.ts';
import { readTables } from '../../base/tables/readTables.ts';
import type { Table } from '../../base/tables/table.ts';
import { listed, readItems, weightOf } from './readItems.ts';
import { Problems, type Row, rowsOf } from './sheet.ts';
import { type AboutKey, aboutWords, type Content, codeOf, formerWords, lists, sheetNames } from './words.ts';

type About = Pick<Content, 'code' | 'title' | 'rule' | 'completeShare' | 'overallItem'>;

async function readAbout(tables: readonly Table[], problems: Problems): Promise<About> {
  const rows = await rowsOf(tables, sheetNames.about, ['项目', '内容'], problems);
  const of = new Map<AboutKey, Row>();
  for (const row of rows) {
    const key = codeOf(aboutWords, row.word('项目'));
    if (key && of.has(key)) row.wrong(`“${aboutWords[key]}”写了两行。`);
    if (key) of.set(key, row);
  }
  if (rows.length > 0)
    for (const key of ['code', 'title'] as const) if (!of.has(key)) problems.add(sheetNames.about, 0, `缺少“${aboutWords[key]}”一行。`);
  const rule = of.get('rule');
  const share = of.get('completeShare')?.amount('内容') ?? 0.5;
  if (share < 0 || share > 1) of.get('completeShare')?.wrong('完成比例要在 0 到 1 之间，例如 0.5。');
  const overallItem = of.get('overallItem')?.code('内容') ?? '';
  return {
    code: of.get('code')?.word('内容') ?? '',
    title: of.get('title')?.text('内容', 100) ?? '',
    rule: (rule && rule.word('内容') !== '' && listed(rule, '内容', lists.rule)) || 'strict',
    completeShare: Math.min(1, Math.max(0, share)),
    ...(overallItem === '' ? {} : { overallItem }),
  };
}

async function readAspects(tables: readonly Table[], problems: Problems): Promise<Aspect[]> {
  const rows = await rowsOf(tables, sheetNames.aspects, ['维度', '名称', '权重'], problems);
  return rows.flatMap((row) => {
    const code = listed(row, '维度', lists.aspect);
    const weight = weightOf(row);
    return code === null ? [] : [{ code, name: row.text('名称', 100), weight }];
  });
}

async function readScripts(tables: readonly Table[], problems: Problems): Promise<Scripts> {
  const rows = await rowsOf(tables, sheetNames.scripts, ['话术', '内容'], problems);
  const texts = new Map<ScriptName, string>();
  for (const row of rows) {
    const name = listed(row, '话术', lists.script);
    if (name !== null && texts.has(name)) row.wrong(`话术“${lists.script[name]}”写了两次。`);
    if (name !== null) texts.set(name, row.text('内容'));
  }
  return Object.fromEntries(
    scriptNames.map((name) => [name, texts.get(name) ?? (name === 'greetingProxy' ? usualProxyGreeting : '')]),
  ) as Scripts;
}

async function readGuidance(tables: readonly Table[], problems: Problems): Promise<Guidance[]> {
  const rows = await rowsOf(tables, sheetNames.guidance, ['名称', '诊断编码', '科室', '指导内容'], problems, true);
  const titles = new Set<string>();
  for (const row of rows) {
    const title = row.text('名称', 100);
    if (titles.has(title)) row.wrong(title === '' ? '没有写名称。' : `名称“${title}”与前面的行相同。`);
    titles.add(title);
  }
  const flags = await rowsOf(tables, sheetNames.redFlags, ['健康指导名称', '情况', '怎么告诉患者'], problems, true);
  for (const flag of flags) if (!titles.has(flag.text('健康指导名称'))) flag.wrong(`“健康指导”表里没有“${flag.text('健康指导名称')}”。`);
  return rows.map((row) => {
    const codes = row
      .text('诊断编码')
      .split(/[\s、，,；;]+/)
      .filter(Boolean);
    const department = row.word('科室');
    const title = row.text('名称', 100);
    return {
      ...(codes.length > 0 ? { icd10: codes } : {}),
      ...(department === '' ? {} : { department }),
      title,
      text: row.text('指导内容'),
      redFlags: flags
        .filter((flag) => flag.text('健康指导名称') === title)
        .map((flag) => ({ sign: flag.text('情况'), say: flag.text('怎么告诉患者') })),
    };
  });
}

/** What is wrong with a value, said in Chinese. */
export const inChinese = { error: z.locales.zhCN().localeError };

export interface ReadQuestionnaire {
  /** Null where something is wrong with the form. */
  readonly content: Content | null;
  readonly problems: readonly SheetProblem[];
}

/** @throws Refusal FILE_EMPTY, FILE_TOO_LARGE, FILE_ENCRYPTED, FILE_UNREADABLE */
export async function readWorkbook(bytes: Uint8Array): Promise<ReadQuestionnaire> {
  const tables = (await readTables({ bytes }, null)).map((table) => ({ ...table, sheet: formerWords[table.sheet.trim()] ?? table.sheet }));
  const names = Object.values(sheetNames);
  if (!tables.some((table) => names.some((name) => name === table.sheet.trim())))
    throw new Refusal('FILE_UNREADABLE', { detail: `里面没有问卷的工作表（${names.join('、')}）` });
  const problems = new Problems();
  const about = await readAbout(tables, problems);
  const aspects = await readAspects(tables, problems);
  const items = await readItems(tables, problems);
  const scripts = await readScripts(tables, problems);
  const guidance = await readGuidance(tables, problems);
  const parsed = draftContent.safeParse({ ...about, aspects, items, scripts, guidance }, inChinese);
  // What no row said: too many rows that belong to one thing.
  if (!parsed.success && problems.found.length === 0)
    for (const issue of parsed.error.issues) problems.add('', 0, `${issue.message}（${issue.path.map(String).join('.')}）`);
  return { content: problems.found.length === 0 && parsed.success ? parsed.data : null, problems: problems.found };
}
