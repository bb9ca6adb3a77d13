/** Masks a patient's name for readers who need not know the identity. */

const seen = /[^\p{Default_Ignorable_Code_Point}\p{C}\p{Z}\p{M}\u2800]/u;

/** Whether a name has anything to see: zero-width and other invisible characters, spaces and marks alone are no name. */
export const isVisibleName = (name: string): boolean => seen.test(name);

/** 张三丰 → 张某; empty stays empty. Two-character surnames keep their first character alone. */
export function surnameOnly(name: string): string {
  const [first = ''] = name.trim();
  return first === '' ? '' : `${first}某`;
}
