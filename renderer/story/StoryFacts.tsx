import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo } from 'react';
import { dischargeModes, phoneKinds, treatmentOutcomes } from '../../shared/base/contract/words.ts';
import { sameNumberInWords } from '../../shared/base/rules/phones.ts';
import { stayDays } from '../../shared/base/rules/time.ts';
import type { DischargeStory, StoryOther } from '../../shared/story/contract/story.ts';
import { client } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { Failure, Key, Mark } from '../ui/parts.tsx';
import { placeOf } from '../ui/placeOf.ts';

interface Phoned {
  readonly id: string;
  readonly phones: DischargeStory['phones'];
  /** Why the story itself was looked at, where that was asked. */
  readonly reason?: string;
}

/** Masked until asked for; every look is written down. */
function Phones({ id, phones, reason }: Phoned) {
  const show = useMutation({ mutationFn: () => client.story.showPhones({ id, ...(reason ? { reason } : {}) }) });
  const { mutate, data } = show;
  useCommands(
    useMemo<Command[]>(
      () => [{ id: 'story.phones', label: '显示电话（记入日志）', keys: ['P'], when: phones.length > 0 && !data, run: () => mutate() }],
      [phones.length, data, mutate],
    ),
  );
  return (
    <section>
      <h2 className="row">
        <span className="grow">电话</span>
        {phones.length > 0 && !data && (
          <Button size="small" loading={show.isPending} title="显示完整号码，查看人和时间记入日志" onClick={() => mutate()}>
            显示 <Key>P</Key>
          </Button>
        )}
      </h2>
      {phones.length === 0 && <p className="dim">没有可拨的号码。</p>}
      {phones.map((phone, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: masked numbers may look alike; their order is theirs
        <p key={index} className="story-phone">
          <b>
            {data?.numbers[index] ?? phone.number}
            {phone.extension && ` 转 ${phone.extension}`}
          </b>{' '}
          <span className="mut">{phone.relation || phoneKinds.zh[phone.kind]}</span> {phone.bad && <Mark tone="bad">空号</Mark>}
        </p>
      ))}
      {data && <p className="dim">已显示完整号码，本次查看已记入日志。</p>}
      <Failure error={show.error} />
    </section>
  );
}

function Others({ title, others, named }: { title: string; others: readonly StoryOther[]; named: boolean }) {
  if (others.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      {others.map((other) => (
        <Link key={other.id} className="story-other" to="/discharges/$dischargeId" params={{ dischargeId: other.id }}>
          <span>
            {named ? <b>{other.name}</b> : other.dischargeDate} {other.department}
          </span>
          <span className="mut">
            {named ? `${other.dischargeDate} 出院` : other.diagnosis}
            {other.followUp && ` · 回访${other.followUp}`}
          </span>
        </Link>
      ))}
    </section>
  );
}

/** Who, which stay, which numbers; other stays and others with the same number. */
export function StoryFacts({ story, reason }: { story: DischargeStory; reason?: string }) {
  const { stay } = story;
  const days = stayDays(stay.admissionDate, stay.dischargeDate);
  const rows = [
    ['住院号', stay.inpatientNumber],
    ['病案号', stay.medicalRecordNumber && `${stay.medicalRecordNumber}${stay.stayCount ? `，第 ${stay.stayCount} 次住院` : ''}`],
    ['诊断', [stay.diagnosis, stay.icd10].filter(Boolean).join(' ')],
    ['住院', `${stay.admissionDate ? `${stay.admissionDate} 至 ` : ''}${stay.dischargeDate}${days === null ? '' : `，${days} 天`}`],
    ['科室', placeOf(stay)],
    ['医护', [stay.doctor && `${stay.doctor}（医师）`, stay.nurse && `${stay.nurse}（责任护士）`].filter(Boolean).join('、')],
    ['转归', stay.outcome ? treatmentOutcomes.zh[stay.outcome] : ''],
    ['离院', stay.dischargeMode ? dischargeModes.zh[stay.dischargeMode] : ''],
    [
      '费用',
      [stay.costCents === null ? '' : `${(stay.costCents / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2 })} 元`, stay.payment]
        .filter(Boolean)
        .join('，'),
    ],
    ['复诊', stay.revisitDate ?? ''],
    ['出生', stay.birthDate ?? ''],
    ['身份证', stay.idLast4 && `尾号 ${stay.idLast4}`],
    ['地址', stay.address],
    ['备注', stay.remark],
  ].filter(([, value]) => value);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <aside className="card story-facts" aria-label="患者与住院" tabIndex={0}>
      <section>
        <h2>这次住院</h2>
        <dl>
          {rows.map(([word, value]) => (
            <div key={word} className="story-fact">
              <dt>{word}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Phones key={stay.id} id={stay.id} phones={story.phones} {...(reason ? { reason } : {})} />
      <Others title={`同一患者的其他住院 ${story.stays.length} 次`} others={story.stays} named={false} />
      <Others title={`${sameNumberInWords(story.samePhone)}，另有`} others={story.samePhone} named />
    </aside>
  );
}
