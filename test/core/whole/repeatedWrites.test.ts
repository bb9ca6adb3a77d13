/**
 * Tests that every write of the contract can be repeated: its request id, its version or its nature makes it happen
 * once.
 */
import { describe, expect, it } from 'vitest';
import { contractWrites } from '../../helpers/contractWrites.ts';

/** Writes without a request id or a version, and what a second sending of the same finds. */
const secondSending: Readonly<Record<string, string>> = {
  'hospital.setUp': 'refused: set up already',
  'hospital.setUpDemo': 'refused: set up already',
  'accounts.signIn': 'another session of the same person',
  'accounts.signOut': 'signed out already',
  'accounts.changePassword': 'refused: the old password is right no more',
  'hospital.createUser': 'refused: the login is taken',
  'hospital.resetPassword': 'another password for who asked again; nobody has seen the first',
  'accounts.unlock': 'unlocked already',
  'upkeep.confirmClock': 'the same clock',
  'import.previewImport': 'another preview; nothing is imported',
  'import.previewRows': 'reads',
  'import.previewSkipped': 'reads',
  'import.encodings': 'reads',
  'discharges.settleDeathDoubt': 'refused: settled already',
  'import.commitImport': 'refused: the preview is used up',
  'import.rejectsWorkbook': 'a file',
  'import.removeTemplate': 'refused: gone already',
  'import.undoBatch': 'refused: undone already',
  'story.showPhones': 'looked at twice, logged twice',
  'connections.removeConnection': 'gone already',
  'connections.previewPull': 'another preview; nothing is imported',
  'connections.commitPull': 'refused: the preview is used up',
  'connections.pullNow': 'the same rows add nothing',
  'connections.runDuePulls': 'what was pulled is due no more',
  'connections.seePullRuns': 'seen already',
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
  'calls.takeNext': 'another patient is held instead, the first is given back',
  'calls.take': 'held already',
  'calls.release': 'given back already',
  'calls.recordDeath': 'refused: ended',
  'calls.correctDeath': 'refused: nobody is said to be dead',
  'calls.dial': 'the call that runs',
  'calls.endCall': 'the first answer, kept with the call; refused where it says something else',
  'calls.undoEndCall': 'the call that runs',
  'calls.callBack': 'the call that runs',
  'interviews.beginInterview': 'the interview that is open',
  'opinions.learnOpinions': 'learned already',
  'followOn.markRevisit': 'marked already',
  'followOn.writeHandOver': 'the note that waits already',
  'followOn.readHandOver': 'read already',
  'numbers.addDoNotCall': 'refused: on the list already',
  'numbers.liftDoNotCall': 'refused: lifted already',
  'numbers.moveNumber': 'at its place already',
  'numbers.addNumber': 'refused: there already',
  'numbers.markNumber': 'marked already',
  'numbers.printWardSlip': 'printed twice',
  'numbers.answerNumber': 'refused: in doubt no more',
  'numbers.reopenFollowUp': 'refused: open already',
  'paper.printSheets': 'printed twice; who was called since is not entered again',
  'paper.enterPaper': 'the first answer, kept with the last call',
  'quality.drawReviews': 'nothing is lacking',
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
