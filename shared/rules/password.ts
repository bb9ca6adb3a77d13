/** The password rule of domain §11, the same on the screen and in the core. */

/** Passwords that are tried first everywhere; compared in lower case. */
const common = new Set(
  '12345678 123456789 1234567890 87654321 11111111 00000000 88888888 66666666 password password1 passw0rd qwerty123 qwertyuiop 1q2w3e4r 1qaz2wsx abc12345 abcd1234 a1234567 aa123456 a12345678 admin123 admin888 administrator woaini1314 iloveyou hospital1 yiyuan123 huifang123 p@ssw0rd password123 123qwe123 qwe123456 asd123456 zxc123456'.split(
    ' ',
  ),
);

const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/];

/** What is wrong with a password, in Chinese; null when it may be used. */
export function passwordWeakness(password: string, login: string): string | null {
  if (password.length < 8) return '至少 8 个字符';
  if (kinds.filter((kind) => kind.test(password)).length < 2) return '至少包含字母、数字、符号中的两种';
  if (password.toLowerCase() === login.toLowerCase()) return '不能与用户名相同';
  if (common.has(password.toLowerCase())) return '这个密码太常见，容易被猜到';
  return null;
}
