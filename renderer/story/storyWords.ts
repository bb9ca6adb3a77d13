/** Puts the story of a discharge into short sentences, in order of time. */

import { attemptOutcomes, dispositions, drawMethods, exclusionReasons, feedbackKinds, verdicts } from '../../shared/base/contract/words.ts';
import { civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import type { DischargeStory } from '../../shared/story/contract/story.ts';
import type { Tone } from '../ui/parts.tsx';

/** 2026-11-03 14:02 */
export const momentOf = (at: string): string => (at === '' ? '' : `${civilDateOf(at)} ${civilTimeOf(at)}`);

type Draw = DischargeStory['draws'][number];

const standings: Readonly<Record<Draw['standing'], { readonly word: string; readonly tone: Tone }>> = {
  sampled: { word: '抽中', tone: 'accent' },
  reserve: { word: '备选', tone: 'plain' },
  eligible: { word: '在抽样框内，未抽中', tone: 'plain' },
  excluded: { word: '未进抽样框', tone: 'warn' },
  absent: { word: '抽样后才导入', tone: 'warn' },
};

/** What a draw meant for this discharge: 抽中 / 未进抽样框：无可拨号码. */
export function standingOf(draw: Draw): { readonly word: string; readonly tone: Tone } {
  const { word, tone } = standings[draw.standing];
  return { word: draw.reason ? `${word}：${exclusionReasons.zh[draw.reason]}` : word, tone };
}

/** 分层随机，骨科 412 例中抽 31 例，第 3 位，种子 … */
export function drawInWords({ method, stratum, rank, seed }: Draw): string {
  return [
    method ? drawMethods.zh[method] : '',
    stratum ? `${stratum.name} ${stratum.eligible} 例中抽 ${stratum.drawn} 例` : '',
    rank === null ? '' : `第 ${rank} 位`,
    seed ? `种子 ${seed}` : '',
  ]
    .filter(Boolean)
    .join('，');
}

export interface Moment {
  /** Sorts and is shown; a civil date where no time of day is known. */
  readonly at: string;
  readonly what: string;
  readonly more: string;
  readonly tone: Tone;
}

/** Everything with a time, the earliest first. */
export function momentsOf(story: DischargeStory): Moment[] {
  const { stay } = story;
  const calls = story.followUp?.attempts ?? [];
  const dials = calls.filter(({ incoming }) => !incoming);
  const moments: Moment[] = [
    ...(stay.admissionDate ? [{ at: stay.admissionDate, what: '入院', more: '', tone: 'plain' as const }] : []),
    { at: stay.dischargeDate, what: '出院', more: stay.department, tone: 'plain' },
    ...story.imports.map((each) => ({
      at: momentOf(each.at),
      what: each.row === null ? `再次导入，更改 ${each.changes.length} 项` : '导入',
      more: each.by,
      tone: 'plain' as const,
    })),
    ...story.draws.map((draw) => ({
      at: momentOf(draw.at),
      what: draw.ordinal > 1 ? '追加抽样' : '抽样',
      more: standingOf(draw).word,
      tone: standingOf(draw).tone,
    })),
    ...calls.map((attempt) => ({
      at: momentOf(attempt.startedAt),
      what: attempt.incoming ? '患者打来' : `第 ${dials.indexOf(attempt) + 1} 次拨打`,
      more: [
        attempt.outcome ? attemptOutcomes.zh[attempt.outcome] : '通话中',
        attempt.nurse,
        ...(attempt.enteredBy === null ? [] : ['纸质']),
      ].join(' · '),
      tone: attempt.outcome === 'completed' ? ('good' as const) : ('plain' as const),
    })),
    ...(story.followUp?.reopenings ?? []).map((one) => ({
      at: momentOf(one.at),
      what: '重开回访',
      more: [`原以“${dispositions.zh[one.was]}”结束`, one.why, one.by].join(' · '),
      tone: 'accent' as const,
    })),
    ...(story.cases ?? []).flatMap((each) => [
      {
        at: momentOf(each.at),
        what: `登记${feedbackKinds.zh[each.kind]}`,
        more: `${each.number} ${each.department}`,
        tone: each.kind === 'praise' ? ('good' as const) : ('bad' as const),
      },
      ...each.rectifications.map((one) => ({
        at: momentOf(one.submittedAt),
        what: '科室提交整改',
        more: `${each.number}${one.round > 1 ? ` 第 ${one.round} 轮` : ''}`,
        tone: 'plain' as const,
      })),
      ...each.replies.map((one) => ({
        at: momentOf(one.at),
        what: '回复患者',
        more: `${each.number} 患者${verdicts.zh[one.verdict]}`,
        tone: one.verdict === 'accepted' ? ('good' as const) : ('plain' as const),
      })),
    ]),
  ];
  return moments.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
