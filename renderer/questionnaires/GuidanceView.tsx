import type { Guidance, QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import { Panes } from './Panes.tsx';

const entryOf = (guidance: Guidance) => ({
  key: guidance.title,
  label: guidance.title,
  ...(guidance.icd10 ? { note: guidance.icd10.join(' ') } : {}),
});

/** Health guidance in the order in which it is chosen: diagnosis, department, general. */
export function GuidanceView({ content }: { content: QuestionnaireContent }) {
  const of = (test: (guidance: Guidance) => boolean) => content.guidance.filter(test).map(entryOf);
  return (
    <Panes
      name="健康指导"
      groups={[
        { title: '按诊断（ICD-10 前缀）', entries: of((guidance) => guidance.icd10 !== undefined) },
        { title: '按科室', entries: of((guidance) => guidance.icd10 === undefined && guidance.department !== undefined) },
        { title: '其他', entries: of((guidance) => guidance.icd10 === undefined && guidance.department === undefined) },
      ].filter((group) => group.entries.length > 0)}
      detail={(title) => {
        const guidance = content.guidance.find((one) => one.title === title);
        return guidance && <GuidanceDetail guidance={guidance} />;
      }}
    />
  );
}

function GuidanceDetail({ guidance }: { guidance: Guidance }) {
  return (
    <>
      <div className="row">
        <b>{guidance.title}</b>
        <span className="dim">{guidance.icd10?.join('、') ?? guidance.department ?? '以上都不符合时'}</span>
      </div>
      <p className="questionnaire-text">{guidance.text}</p>
      <div>
        <h2>警示症状：患者说到这些，马上这样告诉他，并上报</h2>
        <dl className="questionnaire-flags">
          {guidance.redFlags.flatMap(({ sign, say }) => [<dt key={`${sign}?`}>{sign}</dt>, <dd key={sign}>{say}</dd>])}
        </dl>
      </div>
    </>
  );
}
