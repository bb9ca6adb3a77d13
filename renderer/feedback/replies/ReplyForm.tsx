/** Form of the reply to the patient: what was told, and how the patient takes it. */
import { Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import { type ReplyWay, replyWays, type Verdict, verdicts } from '../../../shared/base/contract/words.ts';
import type { FeedbackCase } from '../../../shared/feedback/contract/feedback.ts';
import { client } from '../../base/client.ts';
import { type Command, capOf, useCommands } from '../../base/commands.ts';
import { useDraft } from '../../base/useDraft.ts';
import { Failure, Key } from '../../ui/parts.tsx';
import { ChoiceRow } from '../ChoiceRow.tsx';
import { useCaseAction } from '../useCaseAction.ts';
import { submitKey, useCtrlEnter } from '../useCtrlEnter.ts';
import { ReplyCalls } from './ReplyCalls.tsx';

const said: Readonly<Record<Verdict, string>> = {
  accepted: '已登记：患者认可',
  not_accepted: '患者不认可，已退回科室再整改',
  unreached: '已登记：未能联系上',
};

const verdictKey = (index: number) => `Alt+${index + 1}`;

export function ReplyForm({ found }: { found: FeedbackCase }) {
  const [content, setContent, dropContent] = useDraft(`reply ${found.id} ${found.round}`, '');
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [way, setWay] = useState<ReplyWay>('call');
  const [patientWords, setPatientWords, dropWords] = useDraft(`patient's words ${found.id} ${found.round}`, '');
  const reply = useCaseAction(client.feedback.reply, () => said[verdict ?? 'accepted']);
  const ready = content.trim() !== '' && verdict !== null;
  const drop = () => {
    dropContent();
    dropWords();
  };
  const submit = () =>
    verdict && reply.mutate({ id: found.id, expectedVersion: found.version, content, verdict, way, patientWords }, { onSuccess: drop });
  useCtrlEnter('登记回复', ready && !reply.isPending, submit);
  useCommands(
    useMemo<Command[]>(
      () =>
        verdicts.codes.map((code, index) => ({
          id: `verdict-${code}`,
          label: verdicts.zh[code],
          keys: [verdictKey(index)],
          inText: true,
          run: () => setVerdict(code),
        })),
      [],
    ),
    '登记回复',
  );
  const missing = found.replying?.missing ?? [];
  const measures = found.rectifications.at(-1)?.measures ?? '';
  return (
    <>
      <div className="card case-form">
        <span className="mut">回拨</span>
        {found.replying && <ReplyCalls found={found} replying={found.replying} />}
        <span className="mut">
          回复内容 <span className="bad">*</span>
        </span>
        <div className="case-stack">
          <Input.TextArea
            aria-label="回复内容"
            autoFocus
            rows={2}
            value={content}
            maxLength={2000}
            placeholder="对患者说了什么；未能联系上的，写明打算怎样处理"
            onChange={(event) => setContent(event.target.value)}
          />
          {content === '' && measures !== '' && (
            <Button size="small" style={{ justifySelf: 'start' }} onClick={() => setContent(`已告知整改结果：${measures}`.slice(0, 2000))}>
              用科室的整改措施填入
            </Button>
          )}
        </div>
        <span className="mut">
          患者意见 <span className="bad">*</span>
        </span>
        <ChoiceRow
          name="患者意见"
          value={verdict}
          onChange={setVerdict}
          choices={verdicts.codes.map((code, index) => ({
            value: code,
            label: (
              <>
                {verdicts.zh[code]} <Key>{capOf(verdictKey(index))}</Key>
              </>
            ),
          }))}
        />
        {verdict === 'unreached' && missing.length > 0 && (
          <>
            <span />
            <div className="warn" role="note">
              还不能登记“未能联系上”：{missing.join('，')}。
            </div>
          </>
        )}
        {verdict !== 'unreached' && (
          <>
            <span className="mut">告知方式</span>
            <ChoiceRow
              name="告知方式"
              value={way}
              onChange={setWay}
              choices={replyWays.codes.map((code) => ({ value: code, label: replyWays.zh[code] }))}
            />
          </>
        )}
        <span className="mut">患者原话</span>
        <Input
          aria-label="患者原话"
          value={patientWords}
          maxLength={2000}
          placeholder={verdict === 'not_accepted' ? '患者为什么不认可，科室会看到' : '可不填'}
          onChange={(event) => setPatientWords(event.target.value)}
        />
      </div>
      <Failure error={reply.error} />
      <div className="row case-act">
        <Button type="primary" disabled={!ready} loading={reply.isPending} onClick={submit}>
          登记回复 <Key>{capOf(submitKey)}</Key>
        </Button>
        {verdict === 'not_accepted' && (
          <span className="mut">
            将退回{found.department}，开始第 {found.round + 1} 轮整改
          </span>
        )}
      </div>
    </>
  );
}
