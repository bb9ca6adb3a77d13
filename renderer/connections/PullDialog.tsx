import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { addMonths, lastDayOf, monthOf } from '../../shared/base/rules/time.ts';
import type { Connection } from '../../shared/connections/contract/connections.ts';
import { Failure } from '../ui/parts.tsx';
import './pullDialog.css';

export interface Span {
  readonly from: string;
  readonly to: string;
}

const wholeMonth = (month: string): Span => ({ from: `${month}-01`, to: lastDayOf(month) });

/** Which days of discharge to pull; nothing is written before the preview. */
export function PullDialog({
  connection,
  busy,
  error,
  close,
  pull,
}: {
  connection: Connection;
  busy: boolean;
  error: unknown;
  close: () => void;
  pull: (span: Span) => void;
}) {
  const month = monthOf(new Date().toISOString());
  const [span, setSpan] = useState(wholeMonth(addMonths(month, -1)));
  const ready = span.from !== '' && span.to !== '' && span.from <= span.to;
  return (
    <Modal
      open
      title={`从“${connection.name}”取数`}
      okText={busy ? '正在查询…' : '查询并预览'}
      cancelText="取消"
      okButtonProps={{ disabled: !ready }}
      confirmLoading={busy}
      onOk={() => pull(span)}
      onCancel={close}
    >
      <div className="row pull-span">
        <span>出院日期</span>
        <Input
          type="date"
          aria-label="开始日期"
          style={{ width: 150 }}
          value={span.from}
          onChange={(event) => setSpan({ ...span, from: event.target.value })}
        />
        <span>至</span>
        <Input
          type="date"
          aria-label="结束日期"
          style={{ width: 150 }}
          value={span.to}
          onChange={(event) => setSpan({ ...span, to: event.target.value })}
        />
      </div>
      <div className="row pull-line">
        {[-1, -2, 0].map((offset) => (
          <Button key={offset} size="small" onClick={() => setSpan(wholeMonth(addMonths(month, offset)))}>
            {addMonths(month, offset)}
          </Button>
        ))}
      </div>
      <div className="mut pull-line">首尾两天都包括在内。先逐行核对，确认后才写入；同一条记录取多少次都只有一条。</div>
      <Failure error={error} />
    </Modal>
  );
}
