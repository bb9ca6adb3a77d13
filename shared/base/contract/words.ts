/** The field's closed word lists: code and Chinese word. One list each, used by schema, contract, rules and screens. */
import { z } from 'zod';

function words<const T extends Record<string, string>>(list: T) {
  const codes = Object.keys(list) as [Extract<keyof T, string>, ...Extract<keyof T, string>[]];
  return { schema: z.enum(codes), codes, zh: list as Record<Extract<keyof T, string>, string> };
}

export const roles = words({
  nurse: '回访员',
  head: '科主任/护士长',
  supervisor: '随访办/质管办',
  director: '院领导',
  admin: '管理员',
  system: '系统',
});
export type Role = z.infer<typeof roles.schema>;

export const departmentKinds = words({ clinical: '临床', medtech: '医技', admin: '行政', logistics: '后勤' });
export type DepartmentKind = z.infer<typeof departmentKinds.schema>;

export const sexes = words({ male: '男', female: '女', unknown: '未知' });
export type Sex = z.infer<typeof sexes.schema>;

/** 治疗转归 */
export const treatmentOutcomes = words({ cured: '治愈', improved: '好转', unhealed: '未愈', died: '死亡', other: '其他' });
export type TreatmentOutcome = z.infer<typeof treatmentOutcomes.schema>;

/** 离院方式, the national codes 1–5 and 9. */
export const dischargeModes = words({
  '1': '医嘱离院',
  '2': '医嘱转院',
  '3': '转社区',
  '4': '非医嘱离院',
  '5': '死亡',
  '9': '其他',
});
export type DischargeMode = z.infer<typeof dischargeModes.schema>;

export const phoneKinds = words({ mobile: '手机', landline: '座机' });
export type PhoneKind = z.infer<typeof phoneKinds.schema>;

/** Where a number came from. */
export const phoneSources = words({ file: '导入', call: '回访中得知', ward: '病区核对' });
export type PhoneSource = z.infer<typeof phoneSources.schema>;

/** What was found out about a number besides the outcomes of calls; the last one counts. */
export const phoneMarks = words({
  added: '新增',
  moved: '调整顺序',
  bad: '标为有误',
  restored: '已恢复',
  verified: '病区核实无误',
  corrected: '病区已更正',
  no_other: '病区无其他号码',
  slipped: '已送病区核对',
});
export type PhoneMark = z.infer<typeof phoneMarks.schema>;

/** Why somebody is not called. */
export const doNotCallWhys = words({ own_wish: '本人要求', complaint: '投诉骚扰', deceased: '已故', other: '其他' });
export type DoNotCallWhy = z.infer<typeof doNotCallWhys.schema>;

/** Why a discharge is not in the frame, in the order in which they are applied (domain §4). */
export const exclusionReasons = words({
  died: '死亡',
  perhaps_died: '可能已死亡，待核对',
  no_phone: '无可拨号码',
  do_not_call: '勿扰名单',
  recently_interviewed: '近期已访谈',
  later_stay: '当月有更晚住院',
  outside_departments: '不在所选科室',
  age: '年龄不符',
  custom: '自定义条件',
  sensitive: '敏感科室或诊断',
  already_drawn: '已在本月样本中',
});
export type ExclusionReason = z.infer<typeof exclusionReasons.schema>;

/** Encodings a text export can be read in. */
export const textEncodings = words({
  'UTF-8': 'UTF-8',
  GB18030: 'GB18030（GBK）',
  'UTF-16': 'UTF-16',
  'UTF-16BE': 'UTF-16 BE',
  Big5: 'Big5',
});
export type TextEncoding = z.infer<typeof textEncodings.schema>;

/** Why a row of a table is skipped. */
export const skipReasons = words({ title: '标题', header: '表头', total: '合计', signature: '签名或说明', hidden: '隐藏行' });
export type SkipReason = z.infer<typeof skipReasons.schema>;

/** How the sample is shared out over the strata. */
export const allocations = words({ proportional: '按比例', equal: '等额', by_hand: '指定例数' });
export type AllocationKind = z.infer<typeof allocations.schema>;

/** What a custom exclusion rule may look at (domain §4). */
export const customFields = words({
  ward: '病区',
  doctor: '主管医师',
  nurse: '责任护士',
  diagnosis: '诊断',
  icd10: '诊断编码',
  payment: '付费方式',
  cost: '总费用（元）',
  stayDays: '住院天数',
  sex: '性别',
  outcome: '治疗转归',
  dischargeMode: '离院方式',
  address: '住址',
  remark: '备注',
});
export type CustomField = z.infer<typeof customFields.schema>;

export const customOperators = words({
  equals: '等于',
  not_equals: '不是',
  contains: '包含',
  not_contains: '不包含',
  starts_with: '开头是',
  greater: '大于',
  less: '小于',
});
export type CustomOperator = z.infer<typeof customOperators.schema>;

/** Why a follow-up was left where it is when others were assigned. */
export const assignHindrances = words({ held: '有人正在处理', ended: '已结束', avoided: '患者委婉拒绝过这位回访员' });
export type AssignHindrance = z.infer<typeof assignHindrances.schema>;

export const drawMethods = words({ simple: '简单随机', stratified: '分层随机', census: '全部' });
export type DrawMethod = z.infer<typeof drawMethods.schema>;

/** Outcome of one dialled call (domain §5). */
export const attemptOutcomes = words({
  completed: '完成',
  partial: '中途中断',
  refused: '拒访',
  soft_refused: '委婉拒绝',
  appointment: '约定再访',
  no_answer: '无人接听',
  busy: '占线',
  powered_off: '关机',
  unreachable: '无法接通',
  not_in_service: '空号/停机',
  wrong_number: '错号',
  unable: '无法沟通',
  deceased: '已故',
  readmitted: '再次住院中',
  denies_stay: '否认住院',
});
export type AttemptOutcome = z.infer<typeof attemptOutcomes.schema>;

export const followUpStates = words({ open: '进行中', ended: '已结束' });
export type FollowUpState = z.infer<typeof followUpStates.schema>;

/** How far the follow-up of a discharge is, for choosing among all discharges. */
export const followUpFilters = words({ none: '未抽中', open: '回访中', ended: '回访已结束' });
export type FollowUpFilter = z.infer<typeof followUpFilters.schema>;

/** Final outcome of a follow-up. `max_attempts` is 达到最大次数 without a stronger outcome. */
export const dispositions = words({
  completed: '完成',
  partial: '中途中断',
  refused: '拒访',
  not_in_service: '空号/停机',
  wrong_number: '错号',
  unable: '无法沟通',
  deceased: '已故',
  readmitted: '再次住院中',
  denies_stay: '否认住院',
  max_attempts: '达到最大次数',
});
export type Disposition = z.infer<typeof dispositions.schema>;

/** A follow-up in a word: how it ended, else whether it was called yet. */
export function followUpWord(one: {
  readonly disposition: Disposition | null;
  readonly state: FollowUpState;
  readonly attempts: number;
}): string {
  if (one.disposition) return dispositions.zh[one.disposition];
  return one.state === 'open' && one.attempts === 0 ? '待拨打' : followUpStates.zh[one.state];
}

/** Groups of the work list, in queue order (domain §5). */
export const queueGroups = words({
  due_appointment: '预约',
  missed_appointment: '预约已过',
  callback: '回拨',
  busy: '占线再拨',
  not_reached: '未接通再拨',
  no_answer: '无人接听再拨',
  never_called: '待拨',
  later: '稍后',
  hidden_today: '明天再拨',
});
export type QueueGroup = z.infer<typeof queueGroups.schema>;

/** Notes from shift to shift as a reader sorts them. */
export const handOverBoxes = words({ waiting: '待阅', received: '给我的', sent: '我写的', all: '全部' });
export type HandOverBox = z.infer<typeof handOverBoxes.schema>;

export const answerers = words({ patient: '本人', relative: '家属', other: '其他人' });
export type Answerer = z.infer<typeof answerers.schema>;

/** What the patient says of the revisit. */
export const revisitStates = words({ done: '已复诊', not_due: '未到期', unclear: '不清楚' });
export type RevisitState = z.infer<typeof revisitStates.schema>;

/** Why a revisit needs no reminder any more. */
export const revisitMarks = words({ reminded: '已提醒', visited: '已复诊', dropped: '不再提醒' });
export type RevisitMark = z.infer<typeof revisitMarks.schema>;

export const interviewStates = words({ open: '进行中', completed: '完成', partial: '部分完成' });
export type InterviewState = z.infer<typeof interviewStates.schema>;

export const aspectCodes = words({
  quality: '医疗质量',
  environment: '医疗环境',
  attitude: '服务态度',
  process: '服务流程',
  charges: '医疗收费',
  ethics: '医德医风',
});
export type AspectCode = z.infer<typeof aspectCodes.schema>;

export const feedbackKinds = words({ opinion: '意见', suggestion: '建议', complaint: '投诉', praise: '表扬' });
export type FeedbackKind = z.infer<typeof feedbackKinds.schema>;

export const severities = words({ general: '一般', several: '多科室', urgent: '紧急' });
export type Severity = z.infer<typeof severities.schema>;

/** States of feedback (domain §8). `draft` is an opinion of a call that has not ended. */
export const feedbackStates = words({
  draft: '草稿',
  registered: '已登记',
  dispatched: '已转办',
  accepted: '已受理',
  rectified: '已整改',
  reviewed: '已审核',
  replied: '已回复',
  closed: '已销账',
  suspended: '停止计时',
  appealed: '申诉中',
  excluded: '不予采纳',
  merged: '已合并',
});
export type FeedbackState = z.infer<typeof feedbackStates.schema>;

/** What the patient thinks of the reply; `unreached` after the usual attempts. */
export const verdicts = words({ accepted: '认可', not_accepted: '不认可', unreached: '未能联系上' });
export type Verdict = z.infer<typeof verdicts.schema>;

/** How the patient was told: a patient who rang or stood in the office was not called. */
export const replyWays = words({ call: '回拨电话', rang: '患者来电', person: '当面告知' });
export type ReplyWay = z.infer<typeof replyWays.schema>;

/** Outcome of one dialled reply call, in the order of its keys. */
export const replyCallOutcomes = words({
  reached: '接通',
  no_answer: '无人接听',
  busy: '占线',
  powered_off: '关机',
  unreachable: '无法接通',
  not_in_service: '空号/停机',
  wrong_number: '错号',
});
export type ReplyCallOutcome = z.infer<typeof replyCallOutcomes.schema>;

export const rateRules = words({ strict: '一项不满即不满意', overall: '总体评价', score: '加权得分', topbox: '最优选项占比' });
export type RateRule = z.infer<typeof rateRules.schema>;

/** Databases a hospital system may stand on. */
export const databaseKinds = words({ postgres: 'PostgreSQL', mysql: 'MySQL / MariaDB', sqlserver: 'SQL Server', oracle: 'Oracle' });
export type DatabaseKind = z.infer<typeof databaseKinds.schema>;

/** Encryption on the way to a hospital database. */
export const tlsModes = words({ off: '不加密（院内网）', encrypt: '加密，不核对证书', verify: '加密并核对证书' });
export type TlsMode = z.infer<typeof tlsModes.schema>;

/** How far the review of an interview is (domain §6, 质控). */
export const reviewStates = words({
  to_do: '待复核',
  sent_back: '已退回',
  returned: '已返回',
  agreed: '同意',
  corrected: '已更正',
});
export type ReviewState = z.infer<typeof reviewStates.schema>;

/** What happened to a review. */
export const reviewActions = words({ draw: '抽中复核', agree: '同意', send_back: '退回', answer: '返回' });
export type ReviewAction = z.infer<typeof reviewActions.schema>;

/** What the quality of a call is judged by, 0–2 points each. */
export const callChecks = words({
  greeting: '问候',
  identity: '身份核对',
  neutral: '未诱导',
  verbatim: '意见逐字记录',
  guidance: '健康指导',
  closing: '结束语',
});
export type CallCheck = z.infer<typeof callChecks.schema>;
