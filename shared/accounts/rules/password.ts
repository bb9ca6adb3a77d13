/** Checks a password against the rule of domain §11; screen and core share this check. */

/** Passwords that are tried first everywhere; compared in lower case. */
const common = new Set(
  '12345678 123456789 1234567890 87654321 11111111 00000000 88888888 66666666 password password1 passw0rd qwerty123 qwertyuiop 1q2w3e4r 1qaz2wsx abc12345 abcd1234 a1234567 aa123456 a12345678 admin123 admin888 administrator woaini1314 iloveyou hospital1 yiyuan123 huifang123 p@ssw0rd password123 123qwe123 qwe123456 asd123456 zxc123456'.split(
    ' ',
  ),
);
/** Words that a few figures or signs around them do not make a password. */
const commonWords = new Set(
  'password passwd admin administrator root user qwerty welcome letmein iloveyou woaini hospital yiyuan'.split(' '),
);

const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/];

/** Rows of the keyboard and of the alphabet; along them a finger or a mind runs by itself. */
const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const runs = new Set(
  rows.flatMap((row) =>
    [row, [...row].reverse().join('')].flatMap((way) => Array.from({ length: way.length - 1 }, (_, at) => way.slice(at, at + 2))),
  ),
);

/** Letters written as the signs that look like them: p@ssw0rd. */
const plain = (text: string) =>
  text.replace(/[@013$5!]/g, (sign) => ({ '@': 'a', '0': 'o', '1': 'i', '3': 'e', $: 's', '5': 's', '!': 'i' })[sign] ?? sign);

/** Few characters, a run along a row, a repetition, or one of the words that everybody tries. */
function isTrivial(password: string): boolean {
  const text = password.toLowerCase();
  if (new Set(text).size < 5) return true;
  const steps = Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2));
  const idle = steps.filter((step) => runs.has(step) || step[0] === step[1]).length;
  if (idle * 2 > steps.length) return true;
  const bare = text.replace(/^[^a-z]+|[^a-z]+$/g, '');
  return commonWords.has(bare) || commonWords.has(plain(bare)) || common.has(text);
}

/** Two letters may stand in any word by chance; two characters of a Chinese name do not. */
const isTelling = (name: string) => name.length >= 3 || /^\p{Script=Han}{2}$/u.test(name);

export interface Owner {
  readonly login: string;
  /** The person's name in every writing that is known. */
  readonly names: readonly string[];
}

/** What is wrong with a password, in Chinese; null when it may be used. */
export function passwordWeakness(password: string, { login, names }: Owner): string | null {
  if (password.length < 8) return '至少 8 个字符';
  if (kinds.filter((kind) => kind.test(password)).length < 2) return '至少包含字母、数字、符号中的两种';
  const text = password.toLowerCase();
  if (login !== '' && text === login.toLowerCase()) return '不能与用户名相同';
  if ([login, ...names].some((name) => isTelling(name) && text.includes(name.toLowerCase()))) return '不能含有用户名或姓名';
  return isTrivial(password) ? '这个密码太常见，容易被猜到' : null;
}
