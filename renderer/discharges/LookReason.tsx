/** Asks a nurse for the reason to view a patient who is neither hers nor in the open pool. */
import { Button, Input } from 'antd';
import { useDraft } from '../base/useDraft.ts';

const examples = ['患者来电询问', '家属来电投诉', '替同事接听'];

export function LookReason({ dischargeId, give }: { dischargeId: string; give: (reason: string) => void }) {
  const [reason, setReason, drop] = useDraft(`look ${dischargeId}`, '');
  const enough = reason.trim().length > 1;
  return (
    <form
      className="card look-reason"
      onSubmit={(event) => {
        event.preventDefault();
        if (!enough) return;
        drop();
        give(reason.trim());
      }}
    >
      <h2>这位患者不在您的任务里，也不在待分配的任务里</h2>
      <p className="mut">确需查看请写明原因。查看人、时间和原因会记入日志，一小时内可以查看的人数有上限。</p>
      <Input aria-label="查看原因" autoFocus maxLength={200} value={reason} onChange={({ target }) => setReason(target.value)} />
      <div className="row">
        {examples.map((example) => (
          <Button key={example} size="small" onClick={() => setReason(example)}>
            {example}
          </Button>
        ))}
        <span className="grow" />
        <Button type="primary" htmlType="submit" disabled={!enough}>
          查看
        </Button>
      </div>
    </form>
  );
}
