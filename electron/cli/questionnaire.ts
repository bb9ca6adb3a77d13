/** The verb `questionnaire export|import|check`: questionnaires as files, as in the studio. */
import { openAsBlob, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { Refusal } from '../../shared/base/contract/errors.ts';
import type { Client } from '../core/workstation.ts';
import { type GlobalOptions, say } from './outcome.ts';
import { fromWhereTyped } from './paths.ts';
import { withWorkstation } from './session.ts';

interface ExportOptions extends GlobalOptions {
  readonly code?: string;
}

const formatOf = (path: string) => (extname(path).toLowerCase() === '.json' ? 'json' : 'xlsx');

/** The version in use, or the newest of a code; where nothing of this code was published, the one shipped under it. */
async function chosen(client: Client, code: string | undefined) {
  const versions = await client.questionnaires.list({});
  const version = code === undefined ? versions.find((one) => one.inUse) : versions.find((one) => one.code === code);
  if (version) return { kind: 'version', id: version.id, title: `${version.title} 第 ${version.version} 版` } as const;
  const template = (await client.questionnaires.templates({})).find((one) => one.code === code);
  if (!template) throw new Refusal('NOT_FOUND', { what: code === undefined ? '正在使用的问卷' : `编号为 ${code} 的问卷` });
  return { kind: 'template', id: template.code, title: template.title } as const;
}

export async function exportQuestionnaire(path: string, options: ExportOptions): Promise<void> {
  const out = fromWhereTyped(path);
  const { title } = await withWorkstation(options, async (client) => {
    const { title: found, ...what } = await chosen(client, options.code);
    const file = await client.questionnaires.exportFile({ ...what, format: formatOf(out) });
    await writeFile(out, await file.bytes());
    return { title: found };
  });
  say(options, { title, out }, [`已导出“${title}”：${out}`]);
}

type Imported = Awaited<ReturnType<Client['questionnaires']['importFile']>>;

const problemLine = ({ sheet, row, text }: Imported['problems'][number]) =>
  `${[sheet, row > 0 ? `第 ${row} 行` : ''].filter(Boolean).join(' ')}：${text}`;
const findingLine = ({ fault, place, text }: Imported['findings'][number]) => `${fault ? '要改' : '建议'}　${place}：${text}`;

/** @throws Refusal FILE_MISSING */
async function read(path: string, keep: boolean, options: GlobalOptions): Promise<Imported> {
  const file = fromWhereTyped(path);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new Refusal('FILE_MISSING', { path: file });
  const blob = new File([await openAsBlob(file)], basename(file));
  return withWorkstation(options, (client) => client.questionnaires.importFile({ file: blob, keep }));
}

const faultsIn = ({ problems, findings }: Imported) => problems.length + findings.filter(({ fault }) => fault).length;

/** Makes a draft of the file; false where its form is wrong and nothing was made. */
export async function importQuestionnaire(path: string, options: GlobalOptions): Promise<boolean> {
  const imported = await read(path, true, options);
  const { draftId, title, items } = imported;
  const lines = [...imported.problems.map(problemLine), ...imported.findings.map(findingLine)];
  say(options, imported, [draftId === null ? '没有导入，请改好这些地方：' : `已导入为草稿“${title}”，${items} 个条目。`, ...lines]);
  return draftId !== null;
}

/** Says what is wrong with a file without writing anything; true where it could be published. */
export async function checkQuestionnaire(path: string, options: GlobalOptions): Promise<boolean> {
  const imported = await read(path, false, options);
  const faults = faultsIn(imported);
  const { findings, problems, title, items } = imported;
  const verdict = faults === 0 ? `“${title}”可以发布：${items} 个条目，没有要改的地方。` : `有 ${faults} 处要改：`;
  say(options, { title, items, faults, problems, findings }, [verdict, ...problems.map(problemLine), ...findings.map(findingLine)]);
  return faults === 0;
}
