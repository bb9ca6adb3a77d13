import { useMutation } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import type { QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import { client } from '../base/client.ts';
import { ComparisonView } from '../questionnaires/index.ts';
import { Failure } from '../ui/parts.tsx';
import type { OpenDraft } from './openDraft.ts';

/** Two people wrote the same draft: one goes on here, the other becomes a draft of its own. Nothing is lost. */
export function DraftConflict({
  draft,
  by,
  mine,
  theirs,
}: {
  draft: OpenDraft;
  /** Who saved theirs. */
  by: string;
  mine: QuestionnaireContent;
  theirs: QuestionnaireContent;
}) {
  const { message } = App.useApp();
  const settle = useMutation({
    mutationFn: async (choice: 'mine' | 'theirs') => {
      const kept = choice === 'mine' ? { ...theirs, title: `${theirs.title}（${by}的）` } : { ...mine, title: `${mine.title}（我的）` };
      await client.questionnaires.createDraft({ from: 'content', content: kept });
      draft.choose(choice, theirs);
      return kept.title;
    },
    onSuccess: (title) => void message.success(`另一份已存为草稿“${title}”`),
  });
  const choose = (choice: 'mine' | 'theirs', label: string, primary: boolean) => (
    <Button key={choice} type={primary ? 'primary' : 'default'} loading={settle.isPending} onClick={() => settle.mutate(choice)}>
      {label}
    </Button>
  );
  return (
    <Modal
      open
      closable={false}
      title={`${by || '另一位同事'}也在改这份草稿，而且先存了`}
      width={1180}
      style={{ top: 24 }}
      footer={[choose('theirs', '这里用对方的，我的另存一份', false), choose('mine', '这里用我的，对方的另存一份', true)]}
    >
      <p style={{ marginTop: 0 }}>两份都会留下。下面左边是对方存的，右边是您写的。</p>
      <ComparisonView before={theirs} after={mine} />
      <Failure error={settle.error} />
    </Modal>
  );
}
