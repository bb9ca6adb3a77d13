/** The call quality score: six checks of 0–2 points each; optional, all or none. */

import { callChecks } from '../../shared/base/contract/words.ts';
import type { CallScores } from '../../shared/quality/contract/quality.ts';
import { fullScore, totalScore } from '../../shared/quality/rules/scores.ts';

export type ScoresSoFar = Partial<CallScores>;

/** The points, where every check has some. */
export function wholeScores(scores: ScoresSoFar): CallScores | null {
  const { greeting, identity, neutral, verbatim, guidance, closing } = scores;
  if (greeting === undefined || identity === undefined || neutral === undefined) return null;
  if (verbatim === undefined || guidance === undefined || closing === undefined) return null;
  return { greeting, identity, neutral, verbatim, guidance, closing };
}

const points = [0, 1, 2] as const;

export function CallScorePicker({ scores, change }: { scores: ScoresSoFar; change: (scores: ScoresSoFar) => void }) {
  const whole = wholeScores(scores);
  const given = Object.keys(scores).length;
  return (
    <div className="quality-scores">
      <span className="mut">
        通话质量
        <span className="dim">
          {whole ? ` ${totalScore(whole)} / ${fullScore} 分` : given > 0 ? ` 还有 ${callChecks.codes.length - given} 项` : '（可选）'}
        </span>
      </span>
      {callChecks.codes.map((check) => (
        <fieldset key={check} aria-label={callChecks.zh[check]}>
          <span>{callChecks.zh[check]}</span>
          {points.map((point) => (
            <label key={point} className={scores[check] === point ? 'on' : ''}>
              <input
                type="radio"
                name={`score-${check}`}
                checked={scores[check] === point}
                onChange={() => change({ ...scores, [check]: point })}
              />
              {point}
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  );
}
