import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useCallback, useState } from 'react';
import { civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import type { Draw } from '../../shared/sampling/contract/sampling.ts';
import { api, client } from '../base/client.ts';
import { Failure } from '../ui/parts.tsx';
import { FrameDrawer, type Shown } from './FrameDrawer.tsx';
import { FrameTable } from './FrameTable.tsx';
import { ProofSheet } from './ProofSheet.tsx';
import { drawName } from './planWords.ts';
import { StrataTable } from './StrataTable.tsx';
import { useRule } from './useRule.ts';

/** A month that was drawn: its list's proof, its frame, its strata; and what may be done with it. */
export function DrawView({ draws }: { draws: readonly [Draw, ...Draw[]] }) {
  const [ordinal, setOrdinal] = useState(draws[0].ordinal);
  const [proof, setProof] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  const close = useCallback(() => setProof(false), []);
  const draw = draws.find((one) => one.ordinal === ordinal) ?? draws[0];
  const replacements = useQuery(api.sampling.replacements.queryOptions({ input: { month: draw.month } }));
  const ofDraw = (replacements.data ?? []).filter((one) => one.drawId === draw.id);
  return (
    <div className="sampling-plan">
      <section className="card roomy">
        {draws.length > 1 && (
          <Segmented
            block
            value={draw.ordinal}
            onChange={setOrdinal}
            options={draws.map((one) => ({ value: one.ordinal, label: one.ordinal === 1 ? '首次' : drawName(one.ordinal) }))}
          />
        )}
        <div className="row baseline">
          <span className="sampling-big">{draw.drawn.toLocaleString()}</span>
          <span className="mut">
            例已抽中，备选 {draw.reserves.toLocaleString()} 例{ofDraw.length > 0 && `，已补抽 ${ofDraw.length} 例`}
          </span>
        </div>
        <div className="fill">
          <Facts draw={draw} />
        </div>
        <Verdict month={draw.month} drawId={draw.id} />
      </section>
      <section className="card roomy">
        <h2>抽样时的抽样框</h2>
        <FrameTable frame={draw.frame} open={(reason) => setShown({ reason })} />
        <span className="grow" />
        <Button block disabled={!replacements.data} onClick={() => setProof(true)}>
          抽样公证页
        </Button>
      </section>
      <section className="card">
        <h2>各层抽取</h2>
        <StrataTable strata={draw.strata} open={(stratum) => setShown({ stratum })} />
      </section>
      {proof && <ProofSheet draw={draw} replacements={ofDraw} close={close} />}
      {shown && <FrameDrawer of={{ drawId: draw.id }} show={shown} close={() => setShown(null)} />}
    </div>
  );
}

function Facts({ draw }: { draw: Draw }) {
  const rule = useRule(draw.plan);
  return (
    <dl className="sampling-facts">
      <dt>规则</dt>
      <dd>
        {rule.map((sentence) => (
          <div key={sentence}>{sentence}</div>
        ))}
      </dd>
      <dt>抽样人</dt>
      <dd>{draw.drawnBy}</dd>
      <dt>时间</dt>
      <dd>
        {civilDateOf(draw.drawnAt)} {civilTimeOf(draw.drawnAt)}
      </dd>
      <dt>种子</dt>
      <dd className="sampling-hash">{draw.seed}</dd>
      <dt>算法</dt>
      <dd className="sampling-hash">{draw.algorithm}</dd>
      <dt>SHA-256</dt>
      <dd className="sampling-hash">{draw.frameHash}</dd>
    </dl>
  );
}

/** Runs the month's draws again on the core and says, in words, whether this one's list is the same. */
function Verdict({ month, drawId }: { month: string; drawId: string }) {
  const verify = useMutation({ mutationFn: () => client.sampling.verify({ month }) });
  const found = verify.data?.draws.find((one) => one.drawId === drawId);
  return (
    <div className="sampling-stack">
      <Failure error={verify.error} />
      {found && (
        <p role="status" className={`sampling-verdict${found.ok ? '' : ' bad'}`}>
          <b className={found.ok ? 'good' : 'bad'}>{found.ok ? '复核一致' : '复核不一致'}</b>
          <br />
          {found.detail}
        </p>
      )}
      <Button block loading={verify.isPending} onClick={() => verify.mutate()}>
        复核：用存档的种子重抽一遍
      </Button>
    </div>
  );
}
