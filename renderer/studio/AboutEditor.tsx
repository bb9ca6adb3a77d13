import { DeleteOutlined, DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Select } from 'antd';
import { aspectCodes, rateRules } from '../../shared/base/contract/words.ts';
import type { Aspect, QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import { gatherAspects, moved } from '../../shared/questionnaires/rules/edits.ts';
import { type Editing, Line, Notes, on, statusOf, withoutRow, withRow } from './parts.tsx';

const rules = rateRules.codes.map((value) => ({ value, label: rateRules.zh[value] }));

function withOverall({ overallItem: _, ...content }: QuestionnaireContent, code: string | undefined): QuestionnaireContent {
  return code === undefined ? content : { ...content, overallItem: code };
}

/** The questionnaire as a whole: name, how it is judged, its aspects. */
export function AboutEditor({ content, findings, change }: Editing) {
  return (
    <>
      <div className="studio-title">
        <b>基本信息</b>
      </div>
      <Line label="问卷名称" htmlFor="about-title" findings={on(findings, 'title')}>
        <Input
          id="about-title"
          maxLength={100}
          status={statusOf(on(findings, 'title'))}
          value={content.title}
          onChange={(event) => change({ ...content, title: event.target.value }, 'about title')}
        />
      </Line>
      <Line label="问卷编号" htmlFor="about-code" findings={on(findings, 'code')}>
        <div className="row">
          <Input
            id="about-code"
            style={{ width: 190 }}
            maxLength={60}
            status={statusOf(on(findings, 'code'))}
            value={content.code}
            onChange={(event) => change({ ...content, code: event.target.value }, 'about code')}
          />
          <span className="dim">编号相同就是同一份问卷的新一版。</span>
        </div>
      </Line>
      <Line label="评判规则" findings={on(findings, 'rule')}>
        <div className="row">
          <Select
            aria-label="评判规则"
            style={{ width: 190 }}
            value={content.rule}
            options={rules}
            onChange={(rule) => change({ ...content, rule })}
          />
          <Select
            aria-label="总体评价的条目"
            style={{ flex: 1 }}
            allowClear
            placeholder="总体评价的条目（可不选）"
            value={content.overallItem ?? null}
            options={content.items
              .filter((item) => item.kind === 'single')
              .map((item) => ({ value: item.code, label: item.title || item.code }))}
            onChange={(code: string | undefined) => change(withOverall(content, code ?? undefined))}
          />
        </div>
      </Line>
      <Line label="算作完成" htmlFor="about-share" findings={on(findings, 'completeShare')}>
        <div className="row">
          <span>答满该问条目的</span>
          <InputNumber
            id="about-share"
            min={0}
            max={100}
            precision={0}
            suffix="%"
            style={{ width: 90 }}
            value={Math.round(content.completeShare * 100)}
            onChange={(share) => change({ ...content, completeShare: (share ?? 50) / 100 }, 'about share')}
          />
          <span className="dim">不够的记为中途中断。</span>
        </div>
      </Line>
      <Line label="维度" wide findings={[...on(findings, 'aspects', null), ...on(findings, 'items')]}>
        <AspectTable content={content} findings={findings} change={change} />
      </Line>
      <Line label="健康指导" findings={on(findings, 'guidance')}>
        <span className="mut">{content.guidance.length} 条，在左边“指导”里改。</span>
      </Line>
    </>
  );
}

function AspectTable({ content, findings, change }: Editing) {
  const { aspects, items } = content;
  const free = aspectCodes.codes.filter((code) => !aspects.some((aspect) => aspect.code === code));
  const put = (next: Aspect[], thing?: string) => change({ ...content, aspects: next }, thing);
  return (
    <>
      <table className="studio-table">
        <thead>
          <tr>
            <th style={{ width: 96 }}>维度</th>
            <th>这份问卷里叫</th>
            <th style={{ width: 80 }}>权重</th>
            <th style={{ width: 60 }}>条目</th>
            <th style={{ width: 84 }}>
              <span className="unseen">排列与删除</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {aspects.map((aspect, index) => {
            const count = items.filter((item) => item.aspect === aspect.code).length;
            const wrong = on(findings, 'aspects', index);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: an aspect may stand twice in an imported draft
              <tr key={index}>
                <td className="mut">{aspectCodes.zh[aspect.code]}</td>
                <td>
                  <Input
                    size="small"
                    aria-label={`${aspectCodes.zh[aspect.code]}的名称`}
                    maxLength={100}
                    status={statusOf(wrong)}
                    value={aspect.name}
                    onChange={(event) => put(withRow(aspects, index, { ...aspect, name: event.target.value }), `aspect ${index}`)}
                  />
                  <Notes findings={wrong} />
                </td>
                <td>
                  <InputNumber
                    size="small"
                    aria-label={`${aspect.name}的权重`}
                    min={0}
                    step={0.5}
                    style={{ width: '100%' }}
                    value={aspect.weight}
                    onChange={(weight) => put(withRow(aspects, index, { ...aspect, weight: weight ?? 1 }), `aspect weight ${index}`)}
                  />
                </td>
                <td className="num">{count}</td>
                <td className="studio-moves">
                  {([-1, 1] as const).map((by) => (
                    <Button
                      key={by}
                      type="text"
                      size="small"
                      icon={by < 0 ? <UpOutlined /> : <DownOutlined />}
                      aria-label={`${aspect.name}${by < 0 ? '上移' : '下移'}`}
                      disabled={aspects[index + by] === undefined}
                      onClick={() => change(gatherAspects({ ...content, aspects: moved(aspects, index, index + by) }))}
                    />
                  ))}
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    aria-label={`删除维度${aspect.name}`}
                    disabled={count > 0}
                    onClick={() => put(withoutRow(aspects, index))}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {free.length > 0 && (
        <Select
          size="small"
          aria-label="加一个维度"
          placeholder="加一个维度"
          style={{ width: 150 }}
          value={null}
          options={free.map((code) => ({ value: code, label: aspectCodes.zh[code] }))}
          onChange={(code) => code && put([...aspects, { code, name: aspectCodes.zh[code], weight: 1 }])}
        />
      )}
    </>
  );
}
