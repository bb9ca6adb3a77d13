/** The command line for IT and scheduled tasks: one verb, one function, through the same entry as every client. */
import { Command, InvalidArgumentError, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { rateRules, textEncodings } from '../shared/base/contract/words.ts';
import { exitCodeOf, exitCodes } from './cli/outcome.ts';

/** The core is loaded by the verb that needs it, so that help and a mistyped line answer at once. */
const serveVerb = () => import('./cli/serve.ts');
const importVerb = () => import('./cli/import.ts');
const drawVerb = () => import('./cli/draw.ts');
const reportVerb = () => import('./cli/report.ts');
const questionnaireVerb = () => import('./cli/questionnaire.ts');
const upkeepVerb = () => import('./cli/upkeep.ts');

function whole(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('');
  return Number(text);
}

const listOf = (text: string) =>
  text
    .split(/[,，、]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** A check that fails is a fault of what it checked. */
const judged = async (check: Promise<boolean>) => {
  if (!(await check)) process.exitCode = exitCodes.fault;
};

/** A file that is not as it should be is refused input. */
const accepted = async (check: Promise<boolean>) => {
  if (!(await check)) process.exitCode = exitCodes.refused;
};

const program = new Command('workstation')
  .description('出院患者电话回访工作站')
  .version(packageJson.version)
  .option('--data <DIR>', '数据文件夹（默认：当前用户的应用数据文件夹）')
  .option('--json', '在标准输出给出一个 JSON 对象')
  .addHelpText('after', '\n环境变量：WORKSTATION_POSTGRES_URL 是 PostgreSQL 的连接串；WORKSTATION_KEY 是桌面版加密数据文件的恢复密钥。')
  .configureOutput({ outputError: () => undefined })
  .exitOverride();

/** A verb whose options, with the global ones, go to its function. */
const verb = (name: string, description: string) => program.command(name).description(description);

verb('serve', '在本机提供界面与接口')
  .option('--port <N>', '端口，0 表示任选一个空闲的', whole, 8787)
  .action(async (_, command: Command) => (await serveVerb()).serve(command.optsWithGlobals()));
verb('import', '导入医院系统导出的出院记录')
  .argument('<FILE>', 'xlsx、xls 或 csv 文件')
  .option('--preview', '只预览，不写入')
  .option('--sheet <NAME>', '要导入的工作表（默认：最像出院记录的一张）')
  .option('--all-sheets', '列相同的工作表一起导入')
  .option('--without-hidden', '不读被筛选掉或隐藏的行')
  .addOption(new Option('--encoding <NAME>', '文本的编码（默认：自动识别）').choices(textEncodings.codes))
  .option('--accept-mapping', '接受猜出来的列对应（先用 --preview 核对）')
  .option('--file-wins <FIELDS>', '这些项目以文件为准，空格也清空现有内容，用逗号分开，如 患者电话,主管医师', listOf)
  .option('--template <NAME>', '把列对应存为这个名字的模板')
  .action(async (file: string, _, command: Command) => (await importVerb()).importFile(file, command.optsWithGlobals()));
verb('draw', '抽取一个月的回访样本')
  .requiredOption('--month <YYYY-MM>', '月份')
  .requiredOption('--size <N>', '样本量', whole)
  .addOption(new Option('--by <WHAT>', '分层依据').choices(['department', 'ward']).default('department'))
  .option('--seed <N>', '随机种子（默认：新产生）')
  .option('--extra', '该月已抽过样时追加抽样')
  .action(async (_, command: Command) => (await drawVerb()).draw(command.optsWithGlobals()));
verb('verify-draw', '重新执行一个月的抽样，核对名单是否一致')
  .requiredOption('--month <YYYY-MM>', '月份')
  .action(async (_, command: Command) => judged((await drawVerb()).verifyDraw(command.optsWithGlobals())));
verb('report', '一个月的满意度')
  .requiredOption('--month <YYYY-MM>', '月份')
  .addOption(new Option('--rule <RULE>', '满意的判定规则').choices(rateRules.codes).default('strict'))
  .option('--out <FILE.xlsx>', '另存为工作簿')
  .action(async (_, command: Command) => (await reportVerb()).report(command.optsWithGlobals()));
const questionnaire = verb('questionnaire', '问卷的导出、导入与检查');
questionnaire
  .command('export')
  .description('把问卷存为文件，按结尾决定 xlsx 或 json')
  .argument('<FILE>', 'xlsx 或 json 文件')
  .option('--code <CODE>', '问卷编号（默认：正在使用的那份）')
  .action(async (file: string, _, command: Command) => (await questionnaireVerb()).exportQuestionnaire(file, command.optsWithGlobals()));
questionnaire
  .command('import')
  .description('把文件导入为草稿')
  .argument('<FILE>', 'xlsx 或 json 文件')
  .action(async (file: string, _, command: Command) =>
    accepted((await questionnaireVerb()).importQuestionnaire(file, command.optsWithGlobals())),
  );
questionnaire
  .command('check')
  .description('检查文件里的问卷，不写入')
  .argument('<FILE>', 'xlsx 或 json 文件')
  .action(async (file: string, _, command: Command) =>
    accepted((await questionnaireVerb()).checkQuestionnaire(file, command.optsWithGlobals())),
  );
verb('verify', '检查数据库、操作日志、派生数字与抽样').action(async (_, command: Command) =>
  judged((await upkeepVerb()).verify(command.optsWithGlobals())),
);
verb('backup', '立即备份').action(async (_, command: Command) => (await upkeepVerb()).backup(command.optsWithGlobals()));
verb('unlock', '解除一个用户名因密码输错而来的锁定')
  .argument('<LOGIN>', '用户名')
  .action(async (login: string, _, command: Command) => (await upkeepVerb()).unlock(login, command.optsWithGlobals()));
verb('demo', '在空的数据文件夹里生成演示医院')
  .option('--until <YYYY-MM>', '最后一个完整月份（默认：上个月）')
  .action(async (_, command: Command) => (await upkeepVerb()).demo(command.optsWithGlobals()));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
