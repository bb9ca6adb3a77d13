/** Chinese names of the parts of a questionnaire, for screens, workbooks and findings. */
import type { ItemKind, ScriptName } from '../contract/questionnaires.ts';
import type { TemplateVariable } from './templates.ts';

export const kindWords: Readonly<Record<ItemKind, string>> = {
  single: '单选',
  multiple: '多选',
  number: '数字',
  date: '日期',
  text: '文字',
};

export const scriptWords: Readonly<Record<ScriptName, string>> = {
  greeting: '问候',
  greetingNeutral: '问候（敏感科室）',
  greetingProxy: '问候（家属的号码）',
  identity: '核对身份',
  consent: '征得同意',
  condition: '近况与警示症状',
  guidance: '健康指导开头',
  revisit: '复诊提醒',
  openOpinion: '其他意见',
  praise: '表扬',
  closing: '结束语',
  condolence: '慰问（患者已故）',
  limits: '电话的界限',
  probe: '追问（通用）',
};

/** Spoken before the items, after them, and only where they are called for. */
export const scriptsBefore: readonly ScriptName[] = ['greeting', 'identity', 'consent', 'condition', 'guidance', 'revisit'];
export const scriptsAfter: readonly ScriptName[] = ['openOpinion', 'praise', 'closing'];
export const scriptsApart: readonly ScriptName[] = ['greetingNeutral', 'greetingProxy', 'probe', 'condolence', 'limits'];

export const variableWords: Readonly<Record<TemplateVariable, string>> = {
  hospital: '医院',
  name: '姓名',
  title: '称呼',
  department: '科室',
  dischargeDate: '出院日期',
  doctor: '主管医生',
  nurse: '回访员',
  relation: '与患者的关系',
};
