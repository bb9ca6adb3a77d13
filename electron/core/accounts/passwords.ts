/** Passwords: Argon2id hashes and the rule of domain §11. */
import { randomBytes } from 'node:crypto';
import { argon2id, argon2Verify } from 'hash-wasm';
import { Refusal } from '../../../shared/contract/errors.ts';
import { passwordWeakness } from '../../../shared/rules/password.ts';

/** OWASP's second Argon2id profile: 19 MiB, two passes, one lane. */
const cost = { parallelism: 1, iterations: 2, memorySize: 19_456, hashLength: 32 } as const;

/** @throws Refusal WEAK_PASSWORD with what is wrong, in Chinese. */
export async function hashPassword(password: string, login: string): Promise<string> {
  const reason = passwordWeakness(password, login);
  if (reason) throw new Refusal('WEAK_PASSWORD', { reason });
  return argon2id({ password, salt: randomBytes(16), ...cost, outputType: 'encoded' });
}

export function passwordFits(password: string, hash: string): Promise<boolean> {
  return argon2Verify({ password, hash });
}
