/** What the interview has recorded so far: feedback, praise, answered items per aspect. */
import type { Department } from '../../shared/accounts/contract/accounts.ts';
import { answerers, aspectCodes, feedbackKinds } from '../../shared/base/contract/words.ts';
import type { QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import type { AspectProgress, Progress } from '../../shared/questionnaires/rules/questionnaire.ts';
import { Mark } from '../ui/parts.tsx';
import { type Captured, isItemsOwn } from './edits.ts';
import type { Giver } from './openInterview.ts';
import '../ui/callFrame.css';
import '../ui/clip.css';
import './capturedPanel.css';

export function CapturedPanel({
  content,
  opinions,
  progress,
  current,
  departments,
  givenBy,
  reported,
  rehearsed,
  open,
}: {
  content: QuestionnaireContent;
  opinions: readonly Captured[];
  progress: Progress;
  /** Aspect being asked now. */
  current: string;
  departments: readonly Department[];
  givenBy: ReadonlyMap<string, Giver>;
  /** Ids of opinions that went to their department already, by key. */
  reported: ReadonlyMap<string, string>;
  /** Nothing goes to anybody. */
  rehearsed: boolean;
  open: (opinion: Captured) => void;
}) {
  const written = opinions.filter((opinion) => opinion.text.trim() !== '' || isItemsOwn(opinion));
  const praise = written.filter((opinion) => opinion.kind === 'praise');
  const voiced = written.filter((opinion) => opinion.kind !== 'praise');
  const sent = rehearsed ? '试拨，不上报' : '已上报';
  const fate = (opinion: Captured) => {
    if (reported.has(opinion.key)) return sent;
    return opinion.severity === 'urgent' ? '还没有上报' : '转';
  };
  const title = (opinion: Captured) => content.items.find((item) => item.code === opinion.itemCode)?.title;
  const department = (opinion: Captured) => departments.find(({ id }) => id === opinion.departmentId)?.name ?? '';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <aside className="call-right" aria-label="本次记录" tabIndex={0}>
      <section>
        <h2>本次意见 {voiced.length}</h2>
        {voiced.length === 0 && <p className="dim">还没有意见。</p>}
        {voiced.map((opinion) => (
          <button key={opinion.key} type="button" className="captured" onClick={() => open(opinion)}>
            <span className="row">
              <Mark tone="bad">{opinion.severity === 'urgent' ? '紧急' : feedbackKinds.zh[opinion.kind]}</Mark>
              <span className="mut call-clip">
                {[opinion.aspect && aspectCodes.zh[opinion.aspect], title(opinion)].filter(Boolean).join(' · ') || '未分维度'}
              </span>
            </span>
            <span className="text">{opinion.text || <span className="dim">等待填写</span>}</span>
            <span className="dim">
              {fate(opinion)} {department(opinion)}
            </span>
          </button>
        ))}
      </section>
      {praise.length > 0 && (
        <section>
          <h2>表扬 {praise.length}</h2>
          {praise.map((opinion) => (
            <button key={opinion.key} type="button" className="captured" onClick={() => open(opinion)}>
              <span className="text">
                {opinion.staffName && <b>{opinion.staffName}：</b>}“{opinion.text}”
              </span>
            </button>
          ))}
        </section>
      )}
      <section data-testid="progress" data-answered={progress.answered}>
        <h2>
          已答 {progress.answered} / {progress.applicable}
          {progress.complete && <span className="good"> · 可算完成</span>}
        </h2>
        <Givers givenBy={givenBy} />
        {progress.aspects
          .filter((aspect) => aspect.applicable > 0)
          .map((aspect) => (
            <div key={aspect.code} className="tally">
              <span>{aspect.name}</span>
              <Tally aspect={aspect} asking={aspect.code === current} />
            </div>
          ))}
      </section>
    </aside>
  );
}

/** Who answered which part, where more than one person did. */
function Givers({ givenBy }: { givenBy: ReadonlyMap<string, Giver> }) {
  const counts = new Map<string, number>();
  for (const { answerer, relation } of givenBy.values()) {
    const who = answerer === 'relative' && relation ? relation : answerer ? answerers.zh[answerer] : '未记';
    counts.set(who, (counts.get(who) ?? 0) + 1);
  }
  if (counts.size < 2) return null;
  return <p className="mut">{[...counts].map(([who, count]) => `${who}答 ${count} 题`).join('，')}</p>;
}

function Tally({ aspect, asking }: { aspect: AspectProgress; asking: boolean }) {
  const { answered, applicable, counted, objections, unclear } = aspect;
  if (answered === 0) return <span className="dim">{asking ? '进行中' : '未答'}</span>;
  const satisfied = counted - objections;
  /** Words, numbers, days. */
  const noted = answered - counted - unclear;
  return (
    <span>
      {satisfied > 0 && <span className="good">{satisfied} 满意</span>} {objections > 0 && <span className="bad">{objections} 意见</span>}{' '}
      {noted > 0 && <span>{noted} 已记</span>} {unclear > 0 && <span className="dim">{unclear} 不清楚</span>}{' '}
      {answered < applicable && <span className="dim">剩 {applicable - answered}</span>}
    </span>
  );
}
