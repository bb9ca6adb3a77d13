/** The exports of this room for other rooms. */
export { insertDraft } from './drafts.ts';
export { publish } from './publish.ts';
export { foundingQuestionnaire, publishFirst } from './shipped.ts';
export { currentQuestionnaire, currentVersionId, questionnaireOf } from './versions.ts';
