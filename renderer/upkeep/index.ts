/** What other rooms may use of this one. */

export { CalendarNotice, useMissingYear } from './calendar/CalendarNotice.tsx';
export { CalendarPage } from './calendar/CalendarPage.tsx';
export { UpkeepPage } from './UpkeepPage.tsx';
