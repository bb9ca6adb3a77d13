/** Tests the password rule. */
import { describe, expect, it } from 'vitest';
import { passwordWeakness } from '../../../shared/accounts/rules/password.ts';
import { fc } from '../../helpers/properties.ts';

const owner = { login: 'wangj', names: ['王静', 'wangjing'] };

describe('a password', () => {
  it.each(['Huifang-2026', 'bu yao wen wo 3', '春暖花开2026abc', 'Zq7#mm-Lk2'])('may be %s', (password) => {
    expect(passwordWeakness(password, owner)).toBeNull();
  });

  it.each([
    ['Ab1-xyz', '至少 8 个字符'],
    ['onlyletters', '两种'],
    ['wangj', '至少 8 个字符'],
    ['WangJ-88-ok', '用户名或姓名'],
    ['xWANGJING2026', '用户名或姓名'],
    ['王静2026abcd', '用户名或姓名'],
    ['12345678a', '太常见'],
    ['a87654321', '太常见'],
    ['abcdefg1', '太常见'],
    ['Qwertyui1', '太常见'],
    ['aaaa1111', '太常见'],
    ['password2026', '太常见'],
    ['P@ssw0rd!!', '太常见'],
    ['2026admin!', '太常见'],
  ])('may not be %s: %s', (password, why) => {
    expect(passwordWeakness(password, owner)).toContain(why);
  });

  it('never holds the log-in, however it is written and wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), fc.boolean(), (before, after, upper) => {
        const name = upper ? owner.login.toUpperCase() : owner.login;
        expect(passwordWeakness(`${before}${name}${after}`, owner)).not.toBeNull();
      }),
    );
  });
});
