/** Composes the patients' words: feedback with its time, duration and extent. */
import type { AspectCode, FeedbackKind, Severity } from '../../shared/base/contract/words.ts';
import type { RecordedInterview } from '../core/paper/index.ts';
import type { Objection } from './answers.ts';
import type { Fix, Opinions } from './content.ts';
import type { Random } from './random.ts';
import type { DemoStay } from './stays.ts';
import { daysBetween, plusDays } from './times.ts';
import { departmentId, type World } from './world.ts';

type Opinion = NonNullable<RecordedInterview['opinions']>[number];

/** An opinion just registered, with what will be done about it. */
export interface Said extends Omit<Opinion, 'steps'> {
  readonly fix: Fix;
  readonly responsible: readonly string[];
}

interface Heard {
  readonly stay: DemoStay;
  /** Says nothing of other departments. */
  readonly ownOnly: boolean;
  readonly registeredAt: string;
  readonly registeredBy: string;
}

const praiseShare = 0.08;
const suggestionShare = 0.03;
const openerShare = 0.35;
const asideShare = 0.15;
const wishShare = 0.6;
/** How often a patient begins with what is wanted. */
const wishFirstShare = 0.15;
const noFix: Fix = { causeKind: '', cause: '', measures: '', reply: '' };

function filled(text: string, stay: DemoStay, random: Random): string {
  const days = Math.max(1, daysBetween(stay.admissionDate ?? stay.dischargeDate, stay.dischargeDate));
  const date = plusDays(stay.dischargeDate, -random.int(0, days));
  const slots: Readonly<Record<string, () => string>> = {
    when: () => `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}号${random.pick(['晚上', '夜里', '半夜'])}`,
    minutes: () => random.pick(['二十多分钟', '半个多小时', '四十分钟', '一个多钟头', '十五六分钟']),
    hours: () => random.pick(['两个多小时', '三个小时', '一上午', '两个钟头']),
    money: () => random.pick(['八十多', '一百二十', '三百多', '四百八', '六百', '一千二']),
  };
  return text.replace(/\{([^{}]+)\}/g, (whole, inside: string) => {
    const wordings = inside.split('|');
    return wordings.length > 1 ? random.pick(wordings) : (slots[inside]?.() ?? whole);
  });
}

/** The point with what people say around it: an opener, the wish before or after, an aside. */
function inOwnWords({ openers, asides }: Opinions, random: Random, point: string, wish: string): string {
  const first = /^希望.+。$/.test(wish) && random.chance(wishFirstShare);
  const begun = first ? wish.replace(/。$/, '，') : random.chance(openerShare) ? random.pick(openers) : '';
  const ended = /[。！？]$/.test(point) ? point : `${point}。`;
  const aside = random.chance(asideShare) ? random.pick(asides) : '';
  return begun + ended + aside + (first ? '' : wish);
}

function answerable(world: World, stay: DemoStay, other: string | undefined): { departmentId: string; responsible: readonly string[] } {
  const own = world.hospital.departments.find(({ profile }) => profile.name === stay.department);
  if (other === undefined) return { departmentId: departmentId(world, stay.department), responsible: own?.responsible ?? [] };
  return { departmentId: departmentId(world, other), responsible: [`${other}负责人`] };
}

function said(
  heard: Heard,
  kind: FeedbackKind,
  severity: Severity,
  text: string,
  rest: Pick<Said, 'itemCode' | 'aspect' | 'departmentId' | 'fix' | 'responsible'>,
): Said {
  return { kind, severity, text, staffName: '', registeredAt: heard.registeredAt, registeredBy: heard.registeredBy, ...rest };
}

function objectionSaid(world: World, random: Random, heard: Heard, objection: Objection): Said[] {
  const { opinions } = world.hospital.content;
  const about = opinions.items[objection.itemCode];
  const aspect = world.questionnaire.items.find((item) => item.code === objection.itemCode)?.aspect ?? null;
  if (!about) return [];
  const complaint = objection.complaint === null ? undefined : opinions.complaints[objection.complaint];
  const opinion = complaint ?? random.pick(about.opinions.filter(({ department }) => !heard.ownOnly || department === undefined));
  const point = filled(opinion.text, heard.stay, random);
  // Who complains comes to the point.
  const text = complaint ? point : inOwnWords(opinions, random, point, random.chance(wishShare) ? random.pick(about.wishes) : '');
  return [
    said(heard, complaint ? 'complaint' : 'opinion', opinion.severity, text, {
      itemCode: objection.itemCode,
      aspect,
      fix: about.fixes[opinion.fix] ?? noFix,
      ...answerable(world, heard.stay, opinion.department),
    }),
  ];
}

function praiseSaid(world: World, random: Random, heard: Heard): Said {
  const { role, text } = random.pick(world.hospital.content.opinions.praise);
  const staffName = role === 'doctor' ? heard.stay.doctor : heard.stay.nurse;
  const about = { itemCode: null, aspect: null as AspectCode | null, fix: noFix, ...answerable(world, heard.stay, undefined) };
  return { ...said(heard, 'praise', 'general', text.replace('{staff}', staffName), about), staffName };
}

function suggestionSaid(world: World, random: Random, heard: Heard): Said {
  const { aspect, text, department, reply } = random.pick(world.hospital.content.opinions.suggestions);
  const fix = {
    causeKind: '法',
    cause: '患者建议合理，科室此前没有考虑到。',
    measures: `采纳建议：${reply}`,
    reply: `您的建议采纳了。${reply}`,
  };
  return said(heard, 'suggestion', 'general', filled(text, heard.stay, random), {
    itemCode: null,
    aspect,
    fix,
    ...answerable(world, heard.stay, department),
  });
}

/** All that one interview brings, in the order of the conversation. */
export function saidInInterview(world: World, random: Random, heard: Heard, objections: readonly Objection[]): Said[] {
  return [
    ...objections.flatMap((objection) => objectionSaid(world, random, heard, objection)),
    ...(random.chance(suggestionShare) ? [suggestionSaid(world, random, heard)] : []),
    ...(random.chance(praiseShare) ? [praiseSaid(world, random, heard)] : []),
  ];
}

/** The urgent case a head finds on top of the screen. */
export function urgentSaid(world: World, random: Random, heard: Heard): Said {
  const about = world.hospital.content.opinions.items['attitude_nurse'];
  const text = filled(
    '夜里按铃按了二十多分钟才来人，护士来了说话很冲，{when}，三楼。老人当时胸口疼得厉害，要是出了事谁负责。希望道歉。',
    heard.stay,
    random,
  );
  return said(heard, 'complaint', 'urgent', text, {
    itemCode: 'attitude_nurse',
    aspect: 'attitude',
    fix: about?.fixes[0] ?? noFix,
    ...answerable(world, heard.stay, undefined),
  });
}
