import type { QuestionnaireContent, ScriptName } from '../../shared/contract/questionnaires.ts';
import { Panes } from './Panes.tsx';

const names: Readonly<Record<ScriptName, string>> = {
  greeting: '问候',
  greetingNeutral: '问候（敏感科室）',
  identity: '核对身份',
  consent: '征得同意',
  condition: '近况与红旗',
  guidance: '健康指导开头',
  revisit: '复诊提醒',
  openOpinion: '其他意见',
  praise: '表扬',
  closing: '结束语',
  probe: '追问（通用）',
  condolence: '慰问（患者已故）',
  limits: '电话的界限',
};

const inCall: readonly ScriptName[] = [
  'greeting',
  'identity',
  'consent',
  'condition',
  'guidance',
  'revisit',
  'openOpinion',
  'praise',
  'closing',
];
const special: readonly ScriptName[] = ['greetingNeutral', 'probe', 'condolence', 'limits'];

const entriesOf = (scripts: readonly ScriptName[]) => scripts.map((key) => ({ key, label: names[key] }));

/** A template's variables, set off from what is said as it stands. */
function Template({ text }: { text: string }) {
  let at = 0;
  return text.split(/(\{\w+\})/).map((part) => {
    at += part.length;
    return part.startsWith('{') ? (
      <span key={at} className="mark accent">
        {variables[part] ?? part}
      </span>
    ) : (
      part
    );
  });
}

const variables: Readonly<Record<string, string>> = {
  '{hospital}': '医院',
  '{name}': '姓名',
  '{title}': '称呼',
  '{department}': '科室',
  '{dischargeDate}': '出院日期',
  '{doctor}': '主管医生',
  '{nurse}': '回访员',
};

/** What the nurse says around the questions, in the order of a call. */
export function ScriptsView({ content }: { content: QuestionnaireContent }) {
  return (
    <Panes
      name="话术"
      groups={[
        { title: '通话顺序', entries: entriesOf(inCall) },
        { title: '特殊情形', entries: entriesOf(special) },
      ]}
      detail={(key) => {
        const name = key as ScriptName;
        return (
          <>
            <b>{names[name]}</b>
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
