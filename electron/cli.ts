/** The command line for IT and scheduled tasks: one verb, one function, the same door as everybody. */
import { Command, InvalidArgumentError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { serve } from './cli/serve.ts';
import { exitCodeOf } from './cli/session.ts';

const port = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new InvalidArgumentError('端口应为 0–65535 的整数');
  return value;
};

const program = new Command('workstation')
  .description('出院患者电话回访工作站')
  .version(packageJson.version)
  .option('--data <DIR>', '数据文件夹（默认：当前用户的应用数据文件夹）')
  .option('--json', '在标准输出给出一个 JSON 对象')
  .exitOverride();

program
  .command('serve')
  .description('在本机提供界面与接口')
  .option('--port <N>', '端口，0 表示任选一个空闲的', port, 8787)
  .action((_, command: Command) => serve(command.optsWithGlobals()));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
