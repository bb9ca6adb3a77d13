/** Set-up shared by the report tests: a hospital with a published questionnaire, and interviews built in one line. */
import type { QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { House } from '../../helpers/house.ts';
import { allSatisfied, publishedQuestionnaire } from '../../helpers/interviews.ts';
import type { Staff, TestWorkstation } from '../../helpers/workstation.ts';

export const october = '2026-10';

export class ReportingHouse extends House {
  #published: { readonly id: string; readonly content: QuestionnaireContent } | null = null;

  constructor(kind: TestWorkstation['kind']) {
    super(kind, async () => {
      this.#published = await this.workstation.transaction(({ db }) => publishedQuestionnaire(db));
    });
  }

  get #questionnaire() {
    if (!this.#published) throw new Error('no test is running');
    return this.#published;
  }

  get content(): QuestionnaireContent {
    return this.#questionnaire.content;
  }

  get versionId(): string {
    return this.#questionnaire.id;
  }

  get reports() {
    return this.supervisor.reporting;
  }

  inDepartment(name: keyof Staff['departments'], month = october) {
    return { month, departmentId: this.staff.departments[name], nurseId: this.staff.users.nurse.id };
  }

  /** All satisfied but for these items. */
  dissatisfied(...codes: string[]) {
    const given = codes.map((code) => [code, code.startsWith('ethics_gifts') ? 'yes' : 'dissatisfied']);
    return allSatisfied(this.content, Object.fromEntries(given));
  }
}
