/** Parses the names of praised staff from one field: 李明、陈思. */

const between = /[、，,;；/\s]+/u;

/** The names in the field. */
export const namesIn = (field: string): string[] => field.split(between).filter((name) => name !== '');

/** What is being typed: the part after the last separator. */
export const typedName = (field: string): string => field.split(between).at(-1) ?? '';

/** Adds a name: in the place of a begun one that led to it, else after the others. Once only. */
export function withName(field: string, name: string, begun: boolean): string {
  const names = namesIn(field);
  const kept = begun && typedName(field) !== '' ? names.slice(0, -1) : names;
  return [...new Set([...kept, name])].join('、');
}

/** Does a name answer to what was typed: its characters or its initials. */
export function answersTo({ name, initials }: { readonly name: string; readonly initials: string }, typed: string): boolean {
  const key = typed.trim().toLowerCase();
  return key === '' || name.includes(key) || initials.startsWith(key);
}

/** Takes a name out again. */
export const withoutName = (field: string, name: string): string =>
  namesIn(field)
    .filter((one) => one !== name)
    .join('、');

interface Staff {
  readonly name: string;
  readonly post: 'doctor' | 'nurse';
  readonly ofStay: boolean;
}

const posts = { nurse: /护士|护理/u, doctor: /医生|大夫|医师|主任|教授/u } as const;

/** The post that the words speak of; null where they name none, or both. */
function postMeant(words: string): Staff['post'] | null {
  const [nurse, doctor] = [posts.nurse.test(words), posts.doctor.test(words)];
  return nurse === doctor ? null : nurse ? 'nurse' : 'doctor';
}

/** Whether the words call this person: by name, or as patients do, 小陈, 陈护士, 王大夫. */
function isCalled(words: string, { name, post }: Staff): boolean {
  const surname = name.slice(0, 1);
  const titles = post === 'nurse' ? ['护士', '姐'] : ['医生', '大夫', '医师', '主任', '教授'];
  return (
    words.includes(name) ||
    ['小', '老'].some((before) => words.includes(before + surname)) ||
    titles.some((title) => words.includes(surname + title))
  );
}

/**
 * Those whom the patient's words most likely mean first: who is called, of the post that is spoken of; else in the order given,
 * which has this stay's own first.
 */
export function likeliestFirst<T extends Staff>(staff: readonly T[], words: string): T[] {
  const post = postMeant(words);
  const rank = (one: T) => (isCalled(words, one) ? 0 : 2) + (post === null || one.post === post ? 0 : 1);
  return staff.toSorted((a, b) => rank(a) - rank(b));
}
