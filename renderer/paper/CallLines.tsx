/** The calls of a paper sheet, one line each, typed without the mouse. */
import { Button, Input } from 'antd';
import { attemptOutcomes } from '../../shared/base/contract/words.ts';
import type { PaperForm } from '../../shared/paper/contract/paper.ts';
import { outcomeRules } from '../../shared/worklist/rules/attempts.ts';
import { outcomeKeys, outcomeOfKey } from '../calls/index.ts';
import { Key, Mark } from '../ui/parts.tsx';
import type { CallLine } from './callLines.ts';
import './callLines.css';

interface Props {
  readonly form: PaperForm;
  readonly lines: readonly CallLine[];
  readonly change: (index: number, patch: Partial<CallLine>) => void;
  readonly add: () => void;
  readonly drop: () => void;
  readonly goOn: (field: EventTarget) => void;
}

export function CallLines({ form, lines, change, add, drop, goOn }: Props) {
  const most = Math.max(1, form.maxAttempts - form.attempts);
  return (
    <section>
      <h2>拨打</h2>
      {lines.map((line, index) => {
        const ordinal = form.attempts + index + 1;
        return <Line key={ordinal} form={form} line={line} ordinal={ordinal} change={(patch) => change(index, patch)} goOn={goOn} />;
      })}
      <div className="row">
        <Button size="small" disabled={lines.length >= most} onClick={add}>
          再加一次拨打
        </Button>
        {lines.length > 1 && (
          <Button size="small" type="text" onClick={drop}>
            去掉最后一次
          </Button>
        )}
        <span className="mut outcome-legend">
          {attemptOutcomes.codes.map((outcome) => (
            <span key={outcome}>
              <Key>{outcomeKeys[outcome]}</Key> {attemptOutcomes.zh[outcome]}
            </span>
          ))}
        </span>
      </div>
    </section>
  );
}

function Line({
  form,
  line,
  ordinal,
  change,
  goOn,
}: {
  form: PaperForm;
  line: CallLine;
  ordinal: number;
  change: (patch: Partial<CallLine>) => void;
  goOn: (field: EventTarget) => void;
}) {
  const rule = line.outcome ? outcomeRules[line.outcome] : null;
  const at = form.phones.findIndex((phone) => phone.id === line.phoneId);
  const phone = form.phones[at];
  const enter = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey) return;
    event.preventDefault();
    goOn(event.target);
  };
  const field = (name: 'date' | 'from' | 'minutes' | 'note' | 'again' | 'reason', label: string, width: number, placeholder: string) => (
    <Input
      data-step
      // The day is there already; the time is what is typed first.
      autoFocus={name === 'from'}
      aria-label={`第 ${ordinal} 次${label}`}
      placeholder={placeholder}
      value={line[name]}
      maxLength={name === 'note' ? 1000 : name === 'reason' ? 200 : 20}
      style={{ width }}
      onChange={(event) => change({ [name]: event.target.value })}
      onKeyDown={enter}
    />
  );
  return (
    <div className="paper-line">
      <b>第 {ordinal} 次</b>
      {field('date', '日期', 80, '11-10')}
      {field('from', '时间', 72, '0935')}
      <span>
        {field('minutes', '分钟', 52, '1')} <span className="mut">分钟</span>
      </span>
      <Input
        data-step
        aria-label={`第 ${ordinal} 次号码`}
        value={at < 0 ? '' : String(at + 1)}
        maxLength={1}
        style={{ width: 40 }}
        onChange={(event) => change({ phoneId: form.phones[Number(event.target.value.slice(-1)) - 1]?.id ?? line.phoneId })}
        onKeyDown={enter}
      />
      <span className="mut phone">{phone ? `${phone.number} ${phone.relation || '本人'}` : '没有号码'}</span>
      <Input
        data-step
        aria-label={`第 ${ordinal} 次结果`}
        value={line.outcome ? outcomeKeys[line.outcome] : ''}
        placeholder="键"
        style={{ width: 44 }}
        onChange={(event) => {
          const outcome = outcomeOfKey(event.target.value.slice(-1), attemptOutcomes.codes);
          if (!outcome) return;
          goOn(event.target);
          change({ outcome });
        }}
        onKeyDown={enter}
      />
      <Mark tone={line.outcome === 'completed' ? 'good' : 'plain'}>{line.outcome ? attemptOutcomes.zh[line.outcome] : '结果'}</Mark>
      {(rule?.appointmentRequired || line.outcome === 'partial') && field('again', '约定的时间', 130, '约定：11-12 1530')}
      {field('note', '备注', 200, rule?.noteRequired ? '原因（必填）' : '备注')}
      {field('reason', '时段外原因', 140, '时段外拨打原因')}
    </div>
  );
}
