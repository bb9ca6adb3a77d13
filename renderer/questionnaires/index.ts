export { QuestionnairesPage } from './QuestionnairesPage.tsx';
export { StudioPage } from './studio/StudioPage.tsx';
