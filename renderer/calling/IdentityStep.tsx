/** Who is on the line. Until it is answered, the script says nothing of the stay. */
import { Input } from 'antd';
import { useMemo, useState } from 'react';
import type { Brief } from '../../shared/contract/brief.ts';
import { type Answerer, answerers } from '../../shared/contract/words.ts';
import { type Command, useCommands } from '../commands.ts';
import { Key, Mark } from '../ui/parts.tsx';
import { Choice } from './CallHeader.tsx';
import type { Said } from './edits.ts';
import type { StepActions } from './SpokenStepCard.tsx';

const relations = ['配偶', '儿子', '女儿', '父亲', '母亲', '兄弟姐妹', '其他亲属'] as const;

const advice: Readonly<Record<Answerer, string>> = {
  patient: '已确认本人。',
  relative: '家属代答：要先问清是患者本人指定、或患者同意他代答的家属，才可以谈住院情况。',
  other: '不是本人或家属：不提住院和诊断。请问本人什么时候方便，用 F6 另约；打错了用 F9 记错号。',
};

interface Person {
  readonly key: string;
  readonly label: string;
  readonly selected: boolean;
  readonly run: () => void;
}

export function IdentityStep({ brief, said, actions }: { brief: Brief; said: Said; actions: StepActions }) {
  const [leftRelatives, leave] = useState(false);
  const asking = said.answerer === 'relative' && said.relation === '' && !leftRelatives;
  const people = useMemo<readonly Person[]>(() => {
    if (asking)
      return [
        ...relations.map((relation, index) => ({
          key: String(index + 1),
          label: relation,
          selected: said.relation === relation,
          run: () => {
            actions.say('relation', relation);
            actions.next();
          },
        })),
        { key: '0', label: '不是家属，重选', selected: false, run: () => leave(true) },
      ];
    return answerers.codes.map((answerer, index) => ({
      key: String(index + 1),
      label: answerer === 'relative' ? `家属（${said.relation || '患者指定的'}）` : answerers.zh[answerer],
      selected: said.answerer === answerer,
      run: () => {
        actions.say('answerer', answerer);
        actions.say('relation', '');
        leave(false);
        if (answerer === 'patient') actions.next();
      },
    }));
  }, [asking, said.relation, said.answerer, actions]);
  const commands = useMemo<Command[]>(
    () => people.map(({ key, label, run }) => ({ id: `person-${key}`, label, keys: [key], run })),
    [people],
  );
  useCommands(commands);
  return (
    <div data-testid="current-item" data-code="identity">
      <div className="call-say">{brief.texts.identity}</div>
      {asking && <p className="mut">跟患者是什么关系？</p>}
      <div className={`call-choices ${asking ? 'two' : ''}`}>
        {people.map(({ key, label, selected, run }) => (
          <Choice key={key} cap={key} selected={selected} choose={run}>
            {label}
          </Choice>
        ))}
      </div>
      {said.answerer === 'relative' && !asking && (
        <div className="revisit">
          <label htmlFor="relation">称呼、关系</label>
          <Input
            id="relation"
            value={said.relation}
            maxLength={20}
            onChange={(event) => actions.say('relation', event.target.value)}
            onBlur={actions.flush}
          />
        </div>
      )}
      {said.answerer && (
        <p>
          <Mark tone={said.answerer === 'other' ? 'bad' : 'accent'}>{answerers.zh[said.answerer]}</Mark> {advice[said.answerer]}
        </p>
      )}
      {said.answerer && !asking && (
        <p className="go-on dim">
          <Key>↵</Key> 下一步
        </p>
      )}
    </div>
  );
}
