import { Button } from 'antd';
import { createPortal } from 'react-dom';
import { sexes } from '../../shared/base/contract/words.ts';
import { civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import type { Brief } from '../../shared/interviews/contract/brief.ts';
import type { DayLine } from '../../shared/worklist/contract/workList.ts';
import { codeOf, sentenceOf } from '../base/client.ts';
import { type Edit, isCallBack, type SaveStatus } from '../interviews/index.ts';
import { Mark } from '../ui/parts.tsx';
import { useNow } from '../ui/useNow.ts';
import { clockOf, duration, longDate, phoneGroups } from '../worklist/index.ts';
import '../ui/callFrame.css';
import '../ui/clip.css';
import './callHeader.css';

/** A number as it is dialled. */
export type Phone = Pick<Brief['patient']['phones'][number], 'id' | 'number' | 'kind' | 'extension' | 'relation'>;

/** Whose call it is, the number, the time running, and whether everything said is saved. */
export function CallHeader({
  brief,
  phone,
  since,
  answered,
  status,
  known,
  retry,
  leave,
}: {
  brief: Brief;
  phone: Phone | null;
  /** When the call began on this machine's clock; null before dialling. */
  since: number | null;
  /** When somebody answered; null while it rings. */
  answered: number | null;
  status: SaveStatus<Edit> | null;
  /** Whether it is known who is on the line and that they agree: before, the head says nothing of the stay. */
  known: boolean;
  retry: () => void;
  /** Back to the work list, for a call that can no longer be saved. */
  leave: () => void;
}) {
  const { patient, stay } = brief;
  return (
    <header className="call-head">
      <h1>{patient.name}</h1>
      <span className="mut">
        {sexes.zh[patient.sex]} · {patient.ageText}
      </span>
      {known ? (
        <>
          <span className="call-clip">
            {stay.department}
            {stay.doctor && ` · ${stay.doctor}`}
          </span>
          <span className="mut">
            {longDate(stay.dischargeDate)}出院（第 {stay.daysSince} 天）
          </span>
        </>
      ) : (
        <Mark>科室、医生、日期：确认身份和同意后显示</Mark>
      )}
      {isCallBack(brief) ? <Mark tone="accent">患者回拨</Mark> : <Mark>第 {dialsOf(brief) + 1} 次拨打</Mark>}
      <span className="grow" />
      {phone && (
        <span>
          {phoneGroups(phone.number)}
          {phone.extension && ` 转 ${phone.extension}`} <span className="dim">{phone.relation || '本人'}</span>
        </span>
      )}
      {since !== null && <Timer since={since} answered={answered} />}
      {status && <SavedMark status={status} retry={retry} leave={leave} />}
    </header>
  );
}

/** How often the patient was dialled before this call; calls of the patient's own are none. */
const dialsOf = ({ attempts }: Brief) => attempts.filter(({ endedAt, incoming }) => endedAt !== null && !incoming).length;

/** The one clock: while it rings, since dialling; then since somebody answered. */
function Timer({ since, answered }: { since: number; answered: number | null }) {
  const now = useNow();
  return (
    <span className="timer" role="timer" aria-label={answered === null ? '响铃时长' : '通话时长'}>
      {answered === null ? `响铃 ${duration(now - since)}` : `通话 ${duration(now - answered)}`}
    </span>
  );
}

function SavedMark({ status, retry, leave }: { status: SaveStatus<Edit>; retry: () => void; leave: () => void }) {
  const again = (
    <Button size="small" onClick={retry}>
      立即重试
    </Button>
  );
  const reason = status.state === 'refused' ? sentenceOf(status.error) : '';
  const mark = {
    saved: () => <Mark tone="good">{status.state === 'saved' && status.at ? `已保存 ${clockOf(status.at)}` : '已保存'}</Mark>,
    saving: () => <Mark>保存中</Mark>,
    retrying: () =>
      status.state === 'retrying' && codeOf(status.error) === 'NOT_SIGNED_IN' ? (
        <Mark tone="bad">未保存，请重新登录</Mark>
      ) : (
        <>
          <Mark tone="warn">未保存，重试中</Mark>
          {again}
        </>
      ),
    conflict: () => <Mark tone="bad">两边不一致，请选择</Mark>,
    refused: () => (
      <>
        <span className="call-clip bad" title={reason}>
          未能保存：{reason}
        </span>
        {again}
        <Button size="small" onClick={leave}>
          返回列表
        </Button>
      </>
    ),
  }[status.state];
  return (
    <span className="row saved" data-testid="saved" data-state={status.state} role="status">
      {mark()}
    </span>
  );
}

/** Today's numbers in the top bar of the shell. */
export function TodayLine({ day }: { day: DayLine }) {
  const slot = document.getElementById('shell-middle');
  if (!slot) return null;
  const today = day.nextAppointment && civilDateOf(day.nextAppointment) === civilDateOf(new Date().toISOString());
  const next = today ? ` · 下一个预约 ${civilTimeOf(day.nextAppointment ?? '')}` : '';
  return createPortal(
    <span className="today mut">
      今日 完成 {day.completedToday} / 还需 {day.completesNeededToday} · 拨打 {day.dialledToday}
      {next}
    </span>,
    slot,
  );
}
