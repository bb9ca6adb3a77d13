import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Button, Input, Select } from 'antd';
import type { Guidance } from '../../shared/questionnaires/contract/questionnaires.ts';
import { api } from '../base/client.ts';
import { type Editing, Line, Notes, on, statusOf, withoutRow, withRow } from './parts.tsx';

/** Without the parts that were emptied. */
function tidy({ icd10, department, ...guidance }: Guidance): Guidance {
  return { ...guidance, ...(icd10 && icd10.length > 0 ? { icd10 } : {}), ...(department ? { department } : {}) };
}

/** What the nurse tells patients of these diagnoses, and the red flags with what to say at once. */
export function GuidanceEditor({ content, findings, change, index }: Editing & { index: number }) {
  const departments = useQuery(api.hospital.departments.queryOptions({ input: {} }));
  const guidance = content.guidance[index];
  if (!guidance) return null;
  const set = (patch: Partial<Guidance>, thing = '') =>
    change({ ...content, guidance: withRow(content.guidance, index, tidy({ ...guidance, ...patch })) }, thing && `${thing} ${index}`);
  const { redFlags } = guidance;
  return (
    <>
      <div className="studio-title">
        <b>健康指导</b>
        <span className="dim">先看诊断，再看科室，都不符合用一般的。</span>
        <span className="grow" />
        <Button
          size="small"
          danger
          icon={<DeleteOutlined />}
          onClick={() => change({ ...content, guidance: withoutRow(content.guidance, index) })}
        >
          删除
        </Button>
      </div>
      <Line label="名称" htmlFor="guidance-title" findings={on(findings, 'title')}>
        <Input
          id="guidance-title"
          maxLength={100}
          status={statusOf(on(findings, 'title'))}
          value={guidance.title}
          onChange={(event) => set({ title: event.target.value }, 'title')}
        />
      </Line>
      <Line label="给谁" findings={[...on(findings, 'icd10'), ...on(findings, 'department')]}>
        <div className="row">
          <Select
            mode="tags"
            open={false}
            suffixIcon={null}
            aria-label="诊断编码的开头"
            placeholder="诊断编码的开头，如 I10，回车"
            tokenSeparators={[' ', '、', '，', ',']}
            style={{ flex: 1 }}
            status={statusOf(on(findings, 'icd10'))}
            value={guidance.icd10 ?? []}
            onChange={(icd10: string[]) => set({ icd10 })}
          />
          <AutoComplete
            aria-label="科室"
            placeholder="科室（可不填）"
            style={{ width: 150 }}
            value={guidance.department ?? ''}
            options={(departments.data ?? []).filter(({ kind }) => kind === 'clinical').map(({ name }) => ({ value: name }))}
            showSearch={{ filterOption: (typed, option) => String(option?.value ?? '').includes(typed) }}
            onChange={(department: string) => set({ department }, 'department')}
          />
        </div>
      </Line>
      <Line label="指导内容" htmlFor="guidance-text" aside={`${[...guidance.text].length} 字`} findings={on(findings, 'text')}>
        <Input.TextArea
          id="guidance-text"
          className="grow-4"
          maxLength={2000}
          status={statusOf(on(findings, 'text'))}
          value={guidance.text}
          onChange={(event) => set({ text: event.target.value }, 'text')}
        />
      </Line>
      <Line label="警示症状" wide aside="马上这样说，并上报" findings={on(findings, 'redFlags', null)}>
        {redFlags.map((flag, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: flags have no name of their own
          <div key={row}>
            <div className="studio-flag">
              <Input.TextArea
                className="grow-1"
                aria-label={`第 ${row + 1} 个警示症状的情况`}
                placeholder="患者说到什么情况"
                value={flag.sign}
                onChange={(event) => set({ redFlags: withRow(redFlags, row, { ...flag, sign: event.target.value }) }, `sign ${row}`)}
              />
              <Input.TextArea
                className="grow-1"
                aria-label={`第 ${row + 1} 个警示症状怎么告诉患者`}
                placeholder="马上怎么告诉他"
                value={flag.say}
                onChange={(event) => set({ redFlags: withRow(redFlags, row, { ...flag, say: event.target.value }) }, `say ${row}`)}
              />
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={`删除第 ${row + 1} 个警示症状`}
                onClick={() => set({ redFlags: withoutRow(redFlags, row) })}
              />
            </div>
            <Notes findings={on(findings, 'redFlags', row)} />
          </div>
        ))}
        <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => set({ redFlags: [...redFlags, { sign: '', say: '' }] })}>
          加一个警示症状
        </Button>
      </Line>
    </>
  );
}
