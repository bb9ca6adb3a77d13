/**
 * Checks health guidance: every patient gets one, each diagnosis has one text, and each text says where to get help.
 */
import type { Guidance, QuestionnaireContent } from '../../contract/questionnaires.ts';
import { advice, type Finding, fault, type GuidanceField, type Place } from '../findings.ts';
import { codeKey } from '../guidance.ts';
import { blank, checkPlain, repeated } from './texts.ts';

/** I, I1, I10, I10.x, M80000/3 are prefixes of codes; 高血压 is not. */
const prefix = /^[A-Z]\d{0,5}([.X][\dA-Z.*+]*)?(\/\d?)?$/;

function checkOne(guidance: Guidance, index: number): Finding[] {
  const at = (field: GuidanceField, row?: number): Place => ({ part: 'guidance', index, field, ...(row === undefined ? {} : { row }) });
  const codes = guidance.icd10 ?? [];
  return [
    ...(blank(guidance.title) ? [fault(at('title'), '这条健康指导没有名称。')] : []),
    ...(blank(guidance.text) ? [fault(at('text'), '还没有写指导内容。')] : []),
    ...checkPlain(at('text'), guidance.text),
    ...codes.filter((code) => !prefix.test(codeKey(code))).map((code) => fault(at('icd10'), `“${code}”不是 ICD-10 编码的开头。`)),
    ...(guidance.redFlags.length === 0 ? [advice(at('redFlags'), '没有警示症状：患者说到危险的情况时，屏幕上没有提醒。')] : []),
    ...guidance.redFlags.flatMap((flag, row) => [
      ...(blank(flag.sign) ? [fault(at('redFlags', row), '警示症状没有写情况。')] : []),
      ...(blank(flag.say) ? [fault(at('redFlags', row), '警示症状没有写怎么告诉患者。')] : []),
      ...checkPlain(at('redFlags', row), flag.sign + flag.say),
    ]),
  ];
}

/** Whom a text is for, as one word per prefix and department: equal words would leave it to chance which is read. */
const forWhom = ({ icd10 = [], department = '' }: Guidance) =>
  (icd10.length > 0 ? icd10.map(codeKey) : ['']).map((code) => `${code}|${department}`);

export function checkGuidance({ guidance }: QuestionnaireContent): Finding[] {
  const seen = new Map<string, number>();
  const twice = guidance.flatMap((entry, index) =>
    forWhom(entry).flatMap((whom) => {
      const first = seen.get(whom);
      seen.set(whom, first ?? index);
      if (first === undefined) return [];
      const [code, department] = whom.split('|');
      const what = [code && `诊断编码 ${code}`, department && `科室“${department}”`].filter(Boolean).join('、') || '不限诊断和科室';
      const field: GuidanceField = code ? 'icd10' : 'department';
      const place: Place = { part: 'guidance', index, field };
      return [first === index ? fault(place, `${what}写了两次。`) : fault(place, `${what}已经在“${guidance[first]?.title}”里了。`)];
    }),
  );
  return [
    ...twice,
    ...repeated(guidance.map((entry) => entry.title)).map((index) =>
      fault({ part: 'guidance', index, field: 'title' }, '名称与前面的健康指导相同，请换一个。'),
    ),
    ...guidance.flatMap(checkOne),
    ...(seen.has('|')
      ? []
      : [advice({ part: 'about', field: 'guidance' }, '没有不限诊断和科室的一般健康指导，对不上的患者没有指导可念。')]),
  ];
}
