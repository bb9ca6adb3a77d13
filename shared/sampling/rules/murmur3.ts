/**
 * MurmurHash3 x86 32-bit (Austin Appleby, public domain, SMHasher): the published hash that turns words into the
 * 32-bit numbers a generator starts from. Not a cryptographic hash.
 */
const c1 = 0xcc9e2d51;
const c2 = 0x1b873593;

const rotate = (word: number, by: number) => (word << by) | (word >>> (32 - by));
const scramble = (word: number) => Math.imul(rotate(Math.imul(word, c1), 15), c2);

/** Hash of bytes (0–255) as an unsigned 32-bit number. */
export function murmur3(bytes: readonly number[], seed: number): number {
  let hash = seed | 0;
  const whole = bytes.length - (bytes.length % 4);
  const byte = (at: number) => bytes[at] ?? 0;
  for (let at = 0; at < whole; at += 4) {
    hash ^= scramble(byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24));
    hash = (Math.imul(rotate(hash, 13), 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let at = bytes.length - 1; at >= whole; at -= 1) tail = (tail << 8) | byte(at);
  if (whole < bytes.length) hash ^= scramble(tail);
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A text as the bytes of its UTF-16 code units, low byte first: the same in every JavaScript engine and locale. */
export function codeUnitBytes(text: string): number[] {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    bytes.push(unit & 0xff, unit >>> 8);
  }
  return bytes;
}
