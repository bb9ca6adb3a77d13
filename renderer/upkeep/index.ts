/** The exports of this room for other rooms. */

export { CalendarNotice, useMissingYear } from './calendar/CalendarNotice.tsx';
export { CalendarPage } from './calendar/CalendarPage.tsx';
export { UpkeepPage } from './UpkeepPage.tsx';
