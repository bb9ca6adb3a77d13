/** Runs every integrity check, even after an earlier one failed. */
import { sentence } from '../../../shared/base/contract/errors.ts';
import { brokenAuditLine } from '../base/audit.ts';
import type { LongContext } from '../base/context.ts';
import { refusalOf } from '../base/db/errors.ts';
import type { Output } from '../base/door.ts';
import { verifyFollowUps } from '../calls/index.ts';
import { verifyOpenWork } from '../hospital/index.ts';
import { checkDerived } from '../interviews/index.ts';
import { verifyIdentified, verifyReviews } from '../quality/index.ts';
import { verifyDraws } from '../sampling/index.ts';

type Check = Output<'upkeep', 'verify'>['checks'][number];
interface Finding {
  readonly ok: boolean;
  readonly detail: string;
}

const found = (complaint: string | null, fine: string): Finding => ({ ok: complaint === null, detail: complaint ?? fine });

const checks: readonly { name: Check['name']; words: string; run: (ctx: LongContext) => Promise<Finding> }[] = [
  {
    name: 'database',
    words: '检查数据库',
    run: async (ctx) => found(await ctx.parts.store.integrity(), '结构完整'),
  },
  {
    name: 'audit',
    words: '检查操作日志',
    run: (ctx) =>
      ctx.transaction(async ({ db }) => {
        const broken = await brokenAuditLine(db);
        return found(broken === null ? null : `第 ${broken} 行与前文不符，日志可能被改动`, '日志链完整');
      }),
  },
  {
    name: 'derived',
    words: '核对统计数字',
    run: (ctx) => ctx.transaction(({ db }) => checkDerived(db)),
  },
  {
    name: 'draws',
    words: '重跑抽样',
    run: (ctx) =>
      ctx.transaction(async ({ db }) => {
        const { ok, draws } = await verifyDraws(db);
        const wrong = draws.filter((draw) => !draw.ok).map((draw) => draw.detail);
        return { ok, detail: ok ? `${draws.length} 次抽样均可复现` : wrong.join('；') };
      }),
  },
  {
    name: 'reviews',
    words: '重跑质控抽取',
    run: (ctx) => ctx.transaction(({ db }) => verifyReviews(db)),
  },
  {
    name: 'identity',
    words: '核对接听人与同意',
    run: (ctx) => ctx.transaction(({ db }) => verifyIdentified(db)),
  },
  {
    name: 'followUps',
    words: '核对回访、拨打与访谈是否一致',
    run: (ctx) => ctx.transaction(({ db, now }) => verifyFollowUps(db, now)),
  },
  {
    name: 'openWork',
    words: '核对未完成的工作由谁负责',
    run: (ctx) => ctx.transaction(({ db }) => verifyOpenWork(db)),
  },
];

/** A check that cannot be run has failed; why is said in the words of the error. */
async function run(ctx: LongContext, check: (typeof checks)[number]): Promise<Check> {
  try {
    return { name: check.name, ...(await check.run(ctx)) };
  } catch (error) {
    const refusal = refusalOf(error, ctx.parts.dataDir);
    if (!refusal) ctx.parts.log(`verify ${check.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return { name: check.name, ok: false, detail: refusal?.message ?? sentence('INTERNAL') };
  }
}

/** Database integrity, audit chain, derived figures, reproducibility of every draw. */
export async function verify(ctx: LongContext): Promise<Output<'upkeep', 'verify'>> {
  const results: Check[] = [];
  for (const [index, check] of checks.entries()) {
    ctx.progress('verify', index / checks.length, check.words);
    results.push(await run(ctx, check));
  }
  ctx.progress('verify', 1, '检查完成');
  const ok = results.every((result) => result.ok);
  await ctx.transaction(async (tx) =>
    tx.audit('upkeep.verify', '', { ok, failed: results.filter((result) => !result.ok).map((result) => result.name) }),
  );
  return { ok, checks: results };
}
