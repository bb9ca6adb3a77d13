/**
 * Feedback whose objection the patient withdrew: the nurse must choose to keep it as a suggestion or to withdraw it.
 */
import { Button } from 'antd';
import { useMemo } from 'react';
import type { QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { type Command, capOf, useCommands } from '../../base/commands.ts';
import { Key, Mark } from '../../ui/parts.tsx';
import type { Captured } from '../edits.ts';
import type { OpenInterview } from '../openInterview.ts';
import '../notAsked.css';
import '../../ui/clip.css';
import './takenBack.css';

const keepKey = 'Alt+J';
const withdrawKey = 'Alt+W';

export function TakenBack({
  opinions,
  content,
  interview,
}: {
  opinions: readonly Captured[];
  content: QuestionnaireContent;
  interview: OpenInterview;
}) {
  const first = opinions[0]?.key;
  useCommands(
    useMemo<Command[]>(
      () =>
        first === undefined
          ? []
          : [
              {
                id: 'opinion.suggest',
                label: '留作建议',
                keys: [keepKey],
                inText: true,
                run: () => interview.write(first, { kind: 'suggestion' }),
              },
              { id: 'opinion.withdraw', label: '撤回意见', keys: [withdrawKey], inText: true, run: () => interview.withdraw(first) },
            ],
      [first, interview],
    ),
  );
  if (opinions.length === 0) return null;
  return (
    <section className="not-asked" aria-label="回答与意见不一致" data-testid="taken-back" role="alert">
      {opinions.map(({ key, askedItem, text }) => (
        <div key={key} className="row taken-back">
          <Mark tone="warn">“{content.items.find(({ code }) => code === askedItem)?.title}”已改为没有意见</Mark>
          <span className="call-clip grow">原话还在：“{text}”</span>
          <Button size="small" onClick={() => interview.write(key, { kind: 'suggestion' })}>
            留作建议 {key === first && <Key>{capOf(keepKey)}</Key>}
          </Button>
          <Button size="small" onClick={() => interview.withdraw(key)}>
            撤回 {key === first && <Key>{capOf(withdrawKey)}</Key>}
          </Button>
        </div>
      ))}
    </section>
  );
}
