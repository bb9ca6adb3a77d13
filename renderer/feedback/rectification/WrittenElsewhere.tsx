/**
 * Shown when the same rectification was changed in another window: displays the stored text and lets the writer
 * choose.
 */
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import type { FeedbackCase } from '../../../shared/feedback/contract/feedback.ts';
import { api, client } from '../../base/client.ts';

export function WrittenElsewhere({
  id,
  keepMine,
  takeTheirs,
}: {
  id: string;
  keepMine: (theirs: FeedbackCase) => void;
  takeTheirs: (theirs: FeedbackCase) => void;
}) {
  const theirs = useQuery({
    queryKey: [...api.feedback.get.key(), 'elsewhere', id],
    queryFn: () => client.feedback.get({ id }),
    staleTime: 0,
    gcTime: 0,
  });
  const found = theirs.data;
  const written = found?.rectifications.find((one) => one.round === found.round);
  return (
    <Alert
      type="warning"
      showIcon
      title="这份整改刚在另一个窗口被修改，您的内容还没有保存。"
      description={
        <div className="case-stack">
          <div>另一个窗口的原因：{written?.cause || '（空）'}</div>
          <div>另一个窗口的措施：{written?.measures || '（空）'}</div>
          <div className="row">
            <Button size="small" type="primary" disabled={!found} onClick={() => found && keepMine(found)}>
              保留我填写的
            </Button>
            <Button size="small" disabled={!found} onClick={() => found && takeTheirs(found)}>
              用另一个窗口的
            </Button>
          </div>
        </div>
      }
    />
  );
}
