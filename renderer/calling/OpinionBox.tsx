/** The box an opinion or praise is typed into while the patient speaks. */
import { Input, Select } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { type Ref, useEffect, useRef } from 'react';
import type { Department } from '../../shared/contract/accounts.ts';
import { aspectCodes, feedbackKinds, severities } from '../../shared/contract/words.ts';
import { Key, Mark } from '../ui/parts.tsx';
import type { Captured } from './edits.ts';

type Patch = Partial<Pick<Captured, 'kind' | 'aspect' | 'departmentId' | 'severity' | 'text' | 'staffName'>>;

const opinionKinds = (['opinion', 'suggestion', 'complaint'] as const).map((value) => ({ value, label: feedbackKinds.zh[value] }));
const aspects = aspectCodes.codes.map((value) => ({ value, label: aspectCodes.zh[value] }));
const grades = severities.codes.map((value) => ({ value, label: severities.zh[value] }));

export function OpinionBox({
  opinion,
  ask,
  departments,
  write,
  leaveHint,
  focusAsked,
  flush,
}: {
  opinion: Captured;
  /** The question to ask the patient. */
  ask: string;
  departments: readonly Department[];
  write: (patch: Patch) => void;
  /** What Ctrl+Enter does here. */
  leaveHint: string;
  /** Rises each time the box should take the focus; 0 never. */
  focusAsked: number;
  flush: () => void;
}) {
  const text = useRef<TextAreaRef>(null);
  useEffect(() => {
    if (focusAsked > 0) text.current?.focus({ cursor: 'end' });
  }, [focusAsked]);
  const praise = opinion.kind === 'praise';
  const own = opinion.itemCode !== null;
  const urgent = opinion.severity === 'urgent';
  const choices = departments.filter(({ active, id }) => active || id === opinion.departmentId);
  return (
    <section
      className={`opinion-box ${praise ? 'praise' : urgent ? 'urgent' : ''}`}
      aria-label={praise ? '表扬' : '意见'}
      data-testid="opinion-box"
    >
      <Text ref={text} value={opinion.text} praise={praise} write={write} flush={flush} />
      <div className="opinion-head">
        <span className={praise ? 'good' : 'bad'}>{ask}</span>
        <span className="row">
          {praise && (
            <Input
              size="small"
              aria-label="被表扬的人"
              placeholder="被表扬的人"
              value={opinion.staffName}
              maxLength={60}
              onChange={(event) => write({ staffName: event.target.value })}
              onBlur={flush}
            />
          )}
          {!praise && !own && (
            <Select size="small" aria-label="类型" value={opinion.kind} options={opinionKinds} onChange={(kind) => write({ kind })} />
          )}
          {own && opinion.aspect && <Mark tone="accent">{aspectCodes.zh[opinion.aspect]}</Mark>}
          {!praise && !own && (
            <Select
              size="small"
              aria-label="维度"
              placeholder="维度"
              allowClear
              value={opinion.aspect}
              options={aspects}
              onChange={(aspect) => write({ aspect: aspect ?? null })}
            />
          )}
          <Select
            size="small"
            aria-label="责任科室"
            popupMatchSelectWidth={200}
            showSearch={{ optionFilterProp: 'label' }}
            value={opinion.departmentId}
            options={choices.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(departmentId) => write({ departmentId })}
          />
          {!praise && (
            <Select
              size="small"
              aria-label="轻重"
              {...(urgent ? { status: 'error' as const } : {})}
              value={opinion.severity}
              options={grades}
              onChange={(severity) => write({ severity })}
            />
          )}
        </span>
      </div>
      <div className="opinion-foot">
        <span className="dim">
          <Key>Tab</Key> {praise ? '姓名、科室' : own ? '科室、轻重' : '类型、维度、科室、轻重'}　<Key>Esc</Key> 离开文字
        </span>
        <span className="mut">
          <Key>Ctrl ↵</Key> {leaveHint}
        </span>
      </div>
    </section>
  );
}

function Text({
  ref,
  value,
  praise,
  write,
  flush,
}: {
  ref: Ref<TextAreaRef>;
  value: string;
  praise: boolean;
  write: (patch: Patch) => void;
  flush: () => void;
}) {
  return (
    <Input.TextArea
      ref={ref}
      variant="borderless"
      aria-label={praise ? '表扬内容' : '意见内容'}
      placeholder={praise ? '患者的原话，例：天天教我量血压，很耐心' : '患者的原话'}
      maxLength={4000}
      value={value}
      onChange={(event) => write({ text: event.target.value })}
      onBlur={flush}
    />
  );
}
