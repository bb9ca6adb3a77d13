export { RegisterPage } from './RegisterPage.tsx';
export { ReportsPage } from './ReportsPage.tsx';
