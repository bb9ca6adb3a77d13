/** Procedures of the feedback room. */
import type { Handlers } from '../base/door.ts';
import { caseOf } from './caseView.ts';
import { accept, acknowledge, dispatch, saveRectification, submitRectification } from './department.ts';
import { alarms } from './escalation.ts';
import { list } from './list.ts';
import { rectificationTexts } from './rectificationTexts.ts';
import { regrade, transfer } from './redirecting.ts';
import { dialReply, endReplyCall, runningReplyCall } from './replyCalls.ts';
import { close, reply, review, showPhone } from './settling.ts';

export const feedback: Handlers<'feedback'> = {
  list,
  alarms,
  get: (ctx, input) => caseOf(ctx, input.id),
  dispatch,
  transfer,
  regrade,
  acknowledge,
  accept,
  saveRectification,
  rectificationTexts,
  submitRectification,
  review,
  dialReply,
  endReplyCall,
  runningReplyCall,
  reply,
  close,
  showPhone,
};
