import type { QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import { type Finding, placeWords } from '../../shared/questionnaires/rules/findings.ts';
import { type Chosen, choiceOf } from './chosen.ts';

/** All that the check says; a press leads to the place. */
export function FindingList({
  content,
  findings,
  choose,
}: {
  content: QuestionnaireContent;
  findings: readonly Finding[];
  choose: (chosen: Chosen) => void;
}) {
  if (findings.length === 0) return <p className="studio-clean good">没有要改的地方，可以发布。</p>;
  const ordered = [...findings.filter((finding) => finding.fault), ...findings.filter((finding) => !finding.fault)];
  return ordered.map(({ fault, place, text }) => (
    <button key={`${placeWords(place, content)} ${text}`} type="button" className="studio-finding" onClick={() => choose(choiceOf(place))}>
      <span className={fault ? 'bad' : 'mut'}>
        {fault ? '要改' : '建议'}　{placeWords(place, content)}
      </span>
      <span>{text}</span>
    </button>
  ));
}
