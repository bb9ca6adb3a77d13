/** The exports of this room for other rooms. */

export { WorkPage } from './nurses/WorkPage.tsx';
export { RegisterPage } from './RegisterPage.tsx';
export { ReportsPage } from './ReportsPage.tsx';
