/** Hashes and checks passwords with Argon2id in a worker, under the rule of domain §11. */
import { pinyin } from 'pinyin-pro';
import { passwordWeakness } from '../../../shared/accounts/rules/password.ts';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { askWorker } from './passwordQueue.ts';

/** Whose password it is: it may hold neither the log-in nor the name. */
export interface PasswordOwner {
  readonly login: string;
  readonly name: string;
}

/** A name as it is typed on a keyboard: 王静 → wangjing. */
const typed = (name: string) => pinyin(name, { toneType: 'none', type: 'array' }).join('').replace(/\s/g, '');

/**
 * @param current the password that the new one replaces, where it is known
 * @throws Refusal WEAK_PASSWORD with what is wrong, in Chinese; SIGN_IN_BUSY
 */
export async function hashPassword(password: string, owner: PasswordOwner, current?: string): Promise<string> {
  const reason =
    password === current
      ? '新密码不能与现在的密码相同'
      : passwordWeakness(password, { login: owner.login, names: [owner.name, typed(owner.name)] });
  if (reason) throw new Refusal('WEAK_PASSWORD', { reason });
  const answer = await askWorker({ password, hash: null });
  if (!('hash' in answer)) throw new Error('no hash came back');
  return answer.hash;
}

/** @throws Refusal SIGN_IN_BUSY */
export async function passwordFits(password: string, hash: string): Promise<boolean> {
  const answer = await askWorker({ password, hash });
  return 'fits' in answer && answer.fits;
}

let decoy: Promise<string> | undefined;

/** A hash to check against where the log-in is unknown, so that both answers take the same time. */
export function decoyHash(): Promise<string> {
  decoy ??= hashPassword('no such user: 0', { login: 'decoy', name: '' }).catch((error: unknown) => {
    decoy = undefined;
    throw error;
  });
  return decoy;
}
