/** The questionnaire studio: the structure on the left, the editor in the middle, the nurse's view on the right. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button, Dropdown, Segmented, Spin } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import type { AspectCode } from '../../shared/base/contract/words.ts';
import type { Draft, QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import { checkContent } from '../../shared/questionnaires/rules/check.ts';
import { addItem, shiftItem } from '../../shared/questionnaires/rules/edits.ts';
import type { Finding } from '../../shared/questionnaires/rules/findings.ts';
import { client, download } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { Failure, Key, Mark, Page } from '../ui/parts.tsx';
import { AboutEditor } from './AboutEditor.tsx';
import { beside, type Chosen, findingsOf, stillThere } from './chosen.ts';
import { DraftConflict } from './DraftConflict.tsx';
import { FindingList } from './FindingList.tsx';
import { GuidanceEditor } from './GuidanceEditor.tsx';
import { ItemEditor } from './ItemEditor.tsx';
import type { OpenDraft } from './openDraft.ts';
import { CallList, GuidanceList } from './PlaceList.tsx';
import { Preview } from './Preview.tsx';
import { PreviewCall } from './PreviewCall.tsx';
import { PublishDialog } from './PublishDialog.tsx';
import type { Editing } from './parts.tsx';
import { SavedMark } from './SavedMark.tsx';
import { ScriptEditor } from './ScriptEditor.tsx';
import './studio.css';
import { openDraft, useDraft } from './useDraft.ts';

export function StudioPage() {
  const { draftId } = useParams({ from: '/questionnaires/draft/$draftId' });
  // Not under the room's key: a push that questionnaires changed must not load the draft anew while it is written.
  const opened = useQuery({
    queryKey: ['studio', draftId],
    queryFn: () => client.questionnaires.draft({ id: draftId }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (opened.data) return <Studio key={draftId} stored={opened.data} />;
  return <Page title="问卷草稿">{opened.isError ? <Failure error={opened.error} retry={() => void opened.refetch()} /> : <Spin />}</Page>;
}

type Tab = 'call' | 'guidance' | 'findings';

function Studio({ stored }: { stored: Draft }) {
  const [draft] = useState(() => openDraft(stored));
  const { view, status } = useDraft(draft);
  const { content } = view;
  const navigate = useNavigate();
  const [wanted, setChosen] = useState<Chosen>(() =>
    stored.content.items.length > 0 && stored.content.title !== '' ? { part: 'item', index: 0 } : { part: 'about' },
  );
  const [tab, setTab] = useState<Tab>('call');
  const [publishing, setPublishing] = useState(false);
  const [rehearsing, setRehearsing] = useState(false);
  const chosen = stillThere(content, wanted);
  const findings = useMemo(() => checkContent(content), [content]);
  const change = useCallback((next: QuestionnaireContent, thing?: string) => draft.change(next, thing), [draft]);
  const choose = useCallback((next: Chosen) => {
    setChosen(next);
    setTab(next.part === 'guidance' ? 'guidance' : 'call');
  }, []);
  const add = useCallback(
    (aspect: AspectCode | null) => {
      const after = aspect === null && chosen.part === 'item' ? chosen.index : null;
      const of = aspect ?? (after === null ? undefined : content.items[after]?.aspect) ?? content.aspects[0]?.code;
      if (!of) return;
      const added = addItem(content, after, of);
      change(added.content);
      choose({ part: 'item', index: added.index });
    },
    [content, chosen, change, choose],
  );
  const addGuidance = useCallback(() => {
    change({ ...content, guidance: [...content.guidance, { title: '', text: '', redFlags: [] }] });
    choose({ part: 'guidance', index: content.guidance.length });
  }, [content, change, choose]);
  const shift = useCallback(
    (by: -1 | 1) => {
      if (chosen.part !== 'item') return;
      const shifted = shiftItem(content, chosen.index, by);
      change(shifted.content);
      setChosen({ part: 'item', index: shifted.index });
    },
    [content, chosen, change],
  );
  const back = useCallback(() => {
    void draft.queue.flush().then(() => navigate({ to: '/questionnaires' }));
  }, [draft, navigate]);
  const commands = useMemo<Command[]>(
    () => [
      { id: 'publish', label: '发布', keys: ['F9'], run: () => setPublishing(true) },
      { id: 'rehearse', label: '试拨', keys: ['F3'], run: () => setRehearsing(true) },
      { id: 'add-item', label: '加一个条目', keys: ['F8'], run: () => add(null) },
      { id: 'next-place', label: '下一处', keys: ['PageDown'], inText: true, run: () => choose(beside(content, chosen, 1)) },
      { id: 'previous-place', label: '上一处', keys: ['PageUp'], inText: true, run: () => choose(beside(content, chosen, -1)) },
      { id: 'shift-up', label: '条目上移', keys: ['Alt+ArrowUp'], inText: true, run: () => shift(-1) },
      { id: 'shift-down', label: '条目下移', keys: ['Alt+ArrowDown'], inText: true, run: () => shift(1) },
      { id: 'leave-field', label: '离开输入框', keys: ['Escape'], inText: true, run: leaveField },
      { id: 'undo', label: '撤销', keys: ['Ctrl+Z'], run: () => draft.undo() },
      { id: 'redo', label: '重做', keys: ['Ctrl+Y'], run: () => draft.redo() },
    ],
    [add, choose, content, chosen, shift, draft],
  );
  if (rehearsing) return <PreviewCall content={content} leave={() => setRehearsing(false)} />;
  const clash = status.state === 'conflict' ? status.clashes[0] : undefined;
  return (
    <Page
      title={content.title || '未命名的问卷'}
      beside={
        <>
          <Mark tone="warn">草稿</Mark>
          <SavedMark status={status} retry={() => draft.queue.retry()} />
        </>
      }
      actions={<Actions draft={draft} view={view} publish={() => setPublishing(true)} rehearse={() => setRehearsing(true)} back={back} />}
    >
      <Keys commands={commands} />
      <div className="studio">
        <nav className="card studio-places" aria-label="问卷的各处">
          <Segmented
            block
            size="small"
            value={tab}
            onChange={setTab}
            options={[
              { value: 'call', label: '通话' },
              { value: 'guidance', label: `指导 ${content.guidance.length}` },
              { value: 'findings', label: `检查 ${findings.length}` },
            ]}
          />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
          <div className="studio-scroll" tabIndex={0}>
            {tab === 'call' && <CallList {...{ content, findings, chosen, choose, change, add }} />}
            {tab === 'guidance' && <GuidanceList {...{ content, findings, chosen, choose }} add={addGuidance} />}
            {tab === 'findings' && <FindingList {...{ content, findings }} choose={choose} />}
          </div>
        </nav>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
        <section className="card studio-editor" aria-label="编辑" tabIndex={0}>
          <Editor key={JSON.stringify(chosen)} {...{ content, findings, change }} chosen={chosen} />
        </section>
        <Preview content={content} chosen={chosen} />
      </div>
      {publishing && (
        <PublishDialog
          {...{ draft, content, findings }}
          close={() => setPublishing(false)}
          done={() => void navigate({ to: '/questionnaires' })}
        />
      )}
      {clash?.theirs && <DraftConflict draft={draft} by={view.theirsBy} mine={clash.mine} theirs={clash.theirs} />}
    </Page>
  );
}

/** From then on number keys try the answers beside. */
function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** Puts the studio's commands on the keyboard while it, and not a rehearsal, is on the screen. */
function Keys({ commands }: { commands: readonly Command[] }) {
  useCommands(commands, '起草问卷');
  return null;
}

function Editor({ chosen, findings, ...editing }: Editing & { readonly chosen: Chosen; readonly findings: readonly Finding[] }) {
  const given = { ...editing, findings: findingsOf(findings, chosen) };
  switch (chosen.part) {
    case 'about':
      return <AboutEditor {...given} />;
    case 'item':
      return <ItemEditor {...given} index={chosen.index} />;
    case 'script':
      return <ScriptEditor {...given} name={chosen.name} />;
    case 'guidance':
      return <GuidanceEditor {...given} index={chosen.index} />;
  }
}

function Actions({
  draft,
  view,
  publish,
  rehearse,
  back,
}: {
  draft: OpenDraft;
  view: ReturnType<typeof useDraft>['view'];
  publish: () => void;
  rehearse: () => void;
  back: () => void;
}) {
  const save = async (format: 'xlsx' | 'json') => {
    await draft.queue.flush();
    download(await client.questionnaires.exportFile({ kind: 'draft', id: draft.id, format }));
  };
  return (
    <>
      <Button type="text" disabled={!view.canUndo} onClick={() => draft.undo()}>
        撤销 <Key>Ctrl Z</Key>
      </Button>
      <Dropdown
        menu={{
          items: [
            { key: 'xlsx', label: '导出为 Excel 工作簿' },
            { key: 'json', label: '导出为 JSON' },
          ],
          onClick: ({ key }) => void save(key === 'json' ? 'json' : 'xlsx'),
        }}
      >
        <Button>导出</Button>
      </Dropdown>
      <Button onClick={back}>返回</Button>
      <Button onClick={rehearse}>
        试拨 <Key>F3</Key>
      </Button>
      <Button type="primary" onClick={publish}>
        发布 <Key>F9</Key>
      </Button>
    </>
  );
}
