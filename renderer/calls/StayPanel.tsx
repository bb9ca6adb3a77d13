import { type AttemptOutcome, attemptOutcomes, feedbackStates, verdicts } from '../../shared/base/contract/words.ts';
import { sameNumberInWords } from '../../shared/base/rules/phones.ts';
import { civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import type { Brief } from '../../shared/interviews/contract/brief.ts';
import { inOrder } from '../../shared/opinions/rules/warningSigns.ts';
import { capOf } from '../base/commands.ts';
import { selfHarmKey } from '../interviews/index.ts';
import { Key, Mark } from '../ui/parts.tsx';
import { longDate, phoneGroups, shortDate } from '../worklist/index.ts';
import '../ui/callFrame.css';
import './stayPanel.css';

/** What is known: this stay, guidance with its red flags, earlier stays, earlier calls, who shares the number. */
export function StayPanel({
  brief,
  known,
  call,
}: {
  brief: Brief;
  known: boolean;
  /** How the call of this screen ended, or that it goes on; null before it is dialled. `brief` was read before it. */
  call: AttemptOutcome | 'running' | null;
}) {
  const { stay, guidance, history, samePhone } = brief;
  const last = brief.attempts.filter((attempt) => attempt.endedAt !== null).slice(-3);
  const rows = [
    ['诊断', stay.diagnosis],
    ['转归', stay.outcome],
    [
      '住院',
      stay.admissionDate
        ? `${shortDate(stay.admissionDate)} 至 ${shortDate(stay.dischargeDate)}${stay.days === null ? '' : `，${stay.days} 天`}`
        : '',
    ],
    ['住院号', stay.inpatientNumber],
    ['病区', stay.ward],
    ['付费', stay.payment],
    ['备注', stay.remark],
  ].filter(([, value]) => value);
  if (!known) return <NotYet brief={brief} />;
  return (
    <aside className="call-left" aria-label="患者与住院">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
      <div className="known" tabIndex={0}>
        <section>
          <h2>这次住院</h2>
          <dl>
            {rows.map(([word, value]) => (
              <div key={word}>
                <dt>{word}</dt>
                <dd>{value}</dd>
              </div>
            ))}
            {stay.revisitDate && (
              <div>
                <dt>复诊</dt>
                <dd>
                  <b>{longDate(stay.revisitDate)}</b>
                </dd>
              </div>
            )}
          </dl>
        </section>
        {guidance && (
          <section>
            <h2>健康指导 · {guidance.title}</h2>
            <p>{guidance.text}</p>
            {guidance.redFlags.length > 0 && (
              <p>
                <Mark tone="bad">警示症状</Mark>{' '}
                {inOrder(guidance.redFlags)
                  .map(({ sign }) => sign)
                  .join('；')}
              </p>
            )}
          </section>
        )}
        {history.length > 0 && (
          <section className="stay-past">
            <h2>以前</h2>
            {history.map((stayed, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: earlier stays have no key of their own and never change here
              <Earlier key={index} stayed={stayed} />
            ))}
          </section>
        )}
        <section className="stay-past">
          <h2>拨打记录</h2>
          {call !== null && <p>{call === 'running' ? '正在通话' : `刚才：${attemptOutcomes.zh[call]}`}</p>}
          {last.length === 0 && call === null && <p className="dim">还没有拨打过。</p>}
          {last.toReversed().map((attempt) => (
            <p key={attempt.id}>
              {shortDate(civilDateOf(attempt.startedAt))} {civilTimeOf(attempt.startedAt)} {attempt.incoming && '患者回拨，'}
              {attempt.outcome && attemptOutcomes.zh[attempt.outcome]} <span className="dim">{attempt.nurseName}</span>
              {attempt.note && <span className="mut">：{attempt.note}</span>}
            </p>
          ))}
          {samePhone.length > 0 && (
            <p className="mut">
              {sameNumberInWords(samePhone)}，另有
              {samePhone.map(({ name, department, month }) => `${name}（${department} ${month}）`).join('、')}
            </p>
          )}
        </section>
      </div>
      <p className="limits">
        {brief.texts.limits}
        <SelfHarm />
      </p>
    </aside>
  );
}

function SelfHarm() {
  return (
    <>
      {' '}
      说要伤害自己：按 <Key>{capOf(selfHarmKey)}</Key>，当即上报。
    </>
  );
}

/** On the line, but not known who: nothing of any stay. */
function NotYet({ brief }: { brief: Brief }) {
  const { patient, samePhone } = brief;
  return (
    <aside className="call-left" aria-label="患者与住院">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
      <div className="known" tabIndex={0}>
        <section>
          <h2>现在只知道</h2>
          <dl>
            {patient.phones.map(({ id, number, relation }) => (
              <div key={id}>
                <dt>{relation || '本人'}</dt>
                <dd>{phoneGroups(number)}</dd>
              </div>
            ))}
          </dl>
          {samePhone.length > 0 && <p className="warn">{sameNumberInWords(samePhone)}，先问清是哪一位。</p>}
        </section>
        <section>
          <h2>这次住院</h2>
          <p className="mut">身份和同意记下以后才显示诊断和指导。在那以前也不要在电话里提到科室、医生、日期和病情。</p>
        </section>
      </div>
      <p className="limits">
        有人说病情危急，或正在急救：按 <Key>F2</Key> 上报，不等身份和同意。
        <SelfHarm />
      </p>
    </aside>
  );
}

/** One earlier stay: what was said, and what became of it. */
function Earlier({ stayed }: { stayed: Brief['history'][number] }) {
  const { month, department, satisfied, feedback } = stayed;
  const heard = satisfied === null ? '' : satisfied ? '，回访满意' : '，回访有意见';
  return (
    <p>
      {month} {department}
      {heard}
      {feedback.map(({ text, state, verdict }) => (
        <span key={text} className="earlier">
          <b>{text}</b>{' '}
          <Mark tone={verdict === 'accepted' ? 'good' : verdict === 'not_accepted' ? 'bad' : 'plain'}>
            {feedbackStates.zh[state]}
            {verdict && `，患者${verdicts.zh[verdict]}`}
          </Mark>
        </span>
      ))}
    </p>
  );
}
