/** Tests that every record edited by a form carries a version, and that a form based on an older one is refused. */
import { describe, expect, it } from 'vitest';
import { samplePatients } from '../../helpers/calling.ts';
import { contractWrites } from '../../helpers/contractWrites.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';

/** Writes that edit no stored record from a form, and why an older screen does no harm with them. */
const orders: Readonly<Record<string, string>> = {
  'hospital.setUp': 'once',
  'hospital.setUpDemo': 'once',
  'accounts.signIn': 'a session',
  'accounts.signOut': 'a session',
  'accounts.changePassword': 'needs the current one',
  'hospital.createUser': 'new',
  'hospital.resetPassword': 'replaces what nobody sees',
  'accounts.unlock': 'lifts a lock',
  'upkeep.confirmClock': 'takes the present time for right',
  'import.previewImport': 'stores an upload',
  'import.previewRows': 'reads an upload',
  'import.previewSkipped': 'reads an upload',
  'import.encodings': 'reads an upload',
  'discharges.settleDeathDoubt': 'once',
  'import.commitImport': 'the preview is consumed',
  'import.rejectsWorkbook': 'a file',
  'import.removeTemplate': 'removed once',
  'import.undoBatch': 'once',
  'story.showPhones': 'a look',
  'connections.removeConnection': 'removed once',
  'connections.previewPull': 'stores an upload',
  'connections.commitPull': 'the preview is consumed',
  'connections.pullNow': 'an import',
  'connections.runDuePulls': 'the timer',
  'connections.seePullRuns': 'a tick',
  'sampling.draw': 'its own order, refused when drawn meanwhile',
  'sampling.replace': 'once for each',
  'sampling.assignTo': 'an order about open follow-ups',
  'sampling.assign': 'an order about open follow-ups',
  'sampling.assignDepartments': 'an order about open follow-ups',
  'sampling.reassign': 'an order about open follow-ups',
  'sampling.leave': 'here or on leave',
  'questionnaires.templates': 'reads files',
  'questionnaires.createDraft': 'new',
  'questionnaires.removeDraft': 'removed once',
  'questionnaires.use': 'names the version itself',
  'questionnaires.retire': 'once',
  'questionnaires.exportFile': 'a file',
  'questionnaires.importFile': 'new',
  'calls.takeNext': 'a hold',
  'calls.take': 'a hold',
  'calls.release': 'a hold',
  'calls.recordDeath': 'once',
  'calls.correctDeath': 'once',
  'calls.dial': 'a call',
  'calls.endCall': 'once for each call',
  'calls.undoEndCall': 'once, within seconds',
  'calls.callBack': 'a call',
  'interviews.beginInterview': 'begins or goes on',
  'opinions.learnOpinions': 'what is learned',
  'followOn.markRevisit': 'set or taken back',
  'followOn.writeHandOver': 'new, never changed',
  'followOn.readHandOver': 'a tick',
  'numbers.addDoNotCall': 'new',
  'numbers.liftDoNotCall': 'once',
  'numbers.moveNumber': 'names the place itself',
  'numbers.addNumber': 'new',
  'numbers.markNumber': 'a mark in a history',
  'numbers.printWardSlip': 'print',
  'numbers.answerNumber': 'refused where the number is in doubt no more',
  'numbers.reopenFollowUp': 'once',
  'paper.printSheets': 'print',
  'paper.enterPaper': 'refused where somebody called since',
  'quality.drawReviews': 'what is still lacking',
  'feedback.endReplyCall': 'once for each call',
  'feedback.showPhone': 'a look',
  'reporting.workbook': 'a file',
  'reporting.nurseWorkbook': 'a file',
  'reporting.registerWorkbook': 'a file',
  'upkeep.verify': 'reads',
  'upkeep.backup': 'a copy',
  'upkeep.changes': 'pushes',
};

/** `before`: the record itself, as the form showed it. */
const versionFields = ['version', 'expectedVersion', 'revision', 'before'];

describe('every procedure of the contract', () => {
  it('that edits a record asks for the version it was shown with; the others are orders, each named with its reason', () => {
    const unversioned = contractWrites
      .filter(({ fields }) => !fields.some((field) => versionFields.includes(field)))
      .map(({ name }) => name);
    expect(unversioned.filter((name) => !(name in orders))).toEqual([]);
    expect(Object.keys(orders).filter((name) => !unversioned.includes(name))).toEqual([]);
  });
});

onBothDatabases('a form filled in on an older version', (kind) => {
  const house = new House(kind);
  const refused = { code: 'VERSION_CONFLICT', message: expect.stringContaining('请核对两边的内容') };

  it('of the settings is refused: holidays that a colleague has just entered stay; how numbers are dialled counts as one of them', async () => {
    const [admin, supervisor] = [house.as('admin').upkeep, house.supervisor.upkeep];
    const shown = await supervisor.settings({});
    const none = { holidays: [], makeUpDays: [] };
    await admin.saveCalendar({ before: none, after: { ...none, holidays: ['2027-02-05'] } });
    await expect(supervisor.saveSettings({ ...shown, maxAttempts: 3 })).rejects.toMatchObject(refused);
    expect(await supervisor.settings({})).toMatchObject({ holidays: ['2027-02-05'], maxAttempts: 5, version: 1 });
    await expect(admin.saveDialling({ ...shown.dialling, version: shown.version, outsideLine: '9' })).rejects.toMatchObject(refused);
    await admin.saveDialling({ ...shown.dialling, version: 1, outsideLine: '9' });
    expect(await supervisor.settings({})).toMatchObject({ version: 2, dialling: { outsideLine: '9' }, holidays: ['2027-02-05'] });
  });

  it('of the settings is refused also when two save at the same moment', async () => {
    const shown = await house.supervisor.upkeep.settings({});
    const saves = await Promise.allSettled([3, 4].map((maxAttempts) => house.supervisor.upkeep.saveSettings({ ...shown, maxAttempts })));
    expect(saves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('of a department or a user is refused', async () => {
    const { hospital } = house.as('admin');
    const [department] = await hospital.departments({});
    if (!department) throw new Error('no department');
    const saved = await hospital.saveDepartment({ ...department, sensitive: true });
    expect(saved.version).toBe(department.version + 1);
    await expect(hospital.saveDepartment({ ...department, name: '别的名字' })).rejects.toMatchObject(refused);
    const user = (await hospital.users({})).find(({ login }) => login === 'director');
    if (!user) throw new Error('no director');
    const change = { id: user.id, name: '陈书记', role: 'director', departmentId: null, active: true, version: user.version } as const;
    expect((await hospital.updateUser(change)).version).toBe(user.version + 1);
    await expect(hospital.updateUser({ ...change, name: '陈院长' })).rejects.toMatchObject(refused);
  });

  it('of the hospital’s own column names is refused', async () => {
    const { import: importing } = house.as('admin');
    await importing.saveFieldNames({ field: 'ward', names: ['护理单元'], version: 0 });
    await expect(importing.saveFieldNames({ field: 'ward', names: ['楼层'], version: 0 })).rejects.toMatchObject(refused);
    expect((await importing.fieldNames({})).find(({ field }) => field === 'ward')).toMatchObject({ own: ['护理单元'], version: 1 });
  });

  it('of a connection is refused', async () => {
    const { connections } = house.as('admin');
    const draft = {
      name: 'HIS',
      kind: 'postgres',
      host: '10.0.0.5',
      port: 5432,
      database: 'his',
      user: 'huifang',
      password: 'x',
      tls: 'off',
      certificate: '',
      source: { kind: 'view', view: 'v', dateColumn: 'd' },
      schedule: null,
    } as const;
    const { id, version } = await connections.saveConnection(draft);
    await connections.saveConnection({ ...draft, id, version, name: 'HIS 东院' });
    await expect(connections.saveConnection({ ...draft, id, version, name: 'HIS 西院' })).rejects.toMatchObject(refused);
    expect((await connections.list({})).map(({ name }) => name)).toEqual(['HIS 东院']);
  });

  it('of what a supervisor found out is refused where another one wrote it down meanwhile', async () => {
    const [one] = await samplePatients(house.workstation, house.staff, [{}]);
    const followUpId = one?.followUpId ?? '';
    const { calls } = house.as('nurse');
    await calls.take({ followUpId });
    const { attemptId } = await calls.dial({ followUpId, phoneId: one?.phoneIds[0] ?? '' });
    await calls.endCall({ followUpId, attemptId, outcome: 'denies_stay', note: '说没住过院' });
    await house.supervisor.followOn.verify({ followUpId, finding: '同名患者' });
    await expect(house.supervisor.followOn.verify({ followUpId, finding: '确为本院患者' })).rejects.toMatchObject(refused);
    await house.supervisor.followOn.verify({ followUpId, finding: '同名患者，电话已更正', version: 1 });
    const { rows } = await house.supervisor.followOn.verifications({ filter: 'verified' });
    expect(rows[0]?.verified).toMatchObject({ finding: '同名患者，电话已更正', version: 2 });
  });
});
