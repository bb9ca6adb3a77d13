/** What other rooms may use of this one. */
export { ComparisonView } from './ComparisonView.tsx';
export { QuestionnairesPage } from './QuestionnairesPage.tsx';
