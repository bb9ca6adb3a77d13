export { ImportPage } from './ImportPage.tsx';
export { DischargesPage } from './DischargesPage.tsx';
