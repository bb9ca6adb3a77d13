import { useState } from 'react';
import type { Item, QuestionnaireContent, ScriptName } from '../../shared/questionnaires/contract/questionnaires.ts';
import { showWords } from '../../shared/questionnaires/rules/conditions.ts';
import { spokenMinutes } from '../../shared/questionnaires/rules/duration.ts';
import { judge } from '../../shared/questionnaires/rules/questionnaire.ts';
import { useSignedIn } from '../base/signedIn.ts';
import { ItemCard } from '../interviews/index.ts';
import { Mark } from '../ui/parts.tsx';
import type { Chosen } from './chosen.ts';
import { invented, textsFor } from './invented.ts';
import '../ui/callFrame.css';
import '../ui/callSay.css';

/** The chosen part as the nurse will see it. */
export function Preview({ content, chosen }: { content: QuestionnaireContent; chosen: Chosen }) {
  const item = chosen.part === 'item' ? content.items[chosen.index] : undefined;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <aside className="studio-preview call-middle" aria-label="回访员看到的样子" tabIndex={0}>
      <h2>回访员看到的样子</h2>
      {item && <ItemPreview key={`${item.code} ${item.kind}`} item={item} content={content} />}
      {chosen.part === 'script' && <ScriptPreview content={content} name={chosen.name} />}
      {chosen.part === 'guidance' && <GuidancePreview content={content} index={chosen.index} />}
      {chosen.part === 'about' && <Summary content={content} />}
    </aside>
  );
}

function ItemPreview({ item, content }: { item: Item; content: QuestionnaireContent }) {
  const [value, answer] = useState<readonly string[]>([]);
  const shown = showWords(item, content.items);
  const { objection } = judge(item, value);
  return (
    <>
      {shown && <p className="mut">只在{shown}时问。</p>}
      <ItemCard
        item={item.say.trim() ? item : { ...item, say: '（还没有写问句）' }}
        value={value}
        answer={answer}
        next={() => undefined}
        still
      />
      {objection && (
        <p className="studio-probe">
          <Mark tone="bad">追问</Mark> {item.probe ?? content.scripts.probe}
        </p>
      )}
    </>
  );
}

function ScriptPreview({ content, name }: { content: QuestionnaireContent; name: ScriptName }) {
  const { hospital, user } = useSignedIn();
  const texts = textsFor(content.scripts, invented, hospital, user?.name ?? '');
  return (
    <>
      <div className="call-say">{texts[name] || <span className="dim">还没有写</span>}</div>
      <p className="dim">用虚构的患者“{invented.name}”填好了变量。</p>
    </>
  );
}

function GuidancePreview({ content, index }: { content: QuestionnaireContent; index: number }) {
  const guidance = content.guidance[index];
  if (!guidance) return null;
  return (
    <>
      <div className="call-say small">{guidance.text || <span className="dim">还没有写</span>}</div>
      {guidance.redFlags.map(({ sign, say }, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: flags have no name of their own
        <p key={row} style={{ margin: 0 }}>
          <Mark tone="bad">警示症状</Mark> <b>{sign}</b> <span className="mut">{say}</span>
        </p>
      ))}
    </>
  );
}

function Summary({ content }: { content: QuestionnaireContent }) {
  const asked = content.items.filter((item) => item.showIf.length === 0).length;
  const rest = content.items.length - asked;
  return (
    <>
      <p style={{ margin: 0 }}>
        每位患者问 <b>{asked}</b> 条{rest > 0 && `，另有 ${rest} 条按条件问`}。
      </p>
      <p style={{ margin: 0 }}>
        话术和问句念完大约 <b>{Math.max(1, Math.round(spokenMinutes(content)))}</b> 分钟，不含健康指导和患者的意见。
      </p>
      <dl className="studio-counts">
        {content.aspects.map(({ code, name }) => (
          <div key={code}>
            <dt>{name}</dt>
            <dd className="num">{content.items.filter((item) => item.aspect === code).length} 条</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
