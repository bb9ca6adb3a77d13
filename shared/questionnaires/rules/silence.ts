/** Finds words that may not be spoken before the person on the line is identified (domain §6). */

/** Words and variables that tell a stranger of the stay. */
const ofStay = /住院|出院|入院|手术|病房|病区|诊断|治疗|复查|复诊|\{department\}|\{dischargeDate\}|\{doctor\}/;
/** What must not be said either where already the department is a secret. */
const ofCare = /随访|回访|科室|门诊|患者|病人|病情|健康指导|康复/;

/** The first words or variable of a text that tell of the stay; null where none do. */
export function tellsOfStay(text: string): string | null {
  return ofStay.exec(text)?.[0] ?? null;
}

/** As `tellsOfStay`, and also what tells of any care: nothing of it is said in a sensitive call. */
export function tellsOfCare(text: string): string | null {
  return tellsOfStay(text) ?? ofCare.exec(text)?.[0] ?? null;
}
