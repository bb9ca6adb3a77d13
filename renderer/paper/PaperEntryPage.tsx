/** 补录纸质回访: enters a filled-in sheet as calls, answers and feedback. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { App, Button, Input, Radio, Select, Skeleton } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { type Answerer, answerers, attemptOutcomes, dispositions, sexes } from '../../shared/base/contract/words.ts';
import { civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import { missingOf, missingWords } from '../../shared/interviews/rules/disclosure.ts';
import type { PaperCall, PaperForm, PaperInterview } from '../../shared/paper/contract/paper.ts';
import { applyAnswer, isAnswered, judge, visibleItems } from '../../shared/questionnaires/rules/questionnaire.ts';
import { api, client } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { useUser } from '../base/signedIn.ts';
import { MenuSelect, SeveritySelect } from '../interviews/index.ts';
import { Failure, Key, Mark, Page } from '../ui/parts.tsx';
import { placeOf } from '../ui/placeOf.ts';
import { isTooLong } from '../ui/TooLong.tsx';
import { Unsaved } from '../ui/Unsaved.tsx';
import { parseDay } from '../worklist/index.ts';
import { AnswerLines, opinionAtMost } from './AnswerLines.tsx';
import { CallLines } from './CallLines.tsx';
import { emptyLine, readLine } from './callLines.ts';
import { firstPhoneOf, usePaperDraft } from './paperDraft.ts';
import { useSteps } from './useSteps.ts';
import './paperEntryPage.css';

export function PaperEntryPage() {
  const { followUpId } = useParams({ from: '/paper/$followUpId' });
  const navigate = useNavigate();
  const back = useCallback(() => void navigate({ to: '/paper' }), [navigate]);
  const form = useQuery({
    ...api.paper.paperForm.queryOptions({ input: { followUpId } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (form.isError)
    return (
      <Page title="补录纸质回访">
        <Failure error={form.error} retry={() => void form.refetch()} />
        <Button onClick={back}>返回纸质回访</Button>
      </Page>
    );
  if (!form.data)
    return (
      <Page title="补录纸质回访">
        <Skeleton active />
      </Page>
    );
  return <Entry key={followUpId} form={form.data} back={back} />;
}

const moment = (at: string) => `${civilDateOf(at)} ${civilTimeOf(at)}`;

function Entry({ form, back }: { form: PaperForm; back: () => void }) {
  const { message } = App.useApp();
  const supervises = useUser().role === 'supervisor';
  const { today, typed, change, drop, restored, clear } = usePaperDraft(form);
  const { lines, answerer, consent, relation, condition, revisit, opinion, praise, nurseId } = typed;
  const answers = useMemo(() => new Map(Object.entries(typed.answers)), [typed.answers]);
  const said = useMemo(() => new Map(Object.entries(typed.said)), [typed.said]);
  const [complaint, complain] = useState('');
  const { root, goOn } = useSteps();
  const departments = useQuery(api.hospital.departments.queryOptions({ input: {} }));
  const users = useQuery(api.hospital.users.queryOptions({ input: {}, enabled: supervises }));
  const { content } = form.questionnaire;
  const items = visibleItems(content, answers, form);
  const answered = items.filter((item) => isAnswered(answers.get(item.code))).length;
  const talked = lines.at(-1)?.outcome === 'completed' || lines.at(-1)?.outcome === 'partial';

  const save = useMutation({
    mutationFn: (entry: { calls: PaperCall[]; interview: PaperInterview | null }) =>
      client.paper.enterPaper({
        ...entry,
        followUpId: form.followUpId,
        sheetId: form.sheet?.id ?? null,
        ...(nurseId ? { nurseId } : {}),
      }),
    onSuccess: (result) => {
      drop();
      const next =
        result.followUpState === 'ended' && result.disposition ? `回访结束：${dispositions.zh[result.disposition]}` : '已排回任务列表';
      void message.success(
        `${form.name}：${attemptOutcomes.zh[result.outcome]}，${next}${result.registeredFeedback > 0 ? `，登记意见和表扬 ${result.registeredFeedback} 条` : ''}`,
      );
      back();
    },
  });

  const interviewTyped = (): PaperInterview | string | null => {
    if (!talked) return null;
    const revisitDate = parseDay(revisit, today);
    if (revisitDate === null && revisit.trim() !== '') return '复诊日期看不懂，请写成 12-15 或 2026-12-15';
    const long = [...said.values(), opinion, praise].some((one) => isTooLong(one.text, opinionAtMost)) || isTooLong(condition, 2000);
    if (long) return '有一段文字太长，全文还在页面上：请删短，或分成两条';
    const missing = missingOf({ answerer, relation, consent });
    if (answered > 0 && missing) return `有回答的回访单要先记下${missingWords[missing]}，请核对纸上的记录`;
    const objections = items.filter((item) => judge(item, answers.get(item.code) ?? []).objection);
    const opinions: PaperInterview['opinions'] = [
      ...objections.flatMap((item) => {
        const one = said.get(item.code);
        if (!one || one.text.trim() === '') return [];
        return [{ kind: 'opinion' as const, itemCode: item.code, aspect: item.aspect, staffName: '', ...one }];
      }),
      ...(opinion.text.trim() === '' ? [] : [{ kind: 'opinion' as const, itemCode: null, aspect: null, staffName: '', ...opinion }]),
      ...(praise.text.trim() === ''
        ? []
        : [{ kind: 'praise' as const, itemCode: null, aspect: null, severity: 'general' as const, ...praise }]),
    ];
    return {
      answerer,
      relation: relation.trim(),
      consent,
      condition: condition.trim(),
      revisitDate,
      answers: Object.fromEntries(
        items.flatMap((item) => (isAnswered(answers.get(item.code)) ? [[item.code, [...(answers.get(item.code) ?? [])]]] : [])),
      ),
      opinions,
    };
  };

  const submit = () => {
    if (save.isPending) return;
    const calls: PaperCall[] = [];
    for (const [index, line] of lines.entries()) {
      const read = readLine(line, today);
      if (typeof read === 'string') return complain(`第 ${form.attempts + index + 1} 次拨打：${read}。`);
      calls.push(read);
    }
    const interview = interviewTyped();
    if (typeof interview === 'string') return complain(`${interview}。`);
    complain('');
    save.mutate({ calls, interview });
  };
  useCommands(useMemo<Command[]>(() => [{ id: 'back', label: '返回纸质回访，录入的内容留着', keys: ['Escape'], run: back }], [back]));
  const onKey = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter' || !event.ctrlKey) return;
    event.preventDefault();
    submit();
  };
  const text = (label: string, value: string, set: (value: string) => void, placeholder: string, width: number | string, atMost = 2000) => (
    <Input
      data-step
      aria-label={label}
      placeholder={placeholder}
      value={value}
      status={isTooLong(value, atMost) ? 'error' : ''}
      style={{ width }}
      onChange={(event) => set(event.target.value)}
      onPressEnter={(event) => !event.ctrlKey && goOn(event.target)}
    />
  );
  return (
    <Page
      title={`补录：${form.name}`}
      beside={
        <span className="mut">
          {sexes.zh[form.sex]} {form.ageText} · {placeOf(form)} · 住院号 {form.inpatientNumber} ·{' '}
          {form.sheet ? `单号 ${form.sheet.number}，${moment(form.sheet.at)} 打印` : '没有打印过回访单'} ·{' '}
          <span className="paper-since">可补录 {moment(form.since)} 起的拨打</span>
        </span>
      }
      actions={
        <>
          <Button onClick={back}>
            返回 <Key>Esc</Key>
          </Button>
          <Button type="primary" loading={save.isPending} onClick={submit}>
            保存 <Key>Ctrl ↵</Key>
          </Button>
        </>
      }
    >
      {complaint && (
        <p className="bad" role="alert">
          {complaint}
        </p>
      )}
      <Failure error={save.error} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: one key for the whole form, wherever the focus is */}
      <div className="card fill paper-entry" ref={root} onKeyDown={onKey}>
        {restored && <Unsaved giveUp={clear} />}
        {supervises && (
          <div className="row">
            <span className="mut">拨打的回访员</span>
            <Select
              aria-label="拨打的回访员"
              placeholder="本人"
              allowClear
              value={nurseId}
              style={{ width: 160 }}
              options={(users.data ?? [])
                .filter((one) => one.role === 'nurse' && one.active)
                .map((one) => ({ value: one.id, label: one.name }))}
              onChange={(chosen: string | undefined) => change({ nurseId: chosen ?? null })}
            />
          </div>
        )}
        <CallLines
          form={form}
          lines={lines}
          goOn={goOn}
          change={(index, patch) => {
            complain('');
            save.reset();
            change({ lines: lines.map((line, at) => (at === index ? { ...line, ...patch } : line)) });
          }}
          add={() => change({ lines: [...lines, emptyLine(lines.at(-1)?.date ?? '', firstPhoneOf(form))] })}
          drop={() => change({ lines: lines.slice(0, -1) })}
        />
        {talked && (
          <section>
            <h2 className="row">
              <span>访谈</span>
              <Mark>
                已录 {answered} / {items.length}
              </Mark>
              <span className="dim">键入选项号自动跳到下一题；多选键入几个号后按回车；空着就是没问；意见的轻重用 Tab 走到，按 1–3</span>
            </h2>
            <div className="row paper-who">
              <Radio.Group
                aria-label="接听人"
                value={answerer}
                options={answerers.codes.map((code) => ({ value: code, label: answerers.zh[code] }))}
                onChange={(event) => change({ answerer: event.target.value as Answerer })}
              />
              <Radio.Group
                aria-label="同意回访"
                value={consent}
                options={[
                  { value: true, label: '同意回访' },
                  { value: false, label: '不同意' },
                ]}
                onChange={(event) => change({ consent: event.target.value as boolean })}
              />
              {answerer === 'relative' && text('关系', relation, (value) => change({ relation: value }), '关系', 100)}
              {text('近况', condition, (value) => change({ condition: value }), '近况', 300)}
              {text('复诊日期', revisit, (value) => change({ revisit: value }), '复诊日期 12-15', 170)}
            </div>
            <AnswerLines
              items={items}
              course={{ content, answers, facts: form }}
              answers={answers}
              said={said}
              departments={departments.data ?? []}
              departmentId={form.departmentId}
              answer={(code, value) => change({ answers: Object.fromEntries(applyAnswer(answers, code, value)) })}
              say={(code, one) => change({ said: { ...typed.said, [code]: one } })}
              goOn={goOn}
            />
            <div className="row paper-who">
              {text(
                '其他意见',
                opinion.text,
                (value) => change({ opinion: { ...opinion, text: value } }),
                '其他意见、建议，原话',
                420,
                opinionAtMost,
              )}
              <MenuSelect
                aria-label="其他意见：责任科室"
                value={opinion.departmentId}
                style={{ width: 150 }}
                options={(departments.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
                choose={(departmentId) => change({ opinion: { ...opinion, departmentId } })}
              />
              <SeveritySelect
                label="其他意见：轻重"
                value={opinion.severity}
                choose={(severity) => change({ opinion: { ...opinion, severity } })}
              />
            </div>
            <div className="row paper-who">
              {text('表扬', praise.text, (value) => change({ praise: { ...praise, text: value } }), '表扬', 420, opinionAtMost)}
              {text('表扬的人', praise.staffName, (value) => change({ praise: { ...praise, staffName: value } }), '姓名', 150)}
            </div>
          </section>
        )}
      </div>
    </Page>
  );
}
