import { Button } from 'antd';
import { useMemo } from 'react';
import { createPortal } from 'react-dom';
import { dispositions, exclusionReasons } from '../../shared/base/contract/words.ts';
import { civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import type { Draw, Replacement, Stratum } from '../../shared/sampling/contract/sampling.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { useSignedIn } from '../base/signedIn.ts';
import { Key } from '../ui/parts.tsx';
import { drawName, monthInWords, skippedInWords } from './planWords.ts';
import { useRule } from './useRule.ts';

const print = () => (window.desktop ? void window.desktop.print() : window.print());

/** 抽样公证页: all that somebody needs to draw the same list again, on A4. Lies over the page, and alone on paper. */
export function ProofSheet({ draw, replacements, close }: { draw: Draw; replacements: readonly Replacement[]; close: () => void }) {
  const { hospital } = useSignedIn();
  const rule = useRule(draw.plan);
  const excluded = draw.frame.excluded.filter(({ count }) => count > 0);
  useCommands(
    useMemo<Command[]>(
      () => [
        { id: 'print', label: '打印公证页', keys: ['Ctrl+p'], run: print },
        { id: 'closeProof', label: '关闭公证页', keys: ['Escape'], run: close },
      ],
      [close],
    ),
  );
  return createPortal(
    <div className="proof-overlay" role="dialog" aria-label="抽样公证页">
      <div className="proof-tools no-print">
        <Button type="primary" autoFocus onClick={print}>
          打印 <Key>Ctrl P</Key>
        </Button>
        <Button onClick={close}>
          关闭 <Key>Esc</Key>
        </Button>
      </div>
      <article className="proof-sheet">
        <h1>抽样公证页</h1>
        <p style={{ textAlign: 'center' }}>
          {hospital} · {monthInWords(draw.month)}出院患者电话回访 · {drawName(draw.ordinal)}
        </p>
        <h2>一、抽样规则</h2>
        {rule.map((sentence, at) => (
          <p key={sentence}>
            {at + 1}. {sentence}。
          </p>
        ))}
        <h2>二、抽样框</h2>
        <table>
          <tbody>
            <Line name="当月出院记录" count={draw.frame.total} />
            {excluded.map(({ reason, count }) => (
              <Line key={reason} name={`排除：${exclusionReasons.zh[reason]}`} count={count} />
            ))}
            <Line name="合格（抽样框）" count={draw.frame.eligible} />
            <Line name="抽中" count={draw.drawn} />
            <Line name="备选" count={draw.reserves} />
          </tbody>
        </table>
        <h2>三、各层例数</h2>
        <Strata draw={draw} />
        <h2>四、补抽</h2>
        <Replacements replacements={replacements} />
        <h2>五、复核依据</h2>
        <table>
          <tbody>
            <Proof name="算法" value={draw.algorithm} />
            <Proof name="随机种子" value={draw.seed} />
            <Proof name="抽样框 SHA-256" value={draw.frameHash} />
          </tbody>
        </table>
        <p style={{ marginTop: 4 }}>
          抽样框按住院号与出院日期组成的键排序后计算摘要；同一抽样框、规则和种子，在任何一台机器上得到同一名单。命令 verify-draw --month{' '}
          {draw.month} 可随时复核。
        </p>
        <div className="proof-sign">
          <span>抽样人：{draw.drawnBy}</span>
          <span>
            抽样时间：{civilDateOf(draw.drawnAt)} {civilTimeOf(draw.drawnAt)}
          </span>
          <span>监督人（签字）：＿＿＿＿＿＿＿</span>
        </div>
      </article>
    </div>,
    document.body,
  );
}

function Line({ name, count }: { name: string; count: number }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="num" style={{ width: '30%' }}>
        {count.toLocaleString()}
      </td>
    </tr>
  );
}

function Proof({ name, value }: { name: string; value: string }) {
  return (
    <tr>
      <th scope="row" style={{ width: '22%' }}>
        {name}
      </th>
      <td className="sampling-hash" style={{ overflowWrap: 'anywhere' }}>
        {value}
      </td>
    </tr>
  );
}

/** Who was called in whose place, and why: by numbers, without names. */
function Replacements({ replacements }: { replacements: readonly Replacement[] }) {
  if (replacements.length === 0) return <p>没有补抽。备选按抽样时的顺序使用，被替换的仍计入各项统计。</p>;
  return (
    <>
      <table>
        <thead>
          <tr>
            <th>层</th>
            <th>被替换（住院号）</th>
            <th>结果</th>
            <th>补抽（住院号）</th>
            <th className="num">层内抽样序</th>
            <th>原因</th>
            <th>操作人与时间</th>
          </tr>
        </thead>
        <tbody>
          {replacements.map((one) => (
            <tr key={one.id}>
              <td>{one.stratum}</td>
              <td>{one.replaced}</td>
              <td>{one.disposition ? dispositions.zh[one.disposition] : ''}</td>
              <td>{one.by}</td>
              <td className="num">{one.rank}</td>
              <td>
                {one.reason}
                {skippedInWords(one)}
              </td>
              <td>
                {one.user} {civilDateOf(one.at)} {civilTimeOf(one.at)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>备选的层内抽样序接在抽中者之后，按此顺序使用；被替换的仍计入各项统计。</p>
    </>
  );
}

/** Up to three tables side by side where one would be long. */
function Strata({ draw: { strata } }: { draw: Draw }) {
  const columns = strata.length > 18 ? 3 : strata.length > 6 ? 2 : 1;
  const height = Math.ceil(strata.length / columns);
  return (
    <div className={`proof-strata columns${columns}`}>
      {Array.from({ length: columns }, (_, column) => strata.slice(column * height, (column + 1) * height)).map((part) => (
        <StrataPart key={part[0]?.key} strata={part} />
      ))}
    </div>
  );
}

function StrataPart({ strata }: { strata: readonly Stratum[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th>层</th>
          <th className="num">合格</th>
          <th className="num">抽中</th>
        </tr>
      </thead>
      <tbody>
        {strata.map((stratum) => (
          <tr key={stratum.key}>
            <td>{stratum.name}</td>
            <td className="num">{stratum.eligible.toLocaleString()}</td>
            <td className="num">{stratum.drawn.toLocaleString()}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
