/** Applies a cell's number format to an identifier: format 0000000 shows 0012345, "ZY"00000 shows ZY12345. */

const literals = /"[^"]*"|\\./g;

/** Whether a format pads with zeros, puts letters before the digits or groups them by dashes: what it shows is the value then. */
export function isIdentifierFormat(format: string): boolean {
  const [first = ''] = format.replace(/\[[^\]]*\]/g, '').split(';');
  const bare = first.replace(literals, '_').replace(/\s+$/, '');
  if (!/^[_ ()-]*0[0_ ()-]*$/.test(bare)) return false;
  return /00/.test(bare) || /^[_(-]/.test(bare) || /0[ -]+0/.test(bare);
}
