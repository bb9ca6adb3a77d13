/**
 * Sensitive diagnoses: excluded from the frame by default, and called with the neutral script where they are included
 * (domain §4, §6).
 */

/**
 * ICD-10: HIV disease and status, sexually transmitted infections; abortion of any kind, missed abortion (O02), intrauterine death
 * and stillbirth. Threatened abortion (O20.0) is a pregnancy that goes on.
 */
export const sensitiveIcd10 = [
  ...['B20', 'B21', 'B22', 'B23', 'B24', 'Z21', 'R75', 'Z20.6', 'Z11.3', 'Z11.4'],
  ...['A50', 'A51', 'A52', 'A53', 'A54', 'A55', 'A56', 'A57', 'A58', 'A59', 'A60', 'A63', 'A64'],
  ...['O02', 'O03', 'O04', 'O05', 'O06', 'O07', 'O08', 'O31.1', 'O31.2', 'O36.4', 'N96', 'P95', 'P96.4'],
  ...['Z37.1', 'Z37.3', 'Z37.4', 'Z37.6', 'Z37.7', 'Z64.0'],
] as const;

/**
 * Where a hospital exports no code, the name of the diagnosis has to do. 性病 by itself stands inside 急性病毒性肝炎, 慢性病
 * and 良性病变, so it must begin the name or follow 的. 先兆流产
 * and 足月引产 belong to pregnancies that go on or end well.
 */
const sensitiveNames =
  /艾滋|AIDS|HIV|人类免疫缺陷病毒|获得性免疫缺陷|梅毒|淋病|淋球菌|尖锐湿疣|生殖器疱疹|性传播|(?<![\p{Script=Han}--的])性病(?![毒变])|(?<!先兆)流产|人流|要求终止妊娠|胎停|停育|枯萎卵|死胎|死产|胎死|胎儿(?:宫内)?死亡|(?<!足月|足月妊娠|催产素)引产/iv;

const sensitiveCode = new RegExp(`^(?:${sensitiveIcd10.map((prefix) => prefix.replace('.', '\\.')).join('|')})`, 'i');

/** Whether a diagnosis is one of the sensitive ones, by code or by name. */
export function isSensitiveDiagnosis(icd10: string, diagnosis: string): boolean {
  return sensitiveCode.test(icd10.trim()) || sensitiveNames.test(diagnosis);
}

/** Departments whose very name tells what nobody should hear by chance. */
const sensitiveDepartment = /精神|心理|心身医学|戒毒/;

/** Whether a department that an import brings is marked sensitive until an admin says otherwise. */
export function isSensitiveDepartment(name: string): boolean {
  return sensitiveDepartment.test(name);
}
