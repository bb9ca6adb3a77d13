/** The verbs `draw` and `verify-draw`. */
import { exclusionReasons } from '../../shared/base/contract/words.ts';
import { type GlobalOptions, say } from './outcome.ts';
import { withExisting } from './session.ts';

interface DrawOptions extends GlobalOptions {
  readonly month: string;
  readonly size: number;
  readonly by: 'department' | 'ward';
  readonly seed?: string;
  readonly extra?: boolean;
}

export async function draw(options: DrawOptions): Promise<void> {
  const { month, size, by, seed, extra = false } = options;
  const drawn = await withExisting(options, async (client) => {
    const known = (await client.sampling.draws({ month })).length;
    return client.sampling.draw({ plan: { month, size, stratifyBy: by }, extra, known, ...(seed ? { seed } : {}) });
  });
  const excluded = drawn.frame.excluded.filter(({ count }) => count > 0);
  const result = {
    month: drawn.month,
    frame: {
      total: drawn.frame.total,
      eligible: drawn.frame.eligible,
      excluded: Object.fromEntries(excluded.map(({ reason, count }) => [reason, count])),
    },
    drawn: drawn.drawn,
    seed: drawn.seed,
    algorithm: drawn.algorithm,
    frameHash: drawn.frameHash,
    strata: drawn.strata.map((stratum) => ({ name: stratum.name, eligible: stratum.eligible, drawn: stratum.drawn })),
    sampled: drawn.sampled,
  };
  say(options, result, [
    `${month} 已抽样 ${drawn.drawn} 例：出院 ${drawn.frame.total} 例，合格 ${drawn.frame.eligible} 例。`,
    ...excluded.map(({ reason, count }) => `排除 ${exclusionReasons.zh[reason]}：${count} 例`),
    `种子 ${drawn.seed}，算法 ${drawn.algorithm}，抽样框 SHA-256 ${drawn.frameHash}`,
    ...drawn.strata.map((stratum) => `${stratum.name}：${stratum.eligible} 例中抽 ${stratum.drawn} 例`),
  ]);
}

/** Whether every draw of the month, made again, gives the same list. */
export async function verifyDraw(options: GlobalOptions & { readonly month: string }): Promise<boolean> {
  const result = await withExisting(options, (client) => client.sampling.verify({ month: options.month }));
  say(options, { month: options.month, ...result }, [
    result.ok ? `${options.month} 的抽样可以重现，名单一致。` : `${options.month} 的抽样不能重现！`,
    ...result.draws.map(({ ok, detail }) => `${ok ? '一致' : '不一致'}：${detail}`),
  ]);
  return result.ok;
}
