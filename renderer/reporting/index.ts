/** What other rooms may use of this one. */

export { WorkPage } from './nurses/WorkPage.tsx';
export { RegisterPage } from './RegisterPage.tsx';
export { ReportsPage } from './ReportsPage.tsx';
