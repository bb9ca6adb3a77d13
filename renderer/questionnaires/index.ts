/** The exports of this room for other rooms. */
export { ComparisonView } from './ComparisonView.tsx';
export { QuestionnairesPage } from './QuestionnairesPage.tsx';
