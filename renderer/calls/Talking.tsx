/** The interview during the call: one step at a time, feedback in its box, everything saved as it is given. */
import { useCallback, useMemo } from 'react';
import type { Department } from '../../shared/accounts/contract/accounts.ts';
import type { AttemptOutcome } from '../../shared/base/contract/words.ts';
import type { Brief } from '../../shared/interviews/contract/brief.ts';
import { isEntitled, mayTalkOfStay } from '../../shared/interviews/rules/disclosure.ts';
import { gateStep, isSpokenStep, notAsked, standsAt, stepAfterAnswer, stepBeside } from '../../shared/interviews/rules/steps.ts';
import { takenBack } from '../../shared/opinions/rules/takenBack.ts';
import { selfHarmOf } from '../../shared/opinions/rules/warningSigns.ts';
import { isAnswered, judge, progress as progressOf, visibleItems } from '../../shared/questionnaires/rules/questionnaire.ts';
import { type Command, useCommands } from '../base/commands.ts';
import {
  askKey,
  type Captured,
  CapturedPanel,
  ConflictDialog,
  factsOf,
  GateStep,
  ItemCard,
  isItemsOwn,
  NotAsked,
  NotReported,
  type OpenInterview,
  OpinionBox,
  Reported,
  SpokenStepCard,
  type StepActions,
  StepStrip,
  saysNothing,
  selfHarmKey,
  stagesOf,
  TakenBack,
  Unreported,
  useInterview,
  useOpinionBox,
} from '../interviews/index.ts';
import { CommandBar } from './CommandBar.tsx';
import { SensitiveBanner } from './PreCall.tsx';
import '../ui/callBanner.css';
import '../ui/callFrame.css';

export function Talking({
  brief,
  interview,
  departments,
  covered = false,
  end,
}: {
  brief: Brief;
  interview: OpenInterview;
  departments: readonly Department[];
  /** A dialog lies over the call. */
  covered?: boolean;
  end: (outcome: AttemptOutcome | null) => void;
}) {
  const { content } = brief.questionnaire;
  const { view, status } = useInterview(interview);
  const { said, answers, opinions } = view;
  const facts = useMemo(() => factsOf(brief), [brief]);
  const items = useMemo(() => visibleItems(content, answers, facts), [content, answers, facts]);
  const step = standsAt({ content, answers, facts }, said.step);
  const item = items.find(({ code }) => code === step);
  const left = useMemo(() => notAsked({ content, answers, facts }), [content, answers, facts]);
  // Nothing of the stay is said, not even by a question, before it is known who answers and that they agree.
  const mayTalk = mayTalkOfStay(said);
  /** Opinions may be volunteered before consent, and with a refusal. */
  const mayWrite = isEntitled(said);
  const barred = !mayTalk && !saysNothing(step);
  const atGate = barred || step === gateStep;
  const writing = useOpinionBox(interview, item, opinions, covered);
  const {
    box,
    own,
    volunteered,
    waits,
    reporting,
    focus: focusBox,
    probe,
    settle: settleBox,
    show,
    begin,
    report,
    another,
    urgent,
  } = writing;
  const confirmed = box !== undefined && view.reported.has(box.key);
  const go = useCallback(
    (to: string) => {
      settleBox();
      interview.say('step', to);
    },
    [interview, settleBox],
  );
  /** The course as it is at a key press: an answer of the same press is in it already. */
  const course = useCallback(() => ({ content, answers: interview.view().answers, facts }), [content, interview, facts]);
  const move = useCallback(
    (by: -1 | 1, from = step) => {
      if (waits) return probe();
      const continues = by === 1 && from === gateStep && interview.view().answers.size > 0;
      // The gate opens by its own answers alone.
      if (by === 1 && from === gateStep && !mayTalkOfStay(interview.view().said)) return;
      go(continues ? stepAfterAnswer(course(), null) : stepBeside(course(), from, by));
    },
    [go, course, interview, step, waits, probe],
  );
  const next = useCallback(() => move(1), [move]);
  /** From an item with its answer to the next that was not asked; from everything else to the next step. */
  const goOn = useCallback(() => {
    if (waits) probe();
    else if (item && isAnswered(interview.view().answers.get(item.code))) go(stepAfterAnswer(course(), item.code));
    else next();
  }, [item, interview, go, course, next, waits, probe]);
  const askRest = useCallback(() => go(stepAfterAnswer(course(), null)), [go, course]);
  const actions = useMemo<StepActions>(
    () => ({
      say: (field, value) => interview.say(field, value),
      next,
      begin,
      report,
      end,
      flush: () => void interview.queue.flush(),
    }),
    [interview, next, begin, report, end],
  );
  /** Identity or consent asked for in the middle: the call goes on from there. */
  const barredActions = useMemo<StepActions>(() => ({ ...actions, next: () => move(1, gateStep) }), [actions, move]);
  const answer = useCallback(
    (value: readonly string[], chosen: boolean) => {
      if (!item) return;
      interview.answer(item, value);
      const { objection } = judge(item, value);
      if (item.kind === 'multiple') {
        if (chosen && !objection) go(stepAfterAnswer(course(), item.code));
      } else if (objection) {
        show(null);
      } else if (chosen) goOn();
    },
    [item, interview, go, course, goOn, show],
  );
  const open = useCallback(
    (opinion: Captured) => {
      const itsItem = isItemsOwn(opinion) ? opinion.askedItem : null;
      if (itsItem !== null) go(itsItem);
      show(itsItem === null ? opinion.key : null);
    },
    [go, show],
  );
  const leaveBox = useCallback(() => {
    if (volunteered) settleBox();
    else goOn();
  }, [volunteered, settleBox, goOn]);

  const bar = useMemo<Command[]>(
    () => [
      { id: 'end', label: '结束通话', keys: ['F9'], run: () => end(null) },
      { id: 'appointment', label: '约定再访', keys: ['F6'], run: () => end('appointment') },
      { id: 'break-off', label: '中断', keys: ['F7'], run: () => end('partial') },
      {
        id: 'relative',
        label: '换家属',
        keys: ['F4'],
        run: () => {
          interview.say('answerer', 'relative');
          interview.say('relation', '');
          go(gateStep);
        },
      },
      { id: 'praise', label: '记表扬', keys: ['F8'], when: mayWrite, run: () => begin('praise') },
      { id: 'urgent', label: urgentLabel(box, reporting, confirmed, interview.rehearsed), keys: ['F2'], when: !reporting, run: urgent },
    ],
    [end, interview, go, begin, urgent, box, reporting, confirmed, mayWrite],
  );
  const commands = useMemo<Command[]>(
    () => [
      ...bar,
      { id: 'continue', label: '下一步', keys: ['Enter'], run: () => (step === 'closing' ? end('completed') : goOn()) },
      { id: 'ask-rest', label: '逐题补问', keys: [askKey], when: step === 'closing' && left.length > 0, run: askRest },
      { id: 'next', label: '下一题', keys: ['ArrowDown', 'PageDown'], run: next },
      { id: 'previous', label: '上一题', keys: ['ArrowUp', 'PageUp'], run: () => move(-1) },
      { id: 'leave-box', label: volunteered ? '写完' : '写完，下一题', keys: ['Ctrl+Enter'], run: leaveBox },
      {
        id: 'box',
        label: '写意见',
        keys: ['O', 'o'],
        when: mayWrite && !atGate,
        run: () => (waits ? probe() : box ? focusBox() : begin('opinion')),
      },
      { id: 'another', label: '再记一条意见', keys: ['Alt+N'], inText: true, when: mayWrite, run: () => another('text') },
      { id: 'elsewhere', label: '记给别的科室', keys: ['Alt+K'], inText: true, when: mayWrite, run: () => another('department') },
      {
        id: 'self-harm',
        label: '说要伤害自己：当即上报',
        keys: [selfHarmKey],
        inText: true,
        run: () => report(selfHarmOf(brief.guidance?.redFlags ?? [])),
      },
      { id: 'leave-text', label: '离开文字', keys: ['Escape'], inText: true, run: leaveText },
    ],
    [
      bar,
      step,
      left,
      next,
      goOn,
      askRest,
      move,
      leaveBox,
      box,
      waits,
      probe,
      volunteered,
      end,
      begin,
      focusBox,
      another,
      report,
      brief,
      mayWrite,
      atGate,
    ],
  );
  useCommands(commands, '访谈');

  const progress = useMemo(() => progressOf(content, answers, facts), [content, answers, facts]);
  const clash = status.state === 'conflict' ? status.clashes[0] : undefined;
  return (
    <>
      <div className="call-middle">
        {!interview.rehearsed &&
          interview.unreported.map((opinion) => (
            <Unreported key={opinion.key} opinion={opinion} department={departments.find(({ id }) => id === opinion.departmentId)?.name} />
          ))}
        <StepStrip stages={stagesOf(content, items)} step={step} go={waits ? probe : go} />
        {brief.sensitive && said.answerer !== 'patient' && <SensitiveBanner />}
        {barred && (
          <p className="call-banner" role="alert">
            {said.answerer === 'other' ? '接听的不是本人或患者指定的家属：不谈住院的事。' : '先确认接听的是谁、是否同意，再往下问。'}
          </p>
        )}
        {barred && <GateStep brief={brief} said={said} actions={barredActions} answered={answers.size > 0} />}
        {!barred && item && <ItemCard key={item.code} item={item} value={answers.get(item.code) ?? []} answer={answer} next={goOn} />}
        {!barred && !item && isSpokenStep(step) && (
          <SpokenStepCard key={step} step={step} brief={brief} said={said} actions={actions} answered={answers.size > 0} />
        )}
        {!barred && step === 'closing' && <NotAsked items={left} content={content} ask={askRest} />}
        <TakenBack opinions={takenBack({ items }, answers, opinions)} content={content} interview={interview} />
        {box && reporting && (interview.rehearsed ? <NotReported /> : <Reported id={view.reported.get(box.key) ?? null} />)}
        {box && (mayWrite || box.severity === 'urgent') && (
          <OpinionBox
            key={box.key}
            brief={brief}
            interview={interview}
            opinion={box}
            ask={box.kind === 'praise' ? '表扬谁？因为什么事？' : box === own ? (item?.probe ?? brief.texts.probe) : brief.texts.probe}
            departments={departments}
            leaveHint={volunteered ? '写完' : '下一题'}
            focusAsked={writing.focusAsked}
          />
        )}
      </div>
      <CapturedPanel
        content={content}
        opinions={opinions}
        progress={progress}
        current={item?.aspect ?? ''}
        departments={departments}
        givenBy={view.givenBy}
        reported={view.reported}
        rehearsed={interview.rehearsed}
        open={open}
      />
      <CommandBar commands={bar} urgent="urgent" />
      {clash && status.state === 'conflict' && (
        <ConflictDialog
          key={clash.thing}
          clash={clash}
          left={status.clashes.length}
          content={content}
          choose={(choice) => interview.choose(clash.thing, choice, clash.theirs)}
        />
      )}
    </>
  );
}

/** @param confirmed whether the core has the report; what was only pressed is on its way */
function urgentLabel(box: Captured | undefined, reporting: boolean, confirmed: boolean, rehearsed: boolean): string {
  if (reporting && rehearsed) return '试拨，不上报';
  if (reporting) return confirmed ? '已上报' : '正在上报';
  return box?.severity === 'urgent' && box.text.trim() === '' ? '取消紧急' : '紧急上报';
}

function leaveText(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
