/** Masks and formats phone numbers for display. */

/** Area code of a Chinese landline number written with it: three digits for 010 and 02x, else four; empty without one. */
export function areaCodeOf(number: string): string {
  if (!number.startsWith('0')) return '';
  return number.slice(0, /^0(10|2\d)/.test(number) ? 3 : 4);
}

/** Digits as they are typed, full-width ones too, with what stands between them in a number. */
const runs = /(?<!ZG-)(?<![\d０-９])[\d０-９](?:[ \-－—.·]{0,2}[\d０-９]){6,}(?![\d０-９])/g;
const isDate = (text: string) => /^(19|20)\d\d([-.])\d{1,2}\2\d{1,2}( \d{1,2})?$/.test(text);

/** A text with every run of digits that may be a phone masked; dates and case numbers stay. */
export function hidePhones(text: string): string {
  return text.replace(runs, (found) => (isDate(found) ? found : maskPhone(found.normalize('NFKC').replace(/\D/g, ''))));
}

/** Masked number: 13812345678 → 138****5678, 057188005501 → 0571****5501, 88005501 → ****5501; too short to keep a tail: ****. */
export function maskPhone(number: string): string {
  if (number === '') return '';
  if (number.length < 7) return '****';
  const head = /^1\d{10}$/.test(number) ? number.slice(0, 3) : areaCodeOf(number);
  return `${head}****${number.slice(-4)}`;
}

/** How many patients have this number: the one called and the others. */
export const sameNumberInWords = (others: readonly unknown[]): string => `同号患者 ${others.length + 1} 人`;
