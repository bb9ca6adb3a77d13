/** Names as they are shown to those who need not know who it is. */

/** 张三丰 → 张某; empty stays empty. Two-character surnames keep their first character alone. */
export function surnameOnly(name: string): string {
  const [first = ''] = name.trim();
  return first === '' ? '' : `${first}某`;
}
