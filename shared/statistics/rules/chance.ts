/** Formats a p-value: three decimals, or "< 0.001". */
export function chanceInWords(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
}
