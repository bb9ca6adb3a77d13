/** Screens of the discharges room. */
export { DischargesPage } from './DischargesPage.tsx';
export { ImportPage } from './ImportPage.tsx';
