export { ReportsPage } from './ReportsPage.tsx';
export { RegisterPage } from './RegisterPage.tsx';
