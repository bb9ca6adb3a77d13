/** Passes a number to the telephone by the hospital's setting: not at all, by a link, or by the softphone program. */

import type { DiallingPlan } from '../../shared/base/contract/settings.ts';
import { dialledNumber, diallingLink } from '../../shared/worklist/rules/dialling.ts';

const programSays = {
  started: null,
  not_set: '还没有设置软电话程序，请管理员在“系统维护 › 拨号”里设置。号码请手动拨打。',
  missing: '这台电脑上找不到设置的软电话程序，请联系管理员。号码请手动拨打。',
  failed: '软电话程序没有启动起来，请手动拨打，并告诉管理员。',
} as const;

/** Opens a link outside the page; the browser asks which program takes it. */
function follow(link: string): void {
  const anchor = document.createElement('a');
  anchor.href = link;
  anchor.click();
}

/** Rings the number up. Answers what went wrong in a sentence for the nurse, or null. */
export async function placeCall(number: string, plan: DiallingPlan): Promise<string | null> {
  if (plan.by === 'none') return null;
  if (plan.by === 'link') {
    const link = diallingLink(number, plan);
    if (!window.desktop) follow(link);
    else
      try {
        await window.desktop.dial(link);
      } catch {
        return '拨号链接没有打开，请确认本机装有软电话。号码请手动拨打。';
      }
    return null;
  }
  if (!window.desktop) return '软电话程序只能在桌面程序里启动，浏览器里请手动拨打。';
  return programSays[await window.desktop.startSoftphone(dialledNumber(number, plan))];
}
