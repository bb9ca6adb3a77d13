/** A rehearsal with an invented patient on the real call screen; nothing is stored. */
import { useQuery } from '@tanstack/react-query';
import { App, AutoComplete, Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { type AttemptOutcome, attemptOutcomes, sexes } from '../../shared/base/contract/words.ts';
import type { QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import { api } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { useSignedIn } from '../base/signedIn.ts';
import { Talking } from '../calls/index.ts';
import { rehearse } from '../interviews/index.ts';
import { Key, Mark } from '../ui/parts.tsx';
import { briefOf, type Invented, invented } from './invented.ts';
import '../ui/callFrame.css';
import '../ui/clip.css';

const sexChoices = sexes.codes.map((value) => ({ value, label: sexes.zh[value] }));

export function PreviewCall({ content, leave }: { content: QuestionnaireContent; leave: () => void }) {
  const { message } = App.useApp();
  const { hospital, user } = useSignedIn();
  const departments = useQuery(api.hospital.departments.queryOptions({ input: {} }));
  const [patient, setPatient] = useState<Invented>(invented);
  const [round, setRound] = useState(0);
  const brief = useMemo(() => briefOf(content, patient, hospital, user?.name ?? ''), [content, patient, hospital, user]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a new interview
  const interview = useMemo(() => rehearse('rehearsal', () => new Date().toISOString()), [round]);
  const known = departments.data ?? [];
  const own = {
    id: 'rehearsal',
    name: patient.department,
    kind: 'clinical',
    sensitive: false,
    active: true,
    headed: true,
    deputyId: null,
    deputyName: null,
    initials: '',
    version: 0,
  } as const;
  const again = useCallback(() => setRound((before) => before + 1), []);
  const end = useCallback(
    (outcome: AttemptOutcome | null) => {
      void message.info(`试拨到此结束${outcome ? `（${attemptOutcomes.zh[outcome]}）` : ''}，什么都没有保存。`);
      leave();
    },
    [message, leave],
  );
  useCommands(
    useMemo<Command[]>(
      () => [
        { id: 'leave-rehearsal', label: '回到编辑', keys: ['F3'], run: leave },
        { id: 'again', label: '重新开始', keys: ['F5'], run: again },
      ],
      [leave, again],
    ),
  );
  const set = (patch: Partial<Invented>) => setPatient((before) => ({ ...before, ...patch }));
  return (
    <div className="call talking" data-testid="rehearsal">
      <header className="call-head">
        <h1>试拨</h1>
        <Mark tone="warn">虚构的患者，不拨号、不保存</Mark>
        <span className="call-clip">{content.title}</span>
        <span className="grow" />
        <Button onClick={again}>
          重新开始 <Key>F5</Key>
        </Button>
        <Button type="primary" onClick={leave}>
          回到编辑 <Key>F3</Key>
        </Button>
      </header>
      <aside className="call-left studio-invented" aria-label="虚构的患者">
        <h2>换一位患者试试</h2>
        <label htmlFor="invented-name">姓名</label>
        <Input id="invented-name" size="small" value={patient.name} onChange={(event) => set({ name: event.target.value })} />
        <label htmlFor="invented-sex">性别</label>
        <Select id="invented-sex" size="small" value={patient.sex} options={sexChoices} onChange={(sex) => set({ sex })} />
        <label htmlFor="invented-age">年龄</label>
        <InputNumber
          id="invented-age"
          size="small"
          min={0}
          max={130}
          value={patient.ageYears}
          onChange={(age) => set({ ageYears: age ?? 0 })}
        />
        <label htmlFor="invented-department">科室</label>
        <AutoComplete
          id="invented-department"
          size="small"
          value={patient.department}
          options={known.filter(({ kind }) => kind === 'clinical').map(({ name }) => ({ value: name }))}
          onChange={(department: string) => set({ department })}
        />
        <label htmlFor="invented-icd10">诊断编码</label>
        <Input id="invented-icd10" size="small" value={patient.icd10} onChange={(event) => set({ icd10: event.target.value })} />
        <label htmlFor="invented-payment">付费方式</label>
        <Input id="invented-payment" size="small" value={patient.payment} onChange={(event) => set({ payment: event.target.value })} />
        <Checkbox checked={patient.sensitive} onChange={(event) => set({ sensitive: event.target.checked })}>
          敏感科室
        </Checkbox>
        <p className="limits">{brief.texts.limits}</p>
      </aside>
      <Talking key={round} brief={brief} interview={interview} departments={[own, ...known]} end={end} />
    </div>
  );
}
