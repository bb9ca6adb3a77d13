/** Tests which departments appear in the month's tables. */
import { expect, it } from 'vitest';
import { addInterviews, allSatisfied, publishedQuestionnaire } from '../../helpers/interviews.ts';
import { onBothDatabases, openWorkstation, withStaff } from '../../helpers/workstation.ts';

const month = '2026-10';

onBothDatabases('the departments of a month', (kind) => {
  it('are those with interviews, and those that somebody objected to', async () => {
    const workstation = await openWorkstation(kind);
    const staff = await withStaff(workstation);
    const supervisor = workstation.as(staff.users.supervisor);
    const { content } = await workstation.transaction(({ db }) => publishedQuestionnaire(db));
    const supporting = await supervisor.hospital.departments({});
    const idOf = (name: string) => supporting.find((department) => department.name === name)?.id ?? '';
    await addInterviews(workstation, [
      {
        month,
        departmentId: staff.departments.cardiology,
        nurseId: staff.users.nurse.id,
        answers: allSatisfied(content, { process_examination: 'dissatisfied' }),
        opinions: [
          { text: '抽血排队久', departmentId: idOf('检验科'), itemCode: 'process_examination' },
          { text: '希望多几个停车位', departmentId: idOf('后勤保障科') },
        ],
      },
    ]);
    const { departments } = await supervisor.reporting.month({ month });
    expect(departments.map(({ name, interviews, reflected }) => [name, interviews, reflected])).toEqual([
      ['心血管内科', 1, 0],
      ['检验科', 0, 1],
    ]);
    await workstation.close();
  });
});
