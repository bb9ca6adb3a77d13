import type { QuestionnaireContent, ScriptName } from '../../shared/questionnaires/contract/questionnaires.ts';
import { scriptsAfter, scriptsApart, scriptsBefore, scriptWords, variableWords } from '../../shared/questionnaires/rules/names.ts';
import { Panes } from './Panes.tsx';

const entriesOf = (scripts: readonly ScriptName[]) => scripts.map((key) => ({ key, label: scriptWords[key] }));

/** A template's variables, set off from what is said as it stands. */
function Template({ text }: { text: string }) {
  let at = 0;
  return text.split(/(\{\w+\})/).map((part) => {
    at += part.length;
    return part.startsWith('{') ? (
      <span key={at} className="mark accent">
        {(variableWords as Readonly<Record<string, string>>)[part.slice(1, -1)] ?? part}
      </span>
    ) : (
      part
    );
  });
}

/** What the nurse says around the questions, in the order of a call. */
export function ScriptsView({ content }: { content: QuestionnaireContent }) {
  return (
    <Panes
      name="话术"
      groups={[
        { title: '通话顺序', entries: entriesOf([...scriptsBefore, ...scriptsAfter]) },
        { title: '特殊情形', entries: entriesOf(scriptsApart) },
      ]}
      detail={(key) => {
        const name = key as ScriptName;
        return (
          <>
            <b>{scriptWords[name]}</b>
            <div className="questionnaire-say">
              <Template text={content.scripts[name]} />
            </div>
            <p className="dim" style={{ margin: 0 }}>
              底色标出的词在通话时自动换成患者和医院的内容。
            </p>
          </>
        );
      }}
    />
  );
}
