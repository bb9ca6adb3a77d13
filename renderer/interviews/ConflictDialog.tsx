/** Shows both values of a field that was changed in two windows and lets the user choose. */

import { Modal } from 'antd';
import { answerers, aspectCodes, revisitStates, severities } from '../../shared/base/contract/words.ts';
import type { QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import { Choice } from '../ui/Choice.tsx';
import { pageRoot, useDialogKeys } from '../ui/useDialogKeys.ts';
import type { Edit, SaidField } from './edits.ts';
import type { Clash } from './saving.ts';

const fieldWords: Readonly<Record<SaidField, string>> = {
  step: '进行到',
  answerer: '谁接听',
  relation: '关系',
  consent: '是否同意',
  recording: '是否同意录音',
  condition: '近况',
  revisitDate: '复诊日期',
  revisitState: '复诊情况',
};

function nameOf(edit: Edit, content: QuestionnaireContent): string {
  if (edit.kind === 'said') return fieldWords[edit.field];
  if (edit.kind === 'escalate') return '紧急上报';
  const code = edit.kind === 'answer' ? edit.itemCode : edit.opinion.itemCode;
  const title = content.items.find((item) => item.code === code)?.title ?? '其他意见';
  return edit.kind === 'answer' ? title : `意见：${title}`;
}

function valueInWords(edit: Edit | null, content: QuestionnaireContent): string {
  if (edit === null) return '（空）';
  if (edit.kind === 'answer') {
    const options = content.items.find((item) => item.code === edit.itemCode)?.options ?? [];
    return edit.value.map((value) => options.find((option) => option.value === value)?.label ?? value).join('、') || '（空）';
  }
  if (edit.kind === 'opinion') {
    const { text, aspect, severity } = edit.opinion;
    return `${text || '（空）'}（${aspect ? `${aspectCodes.zh[aspect]}，` : ''}${severities.zh[severity]}）`;
  }
  if (edit.kind === 'escalate') return '上报';
  if (typeof edit.value === 'boolean') return edit.value ? '同意' : '不同意';
  if (edit.field === 'answerer' && edit.value) return answerers.zh[edit.value as keyof typeof answerers.zh];
  if (edit.field === 'revisitState' && edit.value) return revisitStates.zh[edit.value as keyof typeof revisitStates.zh];
  return edit.value || '（空）';
}

export function ConflictDialog({
  clash,
  left,
  content,
  choose,
}: {
  clash: Clash<Edit>;
  left: number;
  content: QuestionnaireContent;
  choose: (choice: 'mine' | 'theirs') => void;
}) {
  useDialogKeys((key) => {
    if (key !== '1' && key !== '2') return false;
    choose(key === '1' ? 'mine' : 'theirs');
    return true;
  });
  return (
    <Modal
      open
      getContainer={pageRoot}
      title={`“${nameOf(clash.mine, content)}”在另一个窗口被改过`}
      footer={null}
      closable={false}
      keyboard={false}
      width={560}
    >
      <p className="mut">两边的内容不一样，请选择保留哪一个{left > 1 ? `（还有 ${left - 1} 处）` : ''}。</p>
      <div className="call-choices">
        <Choice cap="1" detail="这个窗口" choose={() => choose('mine')}>
          {valueInWords(clash.mine, content)}
        </Choice>
        <Choice cap="2" detail="另一个窗口" choose={() => choose('theirs')}>
          {valueInWords(clash.theirs, content)}
        </Choice>
      </div>
    </Modal>
  );
}
