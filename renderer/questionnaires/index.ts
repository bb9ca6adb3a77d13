export { QuestionnairesPage } from './QuestionnairesPage.tsx';
