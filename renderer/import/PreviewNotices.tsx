/** Warnings above the preview that must be read before an import is confirmed. */

import { Alert, Button } from 'antd';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import type { ImportPreview } from '../../shared/import/contract/import.ts';
import { fieldWords } from '../../shared/import/rules/fieldWords.ts';
import type { Correction } from './correction.ts';

const namesOf = (sheets: readonly string[]) =>
  `${sheets
    .slice(0, 3)
    .map((sheet) => `“${sheet}”`)
    .join('、')}${sheets.length > 3 ? `等 ${sheets.length} 张` : ''}`;

const grouped = (count: number) => count.toLocaleString('zh-CN');

/** Phones, names and outcomes apart: a wrong number rings at somebody else's, a wrong outcome at a mourner's. */
function effectsInWords({ fields, drawn }: ImportPreview['effects']): string {
  const of = (field: string) => fields.find((each) => each.field === field);
  const said = (['phone', 'name', 'outcome', 'dischargeMode'] as const).flatMap((field) => {
    const { changed = 0, emptied = 0 } = of(field) ?? {};
    const word = field === 'phone' ? '电话' : fieldWords[field];
    return [
      ...(changed > 0 ? [`改变 ${grouped(changed)} 人的${word}`] : []),
      ...(emptied > 0 ? [`清空 ${grouped(emptied)} 人的${word}`] : []),
    ];
  });
  const rest = fields.filter(({ field }) => !['phone', 'name', 'outcome', 'dischargeMode'].includes(field));
  const emptied = rest.reduce((sum, each) => sum + each.emptied, 0);
  if (emptied > 0) said.push(`清空其他栏 ${grouped(emptied)} 处`);
  if (said.length === 0) return '';
  return `导入会${said.join('，')}${drawn > 0 ? `；其中有变化的人里 ${grouped(drawn)} 人已抽中` : ''}。请在“会改变什么”里核对。`;
}

export function PreviewNotices({
  preview,
  missing,
  guesses,
  busy,
  correct,
  openColumns,
  chooseSheets,
}: {
  preview: ImportPreview;
  missing: readonly string[];
  /** How many columns or departments are guessed and not confirmed yet. */
  guesses: number;
  busy: boolean;
  correct: (correction: Correction) => void;
  openColumns: () => void;
  /** Whether another sheet can be chosen. */
  chooseSheets: boolean;
}) {
  const { others, alike, read, effects, hidden, leftOut } = preview;
  const emptied = effects.fields.some((each) => each.emptied > 0);
  const effect = effectsInWords(effects);
  const other = alike.length > 0 ? '' : chooseSheets ? '：在左下角换工作表，分次导入' : '';
  const notices: [type: 'error' | 'warning' | 'info', text: string, action?: React.ReactNode][] = [];
  if (missing.length > 0) notices.push(['error', `缺少必需的列：${missing.join('、')}。请在“列对应”里指定后再导入。`]);
  if (guesses > 0)
    notices.push([
      'warning',
      `有 ${guesses} 处对应是猜的，逐一确认后才能导入。`,
      <Button key="columns" size="small" onClick={openColumns}>
        去确认
      </Button>,
    ]);
  if (leftOut.length > 0)
    notices.push([
      'warning',
      `${leftOut.length} 列有内容而不导入：${leftOut.slice(0, 8).join('、')}${leftOut.length > 8 ? ' 等' : ''}。要用的，在“列对应”里给它选一个字段。`,
      <Button key="left out" size="small" onClick={openColumns}>
        去对应
      </Button>,
    ]);
  if (others.length > 0)
    notices.push([
      'warning',
      `这里只核对工作表${namesOf(read)}，导入的也只有${read.length > 1 ? '它们' : '它'}。${namesOf(others)}里也有出院记录${other}。`,
      alike.length > 0 && (
        <Button key="all" size="small" disabled={busy} onClick={() => correct({ allSheets: true })}>
          列相同的 {alike.length + 1} 张一起读
        </Button>
      ),
    ]);
  if (read.length > 1) notices.push(['info', `一起读了 ${read.length} 张工作表：${namesOf(read)}。`]);
  if (hidden.rows > 0)
    notices.push([
      'warning',
      hidden.leftOut
        ? `没有读 ${grouped(hidden.rows)} 行：它们在文件里被筛选掉或隐藏了。`
        : `有 ${grouped(hidden.rows)} 行在文件里被筛选掉或隐藏了，也读了进来。`,
      <Button key="hidden" size="small" disabled={busy} onClick={() => correct({ withoutHidden: !hidden.leftOut })}>
        {hidden.leftOut ? '也读进来' : '不读隐藏行'}
      </Button>,
    ]);
  if (preview.full) notices.push(['warning', '文件写满了这种表格能有的行数，导出时可能被截断：请与医院系统核对条数，必要时分段导出。']);
  if (effects.deathDoubts > 0)
    notices.push(['warning', `${grouped(effects.deathDoubts)} 人的转归或离院方式可能指死亡：导入后在“出院记录”里核对，核对前不会被抽样。`]);
  if (effect !== '') notices.push([emptied ? 'warning' : 'info', effect]);
  if (preview.importedBefore) {
    const { at, by } = preview.importedBefore;
    notices.push(['info', `这个文件在 ${civilDateOf(at)} 由${by}导入过${preview.counts.added === 0 ? '，再次导入不会多出记录' : ''}。`]);
  }
  if (notices.length === 0) return null;
  // Many of them scroll, also by keys.
  return (
    <section className="import-notices" aria-label="导入前须知" tabIndex={notices.length > 3 ? 0 : undefined}>
      {notices.map(([type, text, action]) => (
        <Alert key={text} type={type} showIcon title={text} action={action} />
      ))}
    </section>
  );
}
