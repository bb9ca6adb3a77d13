/** 号码核对单 on A4: the numbers that the ward recorded, with space for corrections. */
import type { WardSlip } from '../../shared/numbers/contract/numbers.ts';
import { PrintSheet } from '../ui/PrintSheet.tsx';
import { placeOf } from '../ui/placeOf.ts';
import { phoneGroups } from '../worklist/index.ts';
import './wardSlipSheet.css';

export function WardSlipSheet({ slip, close }: { slip: WardSlip; close: () => void }) {
  return (
    <PrintSheet title="号码核对单" close={close}>
      <article className="print-page slip">
        <h1>出院患者联系电话核对单</h1>
        <p className="print-line">
          <span>{slip.hospital}</span>
          <b>{placeOf(slip)}</b>
          <span>共 {slip.rows.length} 个号码</span>
        </p>
        <p>
          回访时下列号码为错号、空号或停机。请查病历首页和入院登记，写上正确的号码后交回随访办；没有其他号码的，请在“正确号码”栏写“无”。
        </p>
        <table>
          <thead>
            <tr>
              <th>序</th>
              <th>住院号</th>
              <th>姓名</th>
              <th>出院日期</th>
              <th>登记的号码</th>
              <th>情况</th>
              <th className="write">正确号码</th>
              <th className="write-short">与患者关系</th>
              <th className="write-short">核对人</th>
            </tr>
          </thead>
          <tbody>
            {slip.rows.map((row, index) => (
              <tr key={`${row.inpatientNumber} ${row.number}`}>
                <td>{index + 1}</td>
                <td>{row.inpatientNumber}</td>
                <td>{row.name}</td>
                <td>{row.dischargeDate}</td>
                <td>
                  {phoneGroups(row.number)}
                  {row.relation && row.relation !== '本人' && `（${row.relation}）`}
                </td>
                <td>{row.what}</td>
                <td />
                <td />
                <td />
              </tr>
            ))}
          </tbody>
        </table>
        <p className="print-line sign">
          <span>护士长（签字）：＿＿＿＿＿＿＿</span>
          <span>交回日期：＿＿＿＿年＿＿月＿＿日</span>
        </p>
        <footer>{slip.mark}。内含患者信息，用后请交回或销毁。</footer>
      </article>
    </PrintSheet>
  );
}
