/** 警示症状 (warning signs): their order, their keys, and the words of their report. */
export interface WarningSign {
  readonly sign: string;
  readonly say: string;
}

const ofSelfHarm = /自伤|自杀|轻生|自残|伤害自己|不想活/;
export const isSelfHarm = ({ sign }: WarningSign): boolean => ofSelfHarm.test(sign);

/** Where the patient's guidance names none: somebody may say so in any call. */
const selfHarm: WarningSign = {
  sign: '有伤害自己的念头',
  say: '先听他说，不要急着挂断；请家人现在就陪着他，马上送急诊或打120。',
};

/** Self-harm first, the others as the guidance has them. */
export function inOrder(signs: readonly WarningSign[]): readonly WarningSign[] {
  return [...signs.filter(isSelfHarm), ...signs.filter((one) => !isSelfHarm(one))];
}

/** The sign of self-harm that is in reach in every step of this call. */
export const selfHarmOf = (signs: readonly WarningSign[]): WarningSign => signs.find(isSelfHarm) ?? selfHarm;

/** Letters of the steps in which signs are listed, but T, which writes there, and O, which opens the opinion. */
const letters = [...'ABCDEFGHIJKLMNPQRSUVWXYZ'];

/** Each sign with its key; beyond the letters there is none, and a questionnaire holds fewer. */
export function withKeys(signs: readonly WarningSign[]): readonly (WarningSign & { readonly key: string })[] {
  return inOrder(signs).map((one, index) => ({ ...one, key: letters[index] ?? '' }));
}

const reportOpens = '警示症状：';

/** What the department is told of a sign that was pressed. */
export const reportOf = ({ sign }: WarningSign): string => `${reportOpens}${sign}。`;

/** The words of a case are the report of a warning sign: somebody's health, no opinion of the department. */
export const isWarningReport = (text: string): boolean => text.startsWith(reportOpens);

/** The sign that a report tells of, with what to say to the patient now; undefined for any other text. */
export const signOfReport = (text: string, signs: readonly WarningSign[]): WarningSign | undefined =>
  [...signs, selfHarm].find((one) => text.startsWith(reportOf(one)));

/** Words typed on after a report was sent: they do not take back that it is one. */
export const completedReport = (sent: string, text: string): string =>
  isWarningReport(sent) && !isWarningReport(text) ? `${sent.slice(0, sent.indexOf('。') + 1)}${text}` : text;

/** Urgent matters by how grave they are, the gravest 0: thoughts of self-harm, other warning signs, everything else. */
export function gravityOf(text: string): 0 | 1 | 2 {
  if (ofSelfHarm.test(text)) return 0;
  return isWarningReport(text) ? 1 : 2;
}
