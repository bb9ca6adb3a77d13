/** The nurse's desk on the screen: the queue, what comes due, two nurses at once, what stands before a call, the next shift. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Schema } from '../../../electron/core/base/db/schema.ts';
import { recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import { recordAttempts } from '../../../electron/core/paper/recordInterview.ts';
import { type Patient, type Sampled, samplePatients } from '../../helpers/calling.ts';
import { openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';
import { Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';
const minutes = (count: number) => new Date(Date.parse(now) + count * 60_000).toISOString();

type Standing = Partial<Schema['follow_up']>;
interface Person extends Patient {
  readonly standing?: Standing;
}

const again = (last_outcome: Schema['follow_up']['last_outcome'], more: Standing = {}): Standing => ({
  last_outcome,
  attempts: 1,
  last_attempt_at: minutes(-1_300),
  next_at: minutes(-30),
  ...more,
});
const agreed = (at: string): Standing => again('appointment', { appointment_at: at, next_at: at, contacted: 1 });

const others = ['王桂兰', '李建军', '陈秀英', '赵敏华', '马建国', '何秀兰', '孙立新', '周玲玲', '吴海涛', '郑玉梅', '冯志强', '杨春燕'];

function people({ departments, users }: Staff): Person[] {
  const bone = departments.orthopedics;
  return [
    { name: '欧阳建国', diagnosis: '高血压病3级', standing: agreed(minutes(-75)) },
    { name: '单于浩', departmentId: bone, diagnosis: '锁骨骨折', standing: again('partial', { contacted: 1 }) },
    { name: '刘淑芬', sex: 'female', standing: again('busy') },
    { name: '黄国庆', dischargeDate: '2026-10-27', standing: again('powered_off') },
    { name: '徐文博', standing: again('no_answer') },
    { name: eager, sex: 'female' },
    { name: '刘桂英', sex: 'female', diagnosis: '2型糖尿病', nurseId: users.nurse.id, standing: agreed(minutes(6)) },
    ...others.map((name, index) => ({
      name,
      sex: index % 2 === 0 ? ('female' as const) : ('male' as const),
      departmentId: index % 3 === 0 ? bone : departments.cardiology,
      diagnosis: index % 3 === 0 ? '股骨颈骨折' : '冠状动脉粥样硬化性心脏病',
      dischargeDate: index < 2 ? '2026-10-26' : index < 4 ? '2026-10-27' : '2026-11-03',
    })),
  ];
}

/** Names of the patients whose screens are opened one by one. */
const rich = '何秀兰';
const dead = '孙立新';
const quiet = '周玲玲';
/** Dialled four times within minutes. */
const eager = '林小雨';

async function richHistory(workstation: TestWorkstation, staff: Staff, patient: Sampled, earlier: Sampled): Promise<void> {
  const { users, departments } = staff;
  const nurse = workstation.as(users.nurse);
  const { followUpId } = patient;
  await workstation.as(users.supervisor).sampling.assignTo({ followUpIds: [followUpId], nurseId: users.nurse.id });
  const dial = async (at: string, end: { outcome: 'no_answer' | 'appointment'; note?: string; appointmentAt?: string }) => {
    workstation.setNow(at);
    await nurse.calls.take({ followUpId });
    const { attemptId } = await nurse.calls.dial({ followUpId, phoneId: patient.phoneIds[0] ?? '' });
    await nurse.calls.endCall({ followUpId, attemptId, ...end });
  };
  await dial('2026-11-08T02:10:00.000Z', { outcome: 'no_answer' });
  await dial('2026-11-09T06:30:00.000Z', { outcome: 'appointment', note: '女儿接的，说本人今天上午在家', appointmentAt: minutes(3) });
  workstation.setNow(now);
  await workstation
    .as(users.nurse2)
    .followOn.writeHandOver({ text: '听力不好，请慢一点说，先报医院名字', followUpId: null, toUserId: null });
  await workstation
    .as(users.supervisor)
    .followOn.writeHandOver({ text: '家属昨天来电问复查，请先答复：周四门诊', followUpId, toUserId: users.nurse.id });
  await nurse.calls.release({ followUpId });
  const written = { causeKind: '法', cause: '流程不清', measures: '修订流程', responsible: '陈护士长', doneDate: null };
  const { supervisor } = users;
  await workstation.transaction(async (ctx) => {
    await recordFeedback(ctx, [
      {
        interviewId: null,
        followUpId: null,
        dischargeId: earlier.dischargeId,
        month: '2026-06',
        kind: 'opinion',
        itemCode: null,
        aspect: 'process',
        departmentId: departments.orthopedics,
        severity: 'general',
        text: '换药等了三天，没有人说明',
        staffName: '',
        registeredAt: '2026-06-20T02:00:00.000Z',
        registeredBy: users.nurse.id,
        steps: [
          { action: 'dispatch', at: '2026-06-20T03:00:00.000Z', by: supervisor.id },
          { action: 'accept', at: '2026-06-20T04:00:00.000Z', by: supervisor.id },
          { action: 'rectify', at: '2026-06-21T02:00:00.000Z', by: supervisor.id, ...written },
          { action: 'review_pass', at: '2026-06-22T02:00:00.000Z', by: supervisor.id, comment: '' },
          {
            action: 'reply',
            at: '2026-06-23T02:00:00.000Z',
            by: users.nurse.id,
            content: '换药已改为固定时间，护士长致歉',
            verdict: 'accepted',
            patientWords: '',
            way: 'person',
            calls: [],
          },
        ],
      },
    ]);
    const told = { remark: '低盐低脂饮食，华法林每日一次，两周后复查凝血', revisit_date: '2026-11-17' };
    await ctx.db.updateTable('discharge').set(told).where('id', '=', patient.dischargeId).execute();
  });
}

async function seed(workstation: TestWorkstation): Promise<void> {
  // The history begins two days before, and the clock of a workstation never goes back.
  workstation.setNow('2026-11-08T02:00:00.000Z');
  const staff = await withStaff(workstation);
  const all = people(staff);
  const patients = await samplePatients(workstation, staff, [
    ...all,
    {
      name: rich,
      person: 'rich',
      dischargeDate: '2026-06-12',
      departmentId: staff.departments.orthopedics,
      diagnosis: '锁骨骨折',
      month: '2026-06',
      notSampled: true,
    },
    { name: dead, person: 'dead', dischargeDate: '2026-11-06', month: '2026-11', notSampled: true },
    { name: '何小宝', dischargeDate: '2026-11-01', phones: ['13800138001'], month: '2026-11', notSampled: true },
  ]);
  const of = (name: string) => patients[all.findIndex((person) => person.name === name)];
  await workstation.transaction(async (ctx) => {
    const { db } = ctx;
    for (const [index, { standing }] of all.entries()) {
      const patient = patients[index];
      if (standing)
        await db
          .updateTable('follow_up')
          .set(standing)
          .where('id', '=', patient?.followUpId ?? '')
          .execute();
    }
    await recordAttempts(ctx, [
      {
        followUpId: of(eager)?.followUpId ?? '',
        attempts: [-23, -22, -21, -20].map((at) => ({
          nurseId: staff.users.nurse2.id,
          startedAt: minutes(at),
          endedAt: minutes(at),
          outcome: 'no_answer' as const,
          note: '',
        })),
      },
    ]);
    await db
      .updateTable('discharge')
      .set({ patient_id: 'p-rich' })
      .where('id', '=', of(rich)?.dischargeId ?? '')
      .execute();
    await db
      .updateTable('phone')
      .set({ number: '13800138001' })
      .where('discharge_id', '=', of(rich)?.dischargeId ?? '')
      .execute();
    await db
      .updateTable('discharge')
      .set({ patient_id: 'p-dead' })
      .where('id', '=', of(dead)?.dischargeId ?? '')
      .execute();
    await db
      .updateTable('discharge')
      .set({ outcome: 'died', discharge_mode: '5' })
      .where('id', '=', patients.at(-2)?.dischargeId ?? '')
      .execute();
    await db
      .updateTable('discharge')
      .set({ icd10: 'B24.x01', diagnosis: '艾滋病' })
      .where('id', '=', of(quiet)?.dischargeId ?? '')
      .execute();
  });
  const [patient, earlier] = [of(rich), patients.at(-3)];
  if (patient && earlier) await richHistory(workstation, staff, patient, earlier);
  workstation.setNow(now);
}

describe('the nurse’s desk in the browser', () => {
  const stage = new Stage(now);
  beforeAll(async () => {
    const workstation = await openWorkstation('sqlite', now, stage.dataDir);
    await seed(workstation);
    await workstation.close();
    await stage.startHost();
    await stage.openBrowser();
    await stage.signIn('nurse');
  });
  afterAll(() => stage.close());

  const queue = (page: Page = stage.page) => page.locator('[data-testid=queue][data-state=ready]');
  const rows = (page: Page = stage.page) => queue(page).locator('.queue-row[data-group]');
  const text = (words: string | RegExp) => stage.page.getByText(words).filter({ visible: true }).first();
  /** Opens one patient from the list by typing the name. */
  const call = async (name: string) => {
    await queue().waitFor();
    await stage.press('f');
    await stage.page.getByLabel('查找', { exact: true }).fill(name);
    await stage.page.locator(`[data-testid=queue][data-total="1"]`).waitFor();
    await stage.press('Enter');
    await rows().filter({ hasText: name }).click();
    await stage.page.locator('[data-phase=before]').waitFor();
  };
  const leave = async () => {
    await stage.press('Escape');
    await queue().waitFor();
  };

  it('shows the queue in its order, the groups with their numbers, and what is late', async () => {
    await rows().first().waitFor();
    const groups = await rows().evaluateAll((all) => all.map((row) => row.getAttribute('data-group')));
    expect(groups.slice(0, 7)).toEqual([
      'due_appointment',
      'missed_appointment',
      'callback',
      'busy',
      'not_reached',
      'no_answer',
      'never_called',
    ]);
    expect(groups.at(-1)).toBe('hidden_today');
    await text(/今日预约 3 个/).waitFor();
    await stage.look('60-work-list');
    await stage.press('f');
    await stage.page.getByLabel('期限').getByText('逾期').click();
    await stage.press('Escape');
    await stage.page.locator('[data-testid=queue][data-total="2"]').waitFor();
    await stage.look('61-work-list-late');
    await stage.page.getByRole('button', { name: '取消筛选 逾期' }).click();
    await stage.press('7');
    await stage.page.locator('[data-testid=queue][data-total="11"]').waitFor();
    await stage.press('0', 'f');
    await stage.page.getByLabel('查找', { exact: true }).fill('cyh');
    await stage.page.locator('[data-testid=queue][data-total="1"]').waitFor();
    await stage.look('62-work-list-found');
    await stage.page.getByLabel('查找', { exact: true }).fill('nobody');
    await text('没有符合筛选条件的患者').waitFor();
    await stage.press('Enter');
    await stage.look('63-work-list-empty');
    await stage.page.getByRole('button', { name: '清除筛选' }).click();
    await rows().first().waitFor();
  });

  it('never gives one patient to two nurses who press Enter at once, and says who holds one', async () => {
    const other = await stage.another('nurse2');
    await rows(other).first().waitFor();
    for (let round = 0; round < 3; round += 1) {
      const pages = [stage.page, other];
      await Promise.all(pages.map((page) => page.keyboard.press('Enter')));
      await Promise.all(pages.map((page) => page.locator('[data-phase=before][data-keys=ready]').waitFor()));
      const [mine, hers] = pages.map((page) => page.url());
      expect(mine).not.toBe(hers);
      if (round < 2) {
        await Promise.all(pages.map((page) => page.keyboard.press('Escape')));
        await Promise.all(pages.map((page) => rows(page).first().waitFor()));
      }
    }
    const name = (await other.locator('.call-head h1').textContent()) ?? '';
    await leave();
    const held = rows().filter({ hasText: name });
    await held.getByText(/ 处理中/).waitFor();
    await held.click();
    await text(/正在处理这位患者，请换一位。/).waitFor();
    await other.context().close();
    await leave();
  });

  it('tells of an appointment that comes due while the nurse sits on the list, without a touch', async () => {
    await stage.page.getByTestId('due-now').getByText('另有 1 位也到时').waitFor({ timeout: 120_000 });
    await stage.look('64-due-now');
    await stage.page.getByRole('button', { name: '知道了' }).first().click();
  });

  it('shows before the call what matters: a colleague’s note, the promise, earlier opinions, good hours, all that happened', async () => {
    await call(rich);
    await stage.page.getByTestId('handed-over').getByText('家属昨天来电问复查').waitFor();
    for (const words of [
      '女儿接的，说本人今天上午在家',
      '换药等了三天，没有人说明',
      /华法林每日一次/,
      /以前在 .* 接通过/,
      '同号患者 2 人',
      /周主任 分配给 王静/,
    ])
      await text(words).waitFor();
    await stage.look('65-before-call');
    await leave();
  });

  it('says before the last dial what is missing and from when it counts, asks no reason for it, and dials nothing', async () => {
    await call(eager);
    await text('还缺另一天、另一个时段的拨打').waitFor();
    await text(/请在 11-11 周三 12:00 之后再打/).waitFor();
    expect(await stage.page.getByLabel(/请写明原因/).count()).toBe(0);
    await stage.look('65-before-call-too-soon');
    await stage.press('Enter');
    await stage.page.locator('.ant-message').getByText('最多拨打 5 次，还缺另一天、另一个时段的拨打').waitFor();
    await stage.page.locator('[data-phase=before]').waitFor();
    await leave();
  });

  it('does not end a follow-up by one key that calls its only number wrong before a call found it so', async () => {
    await call(eager);
    await stage.press('x');
    await stage.page.locator('.ant-message').getByText('还没有一次拨打证明它有误').waitFor();
    await stage.look('65-before-call-last-number');
    await stage.page.locator('[data-phase=before]').waitFor();
    await leave();
  });

  it('says nothing of the stay in the first sentence of a sensitive call', async () => {
    await call(quiet);
    await stage.page.locator('.call-banner').waitFor();
    const said = (await stage.page.locator('.call-say').first().textContent()) ?? '';
    expect(said).not.toMatch(/科|出院|住院|艾滋|11月/);
    await stage.look('66-before-call-sensitive');
    await leave();
  });

  it('stops before the family of a dead patient is called, and ends the follow-up without a call', async () => {
    await call(dead);
    await stage.page.getByTestId('death-stop').getByText('登记显示这位患者已故').waitFor();
    await stage.look('67-before-call-dead');
    await stage.press('F9');
    await queue().waitFor();
    await stage.press('f');
    await stage.page.getByLabel('查找', { exact: true }).fill(dead);
    await text('没有符合筛选条件的患者').waitFor();
    await stage.press('Escape');
    await stage.page.getByRole('button', { name: '清除筛选' }).click();
  });

  it('hands over to the next shift: counted in the rail, read, ticked', async () => {
    const rail = stage.page.getByRole('navigation', { name: '导航' }).getByRole('link', { name: /交接班/ });
    await rail.getByText('2').waitFor();
    await stage.room('交接班');
    await stage.page.getByTestId('hand-overs').getByText('听力不好').waitFor();
    await stage.look('68-hand-over');
    await stage.press('Enter');
    await rail.getByText('1').waitFor();
    await stage.press('n');
    await stage.page.getByLabel('内容').fill('骨科一病区的号码今天核对过，下午可以打了');
    await stage.look('69-hand-over-write');
    await stage.press('Control+Enter');
    await stage.page.getByLabel('哪些交接').getByText('我写的').click();
    await stage.page.getByTestId('hand-overs').getByText('骨科一病区的号码今天核对过').waitFor();
  });

  it('says so when the host cannot be reached, and shows the list as it was', async () => {
    await stage.room('回访任务');
    await rows().first().waitFor();
    await stage.host.kill('SIGKILL');
    await stage.press('Enter');
    await text(/连接不上回访工作站/).waitFor();
    await text(/恢复后自动更新/).waitFor({ timeout: 60_000 });
    await stage.look('70-work-list-offline');
    await expect.poll(() => rows().count()).toBeGreaterThan(5);
    await stage.startHost();
    await stage.page.locator('.ant-alert').waitFor({ state: 'hidden', timeout: 60_000 });
  }, 150_000);
});
