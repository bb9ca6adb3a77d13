/** The frame of every room: top bar, navigation rail by role, cheat-sheet, lock. */
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { App, Button, Dropdown, Modal } from 'antd';
import { type MouseEvent, useMemo, useState } from 'react';
import { type Role, roles } from '../shared/base/contract/words.ts';
import { ChangePassword, LockScreen, SignInAgain } from './accounts/index.ts';
import { api } from './base/client.ts';
import { type Command, capOf, useAllCommands, useCommands, useFirstKey } from './base/commands.ts';
import { useFreshness } from './base/pushes/freshness.ts';
import { leftBehind, signOut, useSignedIn, useUser } from './base/signedIn.ts';
import { usePullMark } from './connections/index.ts';
import { SearchBox } from './discharges/index.ts';
import { AlarmBar, ReplyCallBar } from './feedback/index.ts';
import { useFollowOnCount } from './followOn/index.ts';
import { Key, Mark } from './ui/parts.tsx';
import { CalendarNotice, useMissingYear } from './upkeep/index.ts';
import { RunningCallBar } from './worklist/index.ts';

interface RailEntry {
  readonly to: string;
  readonly label: string;
  /** Pressed after G. */
  readonly letter: string;
  readonly roles: readonly Role[];
  /** At the foot of the rail. */
  readonly foot?: boolean;
}

const everyRoom: readonly RailEntry[] = [
  { to: '/work-list', label: '回访任务', letter: 'R', roles: ['nurse', 'supervisor', 'director'] },
  { to: '/replies', label: '待回复患者', letter: 'P', roles: ['nurse', 'supervisor'] },
  { to: '/revisits', label: '复诊与核实', letter: 'F', roles: ['nurse', 'supervisor'] },
  { to: '/paper', label: '纸质回访', letter: 'Z', roles: ['nurse', 'supervisor'] },
  { to: '/numbers', label: '号码核对', letter: 'M', roles: ['nurse'] },
  { to: '/numbers', label: '号码与勿扰', letter: 'M', roles: ['supervisor'] },
  { to: '/feedback', label: '意见与整改', letter: 'Y', roles: ['nurse', 'head', 'supervisor', 'director'] },
  { to: '/reports', label: '满意度报表', letter: 'B', roles: ['supervisor', 'director', 'head'] },
  { to: '/quality', label: '质控复核', letter: 'K', roles: ['nurse', 'supervisor'] },
  { to: '/work', label: '工作量', letter: 'L', roles: ['nurse', 'supervisor', 'director'] },
  { to: '/register', label: '登记本', letter: 'D', roles: ['nurse', 'supervisor'] },
  { to: '/discharges', label: '出院记录', letter: 'C', roles: ['nurse', 'supervisor', 'admin'] },
  { to: '/import', label: '导入', letter: 'I', roles: ['admin', 'supervisor'] },
  { to: '/connections', label: '医院数据库', letter: 'S', roles: ['admin'] },
  { to: '/sampling', label: '抽样', letter: 'A', roles: ['supervisor'] },
  { to: '/questionnaires', label: '问卷', letter: 'W', roles: ['supervisor', 'nurse', 'director'] },
  { to: '/users', label: '用户与科室', letter: 'U', roles: ['admin'] },
  { to: '/calendar', label: '工作日历', letter: 'N', roles: ['admin', 'supervisor'] },
  { to: '/upkeep', label: '系统维护', letter: 'T', roles: ['admin', 'supervisor'] },
  { to: '/hand-over', label: '交接班', letter: 'J', roles: ['nurse', 'supervisor'], foot: true },
];

/** The first room of a role, opened after sign-in. */
export function homeOf(role: Role): string {
  const home: Partial<Record<Role, string>> = { head: '/feedback', director: '/reports', supervisor: '/reports', admin: '/import' };
  return home[role] ?? '/work-list';
}

function RailCount({ to }: { to: string }) {
  const role = useUser().role;
  const calls = to === '/work-list' || to === '/replies';
  const day = useQuery(api.calls.dayLine.queryOptions({ input: {}, enabled: calls && role !== 'head', retry: false }));
  const cases = useQuery(
    api.feedback.list.queryOptions({ input: { filter: 'open', limit: 1 }, enabled: to === '/feedback', retry: false }),
  );
  const reviews = useQuery(api.quality.reviews.queryOptions({ input: { limit: 1 }, enabled: to === '/quality', retry: false }));
  const follows = useFollowOnCount(to === '/revisits');
  const notes = useQuery(
    api.followOn.handOversWaiting.queryOptions({ input: {}, enabled: to === '/hand-over', retry: false, refetchInterval: 60_000 }),
  );
  const pulls = usePullMark(to === '/connections');
  if (to === '/revisits') return follows > 0 ? <span className="count">{follows}</span> : null;
  if (to === '/connections') {
    if (pulls.failed > 0) return <span className="count-hot">{pulls.failed}</span>;
    return pulls.unseen > 0 ? <span className="count">{pulls.unseen}</span> : null;
  }
  if (to === '/quality') {
    if (role === 'nurse') return reviews.data?.counts.sent_back ? <span className="count-hot">{reviews.data.counts.sent_back}</span> : null;
    return reviews.data?.counts.open ? <span className="count">{reviews.data.counts.open}</span> : null;
  }
  if (to === '/hand-over') return notes.data?.waiting ? <span className="count-hot">{notes.data.waiting}</span> : null;
  if (to === '/work-list') return day.data?.toCall ? <span className="count">{day.data.toCall}</span> : null;
  if (to === '/replies') return day.data?.repliesWaiting ? <span className="count-hot">{day.data.repliesWaiting}</span> : null;
  const overdue = cases.data?.counts.overdue ?? 0;
  if (overdue > 0) return <span className="count-hot">{overdue}</span>;
  return cases.data?.total ? <span className="count">{cases.data.total}</span> : null;
}

const counted = new Set(['/work-list', '/replies', '/revisits', '/feedback', '/quality', '/connections', '/hand-over']);

const entersCalendar: readonly Role[] = everyRoom.find(({ to }) => to === '/calendar')?.roles ?? [];
const seesDischarges: readonly Role[] = everyRoom.find(({ to }) => to === '/discharges')?.roles ?? [];

export function Shell() {
  useFreshness();
  const { hospital, demo } = useSignedIn();
  const user = useUser();
  const { pathname } = useLocation();
  const missingYear = useMissingYear(entersCalendar.includes(user.role));
  // A call leaves no room for anything else; rooms that search their own lists keep the key.
  const calling = pathname.startsWith('/call/');
  const searchesItself = /^\/(feedback|replies|work-list)/.test(pathname);
  const [sheet, setSheet] = useState(false);
  const [changing, setChanging] = useState(false);
  const navigate = useNavigate();
  const { modal } = App.useApp();
  const rooms = useMemo(() => everyRoom.filter((room) => room.roles.includes(user.role)), [user.role]);
  const going = useFirstKey() === 'G';
  useCommands(
    useMemo<Command[]>(
      () =>
        rooms.map(({ to, label, letter }) => ({
          id: `go-${to}`,
          label,
          keys: [`G ${letter}`],
          when: !calling,
          run: () => void navigate({ to }),
        })),
      [rooms, calling, navigate],
    ),
    '去别的页面',
  );
  useCommands(
    useMemo<Command[]>(() => [{ id: 'keys', label: '全部按键', keys: ['?'], run: () => setSheet(true) }], []),
    '任何时候',
  );
  const leave = () => {
    const left = leftBehind();
    if (left === null) return void signOut();
    modal.confirm({
      title: '现在退出登录？',
      content: left,
      okText: '仍然退出',
      okType: 'danger',
      cancelText: '返回',
      autoFocusButton: 'cancel',
      onOk: signOut,
    });
  };
  const account = [
    { key: 'password', label: '修改密码', onClick: () => setChanging(true) },
    { key: 'out', label: '退出登录', onClick: leave },
  ];
  return (
    <div className="shell">
      <header className="shell-top">
        <b>{hospital} · 出院回访</b>
        {demo && <Mark tone="accent">演示数据</Mark>}
        <span className="grow" id="shell-middle" />
        {seesDischarges.includes(user.role) && !calling && <SearchBox hasKey={!searchesItself} />}
        <Button type="text" size="small" onClick={() => setSheet(true)}>
          按键 <Key>?</Key>
        </Button>
        <Dropdown menu={{ items: account }} trigger={['click']}>
          <Button type="text">
            {user.name} <span className="dim">{user.departmentName ?? roles.zh[user.role]}</span>
          </Button>
        </Dropdown>
      </header>
      <nav className="shell-rail" aria-label="导航">
        {rooms.map((room) => (
          <Link key={room.to} to={room.to} className={room.foot ? 'foot' : ''} onClick={leaveKeysToPage}>
            {room.label}
            {going ? <Key>{room.letter}</Key> : counted.has(room.to) && <RailCount to={room.to} />}
          </Link>
        ))}
        {going && (
          <p className="going" role="status">
            再按一个字母直达
          </p>
        )}
      </nav>
      <main className="shell-main" tabIndex={-1}>
        <SignInAgain />
        <AlarmBar />
        <RunningCallBar />
        <ReplyCallBar />
        {missingYear && !pathname.startsWith('/calendar') && !calling && <CalendarNotice year={missingYear} />}
        <Outlet />
      </main>
      <KeySheet open={sheet} close={() => setSheet(false)} />
      <ChangePassword open={changing} close={() => setChanging(false)} />
      <LockScreen />
    </div>
  );
}

/** Every key that does something on this screen, by what one is doing. */
function KeySheet({ open, close }: { open: boolean; close: () => void }) {
  const groups = useAllCommands();
  return (
    <Modal open={open} onCancel={close} footer={null} title="这个页面上的按键" width={620}>
      {[...groups].map(([doing, commands]) => (
        <section key={doing} aria-label={doing}>
          <h2>{doing}</h2>
          <div className="keys-sheet">
            {commands.map((command) => (
              <div key={command.id}>
                <span>{command.label}</span>
                <span className="row" style={{ gap: 4 }}>
                  {[...new Set(command.keys.map(capOf))].map((cap) => (
                    <Key key={cap}>{cap}</Key>
                  ))}
                </span>
              </div>
            ))}
          </div>
        </section>
      ))}
    </Modal>
  );
}

/** After a click with the mouse, Enter belongs to the page again, not to the link that was clicked. */
function leaveKeysToPage(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.detail > 0) event.currentTarget.blur();
}
