/** Notice that the clock was set back: what is blocked, and the admin's confirmation. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import { api, client, queries } from '../base/client.ts';
import { Failure } from '../ui/parts.tsx';

const inWords = (instant: string) => `${civilDateOf(instant)} ${civilTimeOf(instant)}`;

export function ClockNotice({ mayConfirm }: { mayConfirm: boolean }) {
  const { modal } = App.useApp();
  const clock = useQuery(api.upkeep.clock.queryOptions({ input: {}, refetchInterval: 60_000 }));
  const confirm = useMutation({
    mutationFn: () => client.upkeep.confirmClock({}),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.upkeep.key() }),
  });
  if (!clock.data?.behind || clock.data.newest === null) return null;
  const { now, newest } = clock.data;
  const ask = () =>
    modal.confirm({
      title: '时钟没有错，以前的记录时间记错了？',
      content: `现在是 ${inWords(now)}，最新一条记录是 ${inWords(newest)}。确认后从现在的时间继续，确认写入操作日志；以前的记录不改。`,
      okText: '时钟没有错，继续使用',
      cancelText: '取消',
      onOk: () => confirm.mutateAsync().catch(() => undefined),
    });
  return (
    <>
      <Alert
        type="error"
        showIcon
        title={`这台电脑的时钟是 ${inWords(now)}，比已有记录的最新时间 ${inWords(newest)} 还早。现在只能查看，不能保存。`}
        description="请先校准电脑的日期和时间。时钟没有错、是以前的时间记错了的，由管理员确认后继续。"
        action={mayConfirm && <Button onClick={ask}>时钟没有错…</Button>}
      />
      <Failure error={confirm.error} />
    </>
  );
}
