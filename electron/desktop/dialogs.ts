/** Dialogs that the desktop shows outside the page. */
import { app, type BrowserWindow, clipboard, dialog } from 'electron';

export function sayRefused(sentence: string): void {
  dialog.showErrorBox('回访工作站不能启动', sentence);
}

/** Asks whether to start the core again; true for yes. */
export async function offerRestart(): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: app.getName(),
    message: '工作站的后台程序意外停止了。',
    detail: '已保存的回答都在。点“重新启动”继续工作；反复出现请把时间告诉信息科。',
    buttons: ['重新启动', '退出'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** Shows the recovery key once; it is stored nowhere in readable form. */
export async function showRecoveryKey(recoveryKey: string): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'info',
    title: app.getName(),
    message: '请抄下恢复密钥，只显示这一次。',
    detail: `${recoveryKey}\n\n数据文件已加密，密钥由本机系统保管。换机器、重装系统后，要用这串恢复密钥才能打开数据。请交信息科妥善保存。`,
    buttons: ['已抄好', '复制并关闭'],
    defaultId: 0,
    noLink: true,
  });
  if (response === 1) clipboard.writeText(recoveryKey);
}

/** Asks whether to leave the page although something is unsaved; waits for the answer, as the event that asks cannot wait. */
export function leaveUnsaved(window: BrowserWindow): boolean {
  const answer = dialog.showMessageBoxSync(window, {
    type: 'warning',
    title: app.getName(),
    message: '未保存，仍要关闭吗？',
    detail: '有内容还没有保存到工作站。点“返回”继续，等显示“已保存”再关闭。',
    buttons: ['返回', '不保存，关闭'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return answer === 1;
}
