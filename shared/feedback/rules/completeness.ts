/** The fields that must be filled in before feedback may take its next step, named as its form names them. */

interface Written {
  readonly cause: string;
  readonly measures: string;
  readonly responsible: string;
}

const blank = (text: string | undefined) => (text ?? '').trim() === '';

/** What a rectification still lacks before it can be handed in; empty when nothing. */
export function missingForReview(written: Written | undefined): string[] {
  return [
    ...(blank(written?.cause) ? ['原因'] : []),
    ...(blank(written?.measures) ? ['整改措施'] : []),
    ...(blank(written?.responsible) ? ['责任人'] : []),
  ];
}

/** What is wrong with the day on which a rectification was done, in civil dates; null when nothing. */
export function doneDateComplaint(doneDate: string | null, registered: string, today: string): string | null {
  if (doneDate === null) return null;
  if (doneDate < registered) return `完成日期不能早于意见登记的日期（${registered}）`;
  return doneDate > today ? `完成日期不能晚于今天（${today}）` : null;
}

/** What a case still lacks before it can be closed: cause, measures, and the patient's verdict of this round (domain §8). */
export function missingForClosing(written: Pick<Written, 'cause' | 'measures'> | undefined, hasVerdict: boolean): string[] {
  return [
    ...(blank(written?.cause) ? ['原因'] : []),
    ...(blank(written?.measures) ? ['整改措施'] : []),
    ...(hasVerdict ? [] : ['患者意见']),
  ];
}
