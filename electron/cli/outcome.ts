/** Prints the outcome of a verb: its result, its failure, its exit code. */
import { ORPCError } from '@orpc/client';
import { CommanderError } from 'commander';
import { type ErrorCode, errorList, Refusal } from '../../shared/base/contract/errors.ts';

export interface GlobalOptions {
  readonly data?: string;
  readonly json?: boolean;
}

/** Says the result: one JSON object, or lines for people. */
export function say(options: GlobalOptions, result: object, lines: readonly string[]): void {
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${lines.join('\n')}\n`);
}

export const exitCodes = { refused: 1, fault: 2 } as const;

/** Codes of the closed list that are nobody's input: the program's, the disk's or the database's trouble. */
const faults: readonly ErrorCode[] = ['INTERNAL', 'DATABASE_DAMAGED', 'DATABASE_BUSY', 'DISK_FULL'];

/** Exit code for a failure, which is said on stderr in plain words. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return sayUsage(error);
  if (error instanceof Refusal || (error instanceof ORPCError && error.code in errorList)) {
    process.stderr.write(`${error.message}\n`);
    return faults.some((code) => code === error.code) ? exitCodes.fault : exitCodes.refused;
  }
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_')) return sayStartUsage(error.message);
  // The system's own sentence is English; its code and the path say the same.
  const ofSystem = (name: string) =>
    error instanceof Error && name in error ? String((error as Error & Record<string, unknown>)[name]) : '';
  const fault = `程序内部出错。\n${error instanceof Error ? error.stack : String(error)}\n`;
  process.stderr.write(ofSystem('syscall') === '' ? fault : `文件读写失败（${`${ofSystem('code')} ${ofSystem('path')}`.trim()}）。\n`);
  return exitCodes.fault;
}

const usageWords: Readonly<Record<string, string>> = {
  'commander.unknownCommand': '没有这个命令',
  'commander.unknownOption': '没有这个选项',
  'commander.missingArgument': '缺少参数',
  'commander.missingMandatoryOptionValue': '缺少必需的选项',
  'commander.optionMissingArgument': '选项缺少值',
  'commander.invalidArgument': '选项的值不正确',
  'commander.excessArguments': '参数太多',
};

/** The option or word that a library's English sentence quotes. */
const quoted = (message: string) => / *'([^']*)'/.exec(message)?.[1] ?? '';

function sayUsage(error: CommanderError): number {
  const words = usageWords[error.code];
  if (!words) return error.exitCode;
  process.stderr.write(`${[words, quoted(error.message)].filter(Boolean).join(' ')}，加 --help 查看用法。\n`);
  return exitCodes.refused;
}

/** `npm start` has so few options that they are named. */
function sayStartUsage(message: string): number {
  process.stderr.write(`不认识 ${quoted(message)}。可用的选项：--data 文件夹、--port 端口、--browser（用浏览器打开）。\n`);
  return exitCodes.refused;
}
