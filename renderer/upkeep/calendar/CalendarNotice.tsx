/** Notice above every room, for those who can enter the calendar: a year whose holidays are missing. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import { missingYear } from '../../../shared/upkeep/rules/year.ts';
import { api } from '../../base/client.ts';

/** The year that is missing, for those who may enter it; null for everybody else. */
export function useMissingYear(mayEnter: boolean): string | null {
  const settings = useQuery(api.upkeep.settings.queryOptions({ input: {}, enabled: mayEnter, retry: false }));
  return mayEnter && settings.data ? missingYear(civilDateOf(new Date().toISOString()), settings.data) : null;
}

export function CalendarNotice({ year }: { year: string }) {
  return (
    <output className="calendar-notice">
      {year} 年的放假安排还没有录入，整改期限暂按法定节日和周末计算。
      <Link to="/calendar">去录入</Link>
    </output>
  );
}
