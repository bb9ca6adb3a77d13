/** Tests the messages for a hospital database that cannot be queried. */
import { expect, it } from 'vitest';
import { oracle } from '../../../electron/core/connections/drivers/oracle.ts';
import { reachRefusal } from '../../../electron/core/connections/failures.ts';
import { sentence } from '../../../shared/base/contract/errors.ts';

const target = {
  kind: 'oracle',
  host: '10.1.1.5',
  port: 1521,
  database: 'orcl',
  user: 'huifang',
  password: 'x',
  tls: 'off',
  certificate: '',
} as const;

it('an Oracle account with only the old password verifier is no old server: its password is to be set anew', () => {
  const refusal = oracle.refusal(
    Object.assign(new Error('NJS-116: password verifier type 0x939 is not supported'), { code: 'NJS-116' }),
    target,
  );
  expect(refusal).toMatchObject({ code: 'SOURCE_VERIFIER', message: expect.stringMatching(/“huifang”只有旧式口令校验码.*重设一次密码/) });
  expect(refusal?.message).not.toMatch(/版本|NJS|verifier/);
});

it('an Oracle server that is too old is said to be', () => {
  const refusal = oracle.refusal(Object.assign(new Error('NJS-138'), { code: 'NJS-138' }), target);
  expect(refusal).toMatchObject({ code: 'SOURCE_VERSION', message: expect.stringContaining('12.1') });
});

it('a time-out says its seconds, whatever noticed it', () => {
  const late = Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEOUT' });
  expect(reachRefusal(late, target, 'ask', 120_000).message).toContain('在 120 秒内');
  expect(sentence('SOURCE_TIMEOUT')).not.toContain('undefined');
});
