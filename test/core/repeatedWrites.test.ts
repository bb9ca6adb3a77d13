/** Every write of the contract may be sent again when its answer was lost: by its request id, its version, or its nature it is done once. */
import { describe, expect, it } from 'vitest';
import { contractWrites } from '../helpers/contractWrites.ts';

/** Writes without a request id or a version, and what a second sending of the same finds. */
const secondSending: Readonly<Record<string, string>> = {
  'accounts.setUp': 'refused: set up already',
  'accounts.setUpDemo': 'refused: set up already',
  'accounts.signIn': 'another session of the same person',
  'accounts.signOut': 'signed out already',
  'accounts.changePassword': 'refused: the old password is right no more',
  'accounts.createUser': 'refused: the login is taken',
  'accounts.resetPassword': 'another password for who asked again; nobody has seen the first',
  'accounts.unlock': 'unlocked already',
  'upkeep.confirmClock': 'the same clock',
  'discharges.previewImport': 'another preview; nothing is imported',
  'discharges.previewRows': 'reads',
  'discharges.previewSkipped': 'reads',
  'discharges.encodings': 'reads',
  'discharges.settleDeathDoubt': 'refused: settled already',
  'discharges.commitImport': 'refused: the preview is used up',
  'discharges.rejectsWorkbook': 'a file',
  'discharges.removeTemplate': 'refused: gone already',
  'discharges.undoBatch': 'refused: undone already',
  'discharges.showPhones': 'looked at twice, logged twice',
  'discharges.removeConnection': 'gone already',
  'discharges.previewPull': 'another preview; nothing is imported',
  'discharges.commitPull': 'refused: the preview is used up',
  'discharges.pullNow': 'the same rows add nothing',
  'discharges.runDuePulls': 'what was pulled is due no more',
  'discharges.seePullRuns': 'seen already',
  'sampling.draw': 'refused: drawn since the order was shown',
  'sampling.replace': 'refused: replaced already',
  'sampling.assignTo': 'given already',
  'sampling.assign': 'nothing is left to deal',
  'sampling.assignDepartments': 'given already',
  'sampling.reassign': 'given already',
  'sampling.leave': 'on leave already',
  'questionnaires.templates': 'reads',
  'questionnaires.createDraft': 'a second draft on the shelf, which nothing reads',
  'questionnaires.removeDraft': 'gone already',
  'questionnaires.use': 'in use already',
  'questionnaires.retire': 'retired already',
  'questionnaires.exportFile': 'a file',
  'questionnaires.importFile': 'a second draft on the shelf, which nothing reads',
  'calling.takeNext': 'another patient is held instead, the first is given back',
  'calling.take': 'held already',
  'calling.release': 'given back already',
  'calling.recordDeath': 'refused: ended',
  'calling.correctDeath': 'refused: nobody is said to be dead',
  'calling.dial': 'the call that runs',
  'calling.endCall': 'the first answer, kept with the call',
  'calling.undoEndCall': 'the call that runs',
  'calling.callBack': 'the call that runs',
  'calling.beginInterview': 'the interview that is open',
  'calling.learnOpinions': 'learned already',
  'calling.markRevisit': 'marked already',
  'calling.writeHandOver': 'the note that waits already',
  'calling.readHandOver': 'read already',
  'calling.addDoNotCall': 'refused: on the list already',
  'calling.liftDoNotCall': 'refused: lifted already',
  'calling.moveNumber': 'at its place already',
  'calling.addNumber': 'refused: there already',
  'calling.markNumber': 'marked already',
  'calling.printWardSlip': 'printed twice',
  'calling.answerNumber': 'refused: in doubt no more',
  'calling.reopenFollowUp': 'refused: open already',
  'calling.printSheets': 'printed twice; who was called since is not entered again',
  'calling.enterPaper': 'refused: called since',
  'calling.drawReviews': 'nothing is lacking',
  'feedback.showPhone': 'looked at twice, logged twice',
  'feedback.endReplyCall': 'ended so already',
  'reporting.workbook': 'a file',
  'reporting.nurseWorkbook': 'a file',
  'reporting.registerWorkbook': 'a file',
  'upkeep.verify': 'reads',
  'upkeep.backup': 'another copy',
  'upkeep.changes': 'pushes',
};

/** A second sending answers as the first, or is refused because the record is another since. */
const once = ['requestId', 'version', 'expectedVersion', 'revision', 'before'];

describe('every write of the contract', () => {
  const bare = contractWrites.filter(({ fields }) => !fields.some((field) => once.includes(field))).map(({ name }) => name);

  it('carries a request id or a version, or says what its second sending finds', () => {
    expect(bare.filter((name) => !(name in secondSending))).toEqual([]);
    expect(Object.keys(secondSending).filter((name) => !bare.includes(name))).toEqual([]);
  });
});
