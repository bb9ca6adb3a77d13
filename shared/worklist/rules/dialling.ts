/** Builds the number to dial from the hospital: outside-line prefix, area code, and the text given to the telephone. */
import type { DiallingPlan } from '../../base/contract/settings.ts';

const place = '{number}';

/** The digits as they are dialled: 9 0 138…, 9 0571 8800…, 9 8800… in the hospital's own area. */
export function dialledNumber(number: string, plan: Pick<DiallingPlan, 'outsideLine' | 'areaCode' | 'localMobiles'>): string {
  const digits = number.replace(/\D/g, '');
  const mobile = /^1\d{10}$/.test(digits);
  const elsewhere = mobile && plan.localMobiles.length > 0 && !plan.localMobiles.some((beginning) => digits.startsWith(beginning));
  const near = !mobile && plan.areaCode !== '' && digits.startsWith(plan.areaCode) ? digits.slice(plan.areaCode.length) : digits;
  return plan.outsideLine + (elsewhere ? '0' : '') + near;
}

/** The link that rings the number up: tel:913812345678. */
export function diallingLink(number: string, plan: DiallingPlan): string {
  return plan.link.replaceAll(place, dialledNumber(number, plan));
}

/** Arguments of the softphone's program for a number that is dialled as it is given. */
export function programArguments(digits: string, plan: Pick<DiallingPlan, 'arguments'>): string[] {
  return plan.arguments.map((argument) => argument.replaceAll(place, digits));
}

/** What may be handed to a telephone: digits only. */
export const isDialled = (text: string) => /^\d{3,24}$/.test(text);

/** Links that the desktop hands to other programs: nothing but a number, or a SIP address with its port. */
export const isDiallingLink = (link: string) => /^(?:tel:\+?[\d*#.-]{2,80}|sip:\+?[\w*#@.-]{2,80}(?::\d{2,5})?)$/.test(link);

const absolutePath = /^(?:[A-Za-z]:[\\/]|\\\\|\/)/;
const script = /\.(?:bat|cmd|ps1|vbs|js|sh)$/i;

/** What is wrong with a plan, in a sentence; null where it can be dialled by. */
export function diallingComplaint(plan: DiallingPlan): string | null {
  if (!/^\d*$/.test(plan.outsideLine)) return '外线前缀只能是数字，例如 9';
  if (plan.areaCode !== '' && !/^0\d{2,3}$/.test(plan.areaCode)) return '本地区号应为 010、0571 这样的 3–4 位数字';
  if (plan.localMobiles.some((beginning) => !/^1\d{2,6}$/.test(beginning))) return '本地手机号段应为 3–7 位数字，以 1 开头，每行一个';
  if (plan.by === 'link') {
    if (plan.link.split(place).length !== 2) return `拨号链接里要有一处 ${place}，例如 tel:${place}`;
    if (!isDiallingLink(diallingLink('13800138000', plan))) return '拨号链接只能是 tel: 或 sip: 加号码（可带 @服务器地址），不能带其他内容';
  }
  if (plan.by === 'program') {
    if (!absolutePath.test(plan.program)) return '请填写软电话程序的完整路径，例如 C:\\Softphone\\dial.exe';
    if (script.test(plan.program)) return '只能启动程序文件，不能是批处理或脚本';
    if (!plan.arguments.some((argument) => argument.includes(place))) return `程序参数里要有 ${place}`;
  }
  return null;
}
