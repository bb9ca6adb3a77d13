/** Shown before the first interview: the steps done, and the next one with the role that takes it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../base/client.ts';
import { useUser } from '../base/signedIn.ts';
import { Nothing } from '../ui/parts.tsx';
import { monthText } from './figureText.ts';

export function NothingYet() {
  const { role } = useUser();
  const months = useQuery(api.discharges.months.queryOptions({ input: {} }));
  return (
    <Nothing>
      <div className="nothing-yet">
        <p>还没有已结束的访谈。完成第一次回访后，这里就有满意度月报。</p>
        {role === 'supervisor' && months.data && <NextStep months={months.data} />}
      </div>
    </Nothing>
  );
}

function NextStep({ months }: { months: readonly { month: string; discharges: number; drawn: number }[] }) {
  const newest = months.toSorted((one, other) => other.month.localeCompare(one.month))[0];
  const drawn = months.find((each) => each.drawn > 0);
  if (!newest)
    return (
      <p>
        下一步：还没有出院记录，请先<Link to="/import">导入</Link>。
      </p>
    );
  if (!drawn)
    return (
      <p>
        下一步：{monthText(newest.month)}有 {newest.discharges} 条出院记录，还没有抽样，请到<Link to="/sampling">抽样</Link>。
      </p>
    );
  return (
    <p>
      下一步：{monthText(drawn.month)}已抽 {drawn.drawn} 例，等回访员拨打，进度看<Link to="/work-list">回访任务</Link>。
    </p>
  );
}
