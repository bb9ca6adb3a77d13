/** The verbs `verify`, `backup`, `unlock` and `demo`. */

import { Refusal } from '../../shared/base/contract/errors.ts';
import { roles } from '../../shared/base/contract/words.ts';
import { requestUnlock } from '../core/accounts/index.ts';
import { type GlobalOptions, say } from './outcome.ts';
import { placeOf, withExisting, withWorkstation } from './session.ts';

/** Database integrity, audit chain, derived figures, draws; whether all are in order. */
export async function verify(options: GlobalOptions): Promise<boolean> {
  const result = await withExisting(options, (client) => client.upkeep.verify({}));
  say(options, result, [
    ...result.checks.map(({ name, ok, detail }) => `${ok ? '正常' : '异常'}  ${name}${detail ? `：${detail}` : ''}`),
    result.ok ? '全部检查正常。' : '有检查未通过！',
  ]);
  return result.ok;
}

export async function backup(options: GlobalOptions): Promise<void> {
  const result = await withExisting(options, (client) => client.upkeep.backup({}));
  say(options, result, [`已备份：${result.file}（${result.bytes} 字节，出院记录 ${result.discharges}，访谈 ${result.interviews}）`]);
}

/** Lifts a lock; where another program holds the data file, it is asked to. */
export async function unlock(login: string, options: GlobalOptions): Promise<void> {
  try {
    await withExisting(options, (client) => client.accounts.unlock({ login }));
    say(options, { login, unlocked: true }, [`已解锁：${login}`]);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'FOLDER_IN_USE') throw error;
    await requestUnlock(placeOf(options).dataDir, login);
    say(options, { login, unlocked: false }, [`回访工作站正在运行，已留下解锁请求：${login} 下一次登录时生效，请现在登录。`]);
  }
}

export async function demo(options: GlobalOptions & { readonly until?: string }): Promise<void> {
  if (!options.json) process.stderr.write('正在生成演示医院，约需一分钟……\n');
  const input = options.until ? { until: options.until } : {};
  const result = await withWorkstation(options, (client) => client.hospital.setUpDemo(input));
  say(options, result, [
    '演示医院已生成，可用下列用户登录：',
    ...result.users.map((user) => `${user.login}  ${user.name}（${roles.zh[user.role]}）`),
    `密码都是 ${result.password}`,
  ]);
}
