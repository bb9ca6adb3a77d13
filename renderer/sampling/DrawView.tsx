import { useMutation } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useCallback, useState } from 'react';
import type { Draw } from '../../shared/contract/sampling.ts';
import { civilDateOf, civilTimeOf } from '../../shared/rules/time.ts';
import { client } from '../client.ts';
import { Failure } from '../ui/parts.tsx';
import { AssignDialog } from './AssignDialog.tsx';
import { FrameTable } from './FrameTable.tsx';
import { ProofSheet } from './ProofSheet.tsx';
import { drawName, ruleInWords } from './planWords.ts';
import { StrataTable } from './StrataTable.tsx';

/** A month that was drawn: its list's proof, its frame, its strata; and what may be done with it. */
export function DrawView({ draws, addExtra }: { draws: readonly [Draw, ...Draw[]]; addExtra: () => void }) {
  const [ordinal, setOrdinal] = useState(draws[0].ordinal);
  const [open, setOpen] = useState<'proof' | 'assign' | null>(null);
  const close = useCallback(() => setOpen(null), []);
  const draw = draws.find((one) => one.ordinal === ordinal) ?? draws[0];
  return (
    <div className="sampling-plan">
      <section className="card" style={{ gap: 12 }}>
        {draws.length > 1 && (
          <Segmented
            block
            value={draw.ordinal}
            onChange={setOrdinal}
            options={draws.map((one) => ({ value: one.ordinal, label: drawName(one.ordinal) }))}
          />
        )}
        <div className="row" style={{ alignItems: 'baseline' }}>
          <span className="sampling-big">{draw.drawn.toLocaleString()}</span>
          <span className="mut">例已抽中，备选 {draw.reserves.toLocaleString()} 例</span>
        </div>
        <div className="fill">
          <Facts draw={draw} />
        </div>
        <Verdict month={draw.month} drawId={draw.id} />
      </section>
      <section className="card" style={{ gap: 12 }}>
        <h2 style={{ margin: 0 }}>抽样时的抽样框</h2>
        <FrameTable frame={draw.frame} />
        <span className="grow" />
        <Button block type="primary" onClick={() => setOpen('assign')}>
          分配回访员
        </Button>
        <Button block onClick={() => setOpen('proof')}>
          抽样公证页
        </Button>
        <Button block onClick={addExtra}>
          追加抽样
        </Button>
      </section>
      <section className="card">
        <h2>各层抽取</h2>
        <StrataTable strata={draw.strata} />
      </section>
      {open === 'assign' && <AssignDialog month={draw.month} close={close} />}
      {open === 'proof' && <ProofSheet draw={draw} close={close} />}
    </div>
  );
}

function Facts({ draw }: { draw: Draw }) {
  return (
    <dl className="sampling-facts">
      <dt>规则</dt>
      <dd>
        {ruleInWords(draw.plan).map((sentence) => (
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
    <div style={{ display: 'grid', gap: 8 }}>
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
