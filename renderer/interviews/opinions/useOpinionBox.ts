/** Hook for the feedback box during a call: the feedback shown, what requests the focus, how the box closes. */
import { useCallback, useEffect, useState } from 'react';
import type { FeedbackKind } from '../../../shared/base/contract/words.ts';
import { reportOf, type WarningSign } from '../../../shared/opinions/rules/warningSigns.ts';
import type { Item } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { type Captured, itemKey } from '../edits.ts';
import type { OpenInterview } from '../openInterview.ts';
import type { FocusAsked } from './OpinionBox.tsx';
import { keepOpenBox, openBoxOf } from './openBox.ts';

const noFocus: FocusAsked = { times: 0, on: 'text' };

/**
 * @param item the question that is being asked; undefined in the steps around the questionnaire
 * @param covered a dialog lies over the call: the words that were being written wait until it is gone
 */
export function useOpinionBox(interview: OpenInterview, item: Item | undefined, opinions: readonly Captured[], covered: boolean) {
  const [leftOpen] = useState(() => openBoxOf(interview.id));
  const leftOwn = item !== undefined && leftOpen === itemKey(item.code);
  /** Opinion opened beside the item's own, and how often a box was asked to take the focus. */
  const [opened, setOpened] = useState(leftOwn ? null : leftOpen);
  /** The multiple choice whose opinion was asked for. */
  const [probed, setProbed] = useState<string | null>(leftOwn ? item.code : null);
  const [focusAsked, askFocus] = useState<FocusAsked>(leftOpen === null ? noFocus : { times: 1, on: 'text' });
  const focus = useCallback((on: FocusAsked['on'] = 'text') => askFocus(({ times }) => ({ times: times + 1, on })), []);

  // A long step leaves little room for the box below it; whoever writes sees all of it.
  useEffect(() => {
    if (focusAsked.times > 0) document.querySelector('.opinion-box')?.scrollIntoView({ block: 'nearest' });
  }, [focusAsked]);

  const own = item ? opinions.find(({ key }) => key === itemKey(item.code)) : undefined;
  /** Several choices are still being made: what is behind an objection is asked when the item is left. */
  const waits = item?.kind === 'multiple' && own?.text.trim() === '' && probed !== item.code;
  const box = opinions.find(({ key }) => key === opened) ?? (waits ? undefined : own);
  const reporting = box !== undefined && interview.reporting(box.key);

  const written = focusAsked.times > 0 ? (box?.key ?? null) : null;
  useEffect(() => {
    if (!interview.rehearsed) keepOpenBox(interview.id, written);
  }, [interview, written]);
  useEffect(() => {
    if (!covered) askFocus((asked) => (asked.times > 0 ? { times: asked.times + 1, on: 'text' } : asked));
  }, [covered]);

  const probe = useCallback(() => {
    setProbed(item?.code ?? null);
    focus();
  }, [item, focus]);
  /** What is urgent and written goes out at the latest when its box is left; then the keys are the step's again. */
  const settle = useCallback(() => {
    if (box?.severity === 'urgent') interview.escalate(box.key);
    void interview.queue.flush();
    setOpened(null);
    askFocus(noFocus);
  }, [box, interview]);
  /** @param key an opinion beside the item's own; null for that one */
  const show = useCallback(
    (key: string | null) => {
      setOpened(key);
      focus();
    },
    [focus],
  );
  const begin = useCallback(
    (kind: FeedbackKind, urgent = false) => {
      const key = interview.begin(kind);
      if (urgent) interview.write(key, { severity: 'urgent' });
      show(key);
    },
    [interview, show],
  );
  /** A warning sign goes out as it is pressed; pressed again, more can be written to it. */
  const report = useCallback(
    (sign: WarningSign) => {
      const text = reportOf(sign);
      const sent = interview.view().opinions.find((one) => one.text.startsWith(text) && interview.reporting(one.key));
      const key = sent?.key ?? interview.begin('opinion');
      if (!sent) {
        interview.write(key, { severity: 'urgent', text });
        interview.escalate(key);
      }
      show(key);
    },
    [interview, show],
  );
  /** One more beside what is being written: on the same objection, for the text or straight for another department. */
  const another = useCallback(
    (on: FocusAsked['on']) => {
      const blank = box && box.kind !== 'praise' && box.text.trim() === '';
      if (!blank) setOpened(interview.begin('opinion', item && own ? item : null));
      focus(on);
    },
    [box, interview, item, own, focus],
  );
  const urgent = useCallback(() => {
    if (!box || box.kind === 'praise') return begin('opinion', true);
    if (interview.reporting(box.key)) return;
    if (box.text.trim() !== '') return interview.escalate(box.key);
    interview.write(box.key, { severity: box.severity === 'urgent' ? 'general' : 'urgent' });
    focus();
  }, [box, begin, interview, focus]);

  return {
    box,
    own,
    /** The box shows an opinion that no question asked for. */
    volunteered: box !== undefined && box.key === opened,
    waits,
    reporting,
    focusAsked,
    focus,
    probe,
    settle,
    show,
    begin,
    report,
    another,
    urgent,
  };
}
