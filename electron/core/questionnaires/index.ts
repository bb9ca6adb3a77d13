/** What other rooms may use of this one. */
export { insertDraft } from './drafts.ts';
export { publish } from './publish.ts';
export { foundingQuestionnaire, publishFirst } from './shipped.ts';
export { currentQuestionnaire, currentVersionId, questionnaireOf } from './versions.ts';
