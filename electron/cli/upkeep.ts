/** `verify`, `backup` and `demo`. */
import { roles } from '../../shared/contract/words.ts';
import { type GlobalOptions, say } from './outcome.ts';
import { withExisting, withWorkstation } from './session.ts';

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

export async function demo(options: GlobalOptions & { readonly until?: string }): Promise<void> {
  if (!options.json) process.stderr.write('正在生成演示医院，约需一分钟……\n');
  const input = options.until ? { until: options.until } : {};
  const result = await withWorkstation(options, (client) => client.accounts.setUpDemo(input));
  say(options, result, [
    '演示医院已生成，可用下列用户登录：',
    ...result.users.map((user) => `${user.login}  ${user.name}（${roles.zh[user.role]}）`),
    `密码都是 ${result.password}`,
  ]);
}
