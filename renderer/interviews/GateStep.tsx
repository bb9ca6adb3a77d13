/**
 * Asks who is on the line and whether they consent. Until both are answered, nothing about the discharge is said,
 * shown or asked.
 */
import { Input } from 'antd';
import { useMemo, useState } from 'react';
import { type Answerer, answerers } from '../../shared/base/contract/words.ts';
import type { Brief } from '../../shared/interviews/contract/brief.ts';
import { isEntitled, missingOf, missingWords } from '../../shared/interviews/rules/disclosure.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { Choice } from '../ui/Choice.tsx';
import { Key, Mark } from '../ui/parts.tsx';
import type { Said } from './edits.ts';
import { Say } from './Say.tsx';
import type { StepActions } from './SpokenStepCard.tsx';
import '../ui/callSay.css';
import './currentItem.css';
import './gateStep.css';
import './revisitDate.css';

const relations = ['配偶', '儿子', '女儿', '父亲', '母亲', '兄弟姐妹', '其他亲属'] as const;

const details: Partial<Record<Answerer, string>> = { relative: '要患者本人指定或同意', other: '只能约时间或结束' };

interface Option {
  readonly key: string;
  readonly label: string;
  readonly detail?: string | undefined;
  readonly tone?: 'bad';
  readonly selected: boolean;
  readonly run: () => void;
}

/** Digits say who it is. @param then what follows once it is known */
function whoChoices(said: Said, actions: StepActions, then: () => void): readonly Option[] {
  return [
    ...answerers.codes.map((answerer, index) => ({
      key: String(index + 1),
      label: answerer === 'relative' ? `家属（${said.relation || '患者指定的'}）` : answerers.zh[answerer],
      detail: details[answerer],
      selected: said.answerer === answerer,
      run: () => {
        actions.say('answerer', answerer);
        actions.say('relation', '');
        if (answerer === 'patient') then();
      },
    })),
    {
      key: String(answerers.codes.length + 1),
      label: '打错了',
      detail: '记错号，换号码',
      selected: false,
      run: () => actions.end('wrong_number'),
    },
  ];
}

function relationChoices(said: Said, actions: StepActions, then: () => void): readonly Option[] {
  return relations.map((relation, index) => ({
    key: String(index + 1),
    label: relation,
    selected: said.relation === relation,
    run: () => {
      actions.say('relation', relation);
      then();
    },
  }));
}

/** Letters, so that one digit never answers two questions of one page. */
function consentChoices(said: Said, actions: StepActions, recorded: boolean): readonly Option[] {
  const agree = (recording: boolean) => () => {
    actions.say('consent', true);
    if (recorded) actions.say('recording', recording);
    actions.next();
  };
  const agreed = said.consent === true;
  return [
    {
      key: 'Y',
      label: recorded ? '同意访谈和录音' : '同意',
      detail: '继续',
      selected: agreed && said.recording !== false,
      run: agree(true),
    },
    { key: 'L', label: '以后再说', detail: '约定再访', selected: false, run: () => actions.end('appointment') },
    ...(recorded
      ? [{ key: 'O', label: '同意，不录音', detail: '请先关掉录音', selected: agreed && said.recording === false, run: agree(false) }]
      : []),
    {
      key: 'N',
      label: '不同意',
      detail: '记拒访，写原因',
      tone: 'bad' as const,
      selected: said.consent === false,
      run: () => {
        actions.say('consent', false);
        actions.end('refused');
      },
    },
  ];
}

/** Somebody else is on the line: whether they have only taken the phone, or had answered all along. */
function strangerChoices(said: Said, actions: StepActions): readonly Option[] {
  return [
    {
      key: 'N',
      label: '前面也是这位答的',
      detail: '本次通话的都不算',
      tone: 'bad',
      selected: said.consent === false,
      run: () => actions.say('consent', false),
    },
  ];
}

export function GateStep({ brief, said, actions, answered }: { brief: Brief; said: Said; actions: StepActions; answered: boolean }) {
  const [leftRelatives, leave] = useState(false);
  const asking = said.answerer === 'relative' && said.relation === '' && !leftRelatives;
  const recorded = brief.recordingNotice !== '';
  const entitled = isEntitled(said);
  const missing = missingOf(said);
  const people = useMemo<readonly Option[]>(() => {
    // Who agreed in an earlier call is not asked again.
    const then = () => said.consent === true && actions.next();
    if (asking)
      return [...relationChoices(said, actions, then), { key: '0', label: '不是家属，重选', selected: false, run: () => leave(true) }];
    return whoChoices(said, actions, then).map((one) => ({
      ...one,
      run: () => {
        leave(false);
        one.run();
      },
    }));
  }, [asking, said, actions]);
  const stranger = missing === 'stranger' && answered;
  const consents = useMemo(() => {
    if (entitled) return consentChoices(said, actions, recorded);
    return stranger ? strangerChoices(said, actions) : [];
  }, [entitled, stranger, said, actions, recorded]);
  useCommands(
    useMemo<Command[]>(
      () => [...people, ...consents].map(({ key, label, run }) => ({ id: `gate-${key}`, label, keys: [key], run })),
      [people, consents],
    ),
  );
  const list = (options: readonly Option[]) => (
    <div className="call-choices two">
      {options.map(({ key, label, detail, tone, selected, run }) => (
        <Choice key={key} cap={key} selected={selected} detail={detail} {...(tone ? { tone } : {})} choose={run}>
          {label}
        </Choice>
      ))}
    </div>
  );
  return (
    <div className="call-gate" data-testid="current-item" data-code="identity" data-missing={missing ?? ''}>
      <Say>{brief.texts.identity}</Say>
      <p className="mut">{asking ? '跟患者是什么关系？' : '没有确认以前，只说医院名称和自己的姓名。'}</p>
      {list(people)}
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
      {entitled && (
        <>
          <div className="call-say">{said.answerer === 'relative' ? brief.consentToRelative : brief.texts.consent}</div>
          {recorded && <div className="call-say small">{brief.recordingNotice}</div>}
          {list(consents)}
        </>
      )}
      {stranger && (
        <>
          <p className="mut">换了人接听，前面记下的保留。如果前面记成了本人或家属，其实都是这位说的：</p>
          {list(consents)}
        </>
      )}
      <p role="status">
        {missing === 'stranger' ? (
          <>
            <Mark tone="bad">其他人接听</Mark> 不提住院和诊断。请问本人什么时候方便，<Key>F6</Key> 另约时间；或 <Key>F9</Key> 结束通话。
          </>
        ) : missing ? (
          <>
            <Mark tone="warn">还差：{missingWords[missing]}</Mark> <span className="mut">记下以前，近况、指导和问卷都锁住。</span>
          </>
        ) : (
          <>
            <Mark tone="accent">{said.answerer === 'relative' ? `家属（${said.relation}）` : '本人'}，已同意</Mark>{' '}
            <span className="dim">
              <Key>↵</Key> 下一步
            </span>
          </>
        )}
      </p>
    </div>
  );
}
