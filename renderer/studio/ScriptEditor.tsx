import { Button, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useRef } from 'react';
import type { ScriptName } from '../../shared/questionnaires/contract/questionnaires.ts';
import { setScript } from '../../shared/questionnaires/rules/edits.ts';
import { scriptWords, variableWords } from '../../shared/questionnaires/rules/names.ts';
import { templateVariables } from '../../shared/questionnaires/rules/templates.ts';
import { type Editing, Line, Notes, statusOf } from './parts.tsx';

const about: Readonly<Record<ScriptName, string>> = {
  greeting: '接通后的第一句。这时还不知道接电话的是谁，不能提住院。',
  greetingNeutral: '敏感科室、敏感诊断用它代替问候。核对本人之前，住院、科室、回访一个字都不提。',
  greetingProxy: '拨的是家属、联系人的号码时，第一句先找本人。还不能提住院。',
  identity: '核对接电话的是本人还是家属。',
  consent: '说明来意、时长和保密，征得同意。',
  condition: '问近况和要紧的症状，屏幕上同时列出警示症状。',
  guidance: '念健康指导之前的一句。指导本身在“健康指导”里。',
  revisit: '提醒复诊，记下日期。',
  openOpinion: '问完条目以后，请患者再说说别的意见。',
  praise: '请患者说说想表扬谁。',
  closing: '道谢、告诉患者意见会转办、道别。',
  condolence: '得知患者已故时念。',
  limits: '始终显示在屏幕一角，提醒回访员什么不能在电话里做。',
  probe: '条目没有自己的追问时，用这一句。',
};

/** One spoken text; variables are put in by a press. */
export function ScriptEditor({ content, findings, change, name }: Editing & { name: ScriptName }) {
  const area = useRef<TextAreaRef>(null);
  const text = content.scripts[name];
  const put = (variable: string) => {
    const field = area.current?.resizableTextArea?.textArea;
    const [from, to] = [field?.selectionStart ?? text.length, field?.selectionEnd ?? text.length];
    change(setScript(content, name, `${text.slice(0, from)}{${variable}}${text.slice(to)}`));
    field?.focus();
  };
  return (
    <>
      <div className="studio-title">
        <b>{scriptWords[name]}</b>
        <span className="dim">{about[name]}</span>
      </div>
      <Line label="内容" htmlFor="script-text" aside={`${[...text].length} 字`}>
        <Input.TextArea
          id="script-text"
          ref={area}
          className="grow-5"
          maxLength={2000}
          status={statusOf(findings)}
          value={text}
          onChange={(event) => change(setScript(content, name, event.target.value), `script ${name}`)}
        />
        <div className="studio-variables">
          <span className="dim">插入：</span>
          {templateVariables.map((variable) => (
            <Button key={variable} size="small" onClick={() => put(variable)}>
              {variableWords[variable]}
            </Button>
          ))}
        </div>
        <Notes findings={findings} />
      </Line>
    </>
  );
}
