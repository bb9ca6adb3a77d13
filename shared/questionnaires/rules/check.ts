/** Checks everything that must hold before a questionnaire is published (domain §6), and says what to mend. */
import type { QuestionnaireContent } from '../contract/questionnaires.ts';
import { checkAbout } from './checks/about.ts';
import { checkGuidance } from './checks/guidance.ts';
import { checkItems } from './checks/items.ts';
import { checkScripts } from './checks/scripts.ts';
import type { Finding } from './findings.ts';

/** Findings in the order of the questionnaire, faults and advice together; none means it may be published as it is. */
export function checkContent(content: QuestionnaireContent): readonly Finding[] {
  return [...checkAbout(content), ...checkItems(content), ...checkScripts(content), ...checkGuidance(content)];
}

export const faultsOf = (findings: readonly Finding[]): readonly Finding[] => findings.filter((finding) => finding.fault);
