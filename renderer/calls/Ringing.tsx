/** The screen while the phone rings: what to say when it is answered, what to press when it is not. */

import { Button } from 'antd';
import { useMemo } from 'react';
import type { DiallingPlan } from '../../shared/base/contract/settings.ts';
import { type AttemptOutcome, attemptOutcomes } from '../../shared/base/contract/words.ts';
import type { Brief } from '../../shared/interviews/contract/brief.ts';
import { diallingLink } from '../../shared/worklist/rules/dialling.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { Say } from '../interviews/index.ts';
import { Choice } from '../ui/Choice.tsx';
import { Key } from '../ui/parts.tsx';
import { phoneGroups, placeCall } from '../worklist/index.ts';
import type { Phone } from './CallHeader.tsx';
import { notReached, outcomeKeys } from './ending/outcomeKeys.ts';
import { SensitiveBanner } from './PreCall.tsx';
import '../ui/callFrame.css';
import './ringing.css';

export function Ringing({
  brief,
  phone,
  plan,
  answered,
  beginning,
  unanswered,
  end,
}: {
  brief: Brief;
  phone: Phone | null;
  /** How numbers are dialled here; null while it is not known. */
  plan: DiallingPlan | null;
  answered: () => void;
  beginning: boolean;
  /** Nobody was reached. */
  unanswered: (outcome: AttemptOutcome) => void;
  end: (outcome: AttemptOutcome | null) => void;
}) {
  const commands = useMemo<Command[]>(
    () => [
      { id: 'answered', label: '接通了', keys: ['Space'], run: answered },
      {
        id: 'ring-up',
        label: '用本机电话拨出',
        keys: ['T'],
        when: phone !== null && plan !== null && plan.by !== 'none',
        run: () => void (phone && plan && placeCall(phone.number, plan)),
      },
      ...notReached.map((outcome) => ({
        id: outcome,
        label: attemptOutcomes.zh[outcome],
        keys: [outcomeKeys[outcome]],
        run: () => unanswered(outcome),
      })),
      { id: 'other-outcome', label: '其他结果', keys: ['F9'], run: () => end(null) },
    ],
    [answered, unanswered, end, phone, plan],
  );
  useCommands(commands, '拨号');
  return (
    <div className="call-middle">
      {brief.sensitive && <SensitiveBanner />}
      <div className="row">
        <h2 className="dialled">正在拨打 {phone ? phoneGroups(phone.number) : ''}</h2>
        {phone && plan?.by === 'link' && (
          <Button type="link" href={diallingLink(phone.number, plan)}>
            用本机电话拨出 <Key>T</Key>
          </Button>
        )}
        {phone && plan?.by === 'program' && window.desktop && (
          <Button type="link" onClick={() => void placeCall(phone.number, plan)}>
            再次拨出 <Key>T</Key>
          </Button>
        )}
      </div>
      <Say>{brief.texts.greeting}</Say>
      <Button type="primary" size="large" loading={beginning} onClick={answered}>
        接通了，开始 <Key>空格</Key>
      </Button>
      <section className="grow">
        <h2>没有接通</h2>
        <div className="call-choices two">
          {notReached.map((outcome) => (
            <Choice key={outcome} cap={outcomeKeys[outcome]} choose={() => unanswered(outcome)}>
              {attemptOutcomes.zh[outcome]}
            </Choice>
          ))}
        </div>
      </section>
      <div className="row">
        <Button onClick={() => end(null)}>
          其他结果 <Key>F9</Key>
        </Button>
      </div>
    </div>
  );
}
