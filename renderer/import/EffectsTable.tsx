import { Checkbox, Table } from 'antd';
import { useState } from 'react';
import type { ImportEffects, ImportField } from '../../shared/import/contract/import.ts';
import { fieldWords } from '../../shared/import/rules/fieldWords.ts';
import './overTable.css';

type Row = ImportEffects['fields'][number];

const grouped = (count: number) => (count === 0 ? '' : count.toLocaleString('zh-CN'));
/** Both kinds of numbers go by the one word. */
const trustedAs = (field: ImportField): ImportField[] => (field === 'phone' ? ['phone', 'contactPhone'] : [field]);

/** What the import does to stays that are known, field by field; blanks empty nothing unless the file is chosen to hold. */
export function EffectsTable({
  effects,
  busy,
  height,
  trust,
}: {
  effects: ImportEffects;
  busy: boolean;
  height: number;
  trust: (fields: ImportField[]) => void;
}) {
  const { fields } = effects;
  // Ticked at once; what it does is counted a moment later.
  const [trusted, setTrusted] = useState<readonly ImportField[]>(effects.trusted);
  const listed = [
    ...fields,
    ...trusted
      .filter((field) => field !== 'contactPhone' && !fields.some((each) => each.field === field))
      .map((field): Row => ({ field, changed: 0, emptied: 0, kept: 0 })),
  ];
  const setTrust = (field: ImportField, on: boolean) => {
    const names = trustedAs(field);
    const next = [...trusted.filter((each) => !names.includes(each)), ...(on ? names : [])];
    setTrusted(next);
    trust(next);
  };
  return (
    <>
      <div className="mut over-table">文件里没有的列不改动现有内容；文件里的空格也不清空现有内容，除非勾选“以文件为准”。</div>
      <Table<Row>
        rowKey="field"
        size="small"
        pagination={false}
        loading={busy}
        scroll={{ y: Math.max(120, height) }}
        dataSource={listed}
        locale={{ emptyText: '没有改变已有的出院记录' }}
        columns={[
          { title: '项目', render: (_, { field }) => (field === 'phone' ? '电话' : fieldWords[field]) },
          { title: '改变（人次）', width: 130, align: 'right', render: (_, { changed }) => grouped(changed) },
          {
            title: '清空（人次）',
            width: 130,
            align: 'right',
            render: (_, { emptied }) => <span className={emptied > 0 ? 'bad' : ''}>{grouped(emptied)}</span>,
          },
          { title: '文件里空着，保留现有', width: 180, align: 'right', render: (_, { kept }) => grouped(kept) },
          {
            title: '空着的',
            width: 160,
            render: (_, { field }) => (
              <Checkbox
                aria-label={`${fieldWords[field]}以文件为准`}
                checked={trusted.includes(field)}
                onChange={(event) => setTrust(field, event.target.checked)}
              >
                以文件为准
              </Checkbox>
            ),
          },
        ]}
      />
    </>
  );
}
