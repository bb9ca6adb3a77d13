/** Notice over a form that shows unsaved text from earlier, with a button to discard it. */
import { Button } from 'antd';
import { Mark } from './parts.tsx';

/** @param giveUp shows again what is saved */
export function Unsaved({ giveUp }: { giveUp: () => void }) {
  return (
    <div className="row" role="status">
      <Mark tone="warn">未保存</Mark>
      <span className="mut">这里有改过还没有保存的内容。</span>
      <Button size="small" onClick={giveUp}>
        放弃修改
      </Button>
    </div>
  );
}
