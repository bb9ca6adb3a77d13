/** Tables of questionnaires: published versions and drafts. */

export interface QuestionnairesTables {
  questionnaire_version: {
    id: string;
    code: string;
    title: string;
    version: number;
    state: 'published' | 'retired';
    content: string;
    published_at: string | null;
  };
  /** A questionnaire being written; `revision` rises with every save. Publishing makes a version of it and removes it. */
  questionnaire_draft: {
    id: string;
    code: string;
    title: string;
    content: string;
    revision: number;
    based_on: string | null;
    created_at: string;
    updated_at: string;
    updated_by: string;
  };
}
