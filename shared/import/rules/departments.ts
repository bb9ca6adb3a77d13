/** Proposes the known department that an unknown name in an export means: 心内, 心内科一病区 → 心血管内科. */

export interface KnownDepartment {
  readonly id: string;
  readonly name: string;
}

/** Everyday short forms that share too little with the full name to be found by likeness. */
const shortForms: Readonly<Record<string, string>> = {
  icu: '重症医学',
  nicu: '新生儿',
  ccu: '心血管内',
  五官: '耳鼻咽喉',
  耳鼻喉: '耳鼻咽喉',
  脑外: '神经外',
  脑内: '神经内',
  心胸外: '胸心外',
  理疗: '康复',
  呼吸: '呼吸与危重症',
  呼吸内: '呼吸与危重症',
};

const wardEnd = /(?:第?[一二三四五六七八九十\d]{1,3}|[东西南北中]|[a-d])?(?:病区|病房|护理单元|护理组|院区|分院|区|组|部)$/;
const numberEnd = /[一二三四五六七八九十\d]{1,2}$/;

/** The name without brackets, ward, number and the words every department has. */
function coreOf(name: string): string {
  let core = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([【].*?[)\]】]/g, '')
    .replace(/[\s·\-_/]/g, '');
  for (let before = ''; before !== core; ) {
    before = core;
    const shorter = core
      .replace(wardEnd, '')
      .replace(numberEnd, '')
      .replace(/门诊|住院/g, '');
    if (shorter.length >= 1) core = shorter;
  }
  core = core.replace(/医学中心$|中心$/, '').replace(/医学科$|科$|病$/, '') || core;
  return shortForms[core] ?? core;
}

/** Whether the characters of `short` stand in `long` in their order, the first at its beginning. */
function abbreviates(short: string, long: string): boolean {
  if (short === '' || short[0] !== long[0]) return false;
  let at = 0;
  for (const char of long) if (char === short[at]) at += 1;
  return at >= short.length;
}

function pairsOf(text: string): Set<string> {
  const chars = [...text];
  return new Set(chars.length < 2 ? chars : chars.slice(1).map((char, index) => `${chars[index]}${char}`));
}

/** Dice's coefficient over pairs of characters, 0–1 (Dice 1945). */
function likeness(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)];
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return left.size + right.size === 0 ? 0 : (2 * shared) / (left.size + right.size);
}

function score(core: string, known: string): number {
  if (core === known) return 1;
  const [short, long] = core.length <= known.length ? [core, known] : [known, core];
  const abbreviated = abbreviates(short, long) ? 0.6 + 0.3 * (short.length / long.length) : 0;
  return Math.max(abbreviated, likeness(core, known) * 0.9);
}

const sureEnough = 0.6;
/** Two departments about as likely are no suggestion. */
const ahead = 0.05;

/** The department meant, where one is clearly likelier than the others; null where none is. A suggestion, for a person to confirm. */
export function suggestDepartment<D extends KnownDepartment>(name: string, known: readonly D[]): D | null {
  const core = coreOf(name);
  const ranked = known.map((department) => ({ department, score: score(core, coreOf(department.name)) })).sort((a, b) => b.score - a.score);
  const [first, second] = ranked;
  if (!first || first.score < sureEnough || (second && first.score - second.score < ahead)) return null;
  return first.department;
}
