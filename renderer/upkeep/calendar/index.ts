export { CalendarNotice, useMissingYear } from './CalendarNotice.tsx';
export { CalendarPage } from './CalendarPage.tsx';
