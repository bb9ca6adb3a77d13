/** A p-value as it is printed: three decimals, below 0.001 said so. */
export function chanceInWords(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
}
