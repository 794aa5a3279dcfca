import {
  FORGOTTEN_AFTER_MS,
  FREE_ATTEMPTS,
  LONGEST_WAIT_MS,
  countAttempt,
  noAttempts,
  waitLeft,
} from '@pingan/headquarters/accounts/attempt-rule';
import { AttemptLimit } from '@pingan/headquarters/accounts/attempt-limit';
import { changeFault } from '@pingan/headquarters/accounts/change-rule';
import {
  SESSION_AT_MOST_MS,
  SESSION_IDLE_MS,
  formerStaff,
  sessionEnd,
} from '@pingan/headquarters/accounts/keeping-rule';
import { passwordFault } from '@pingan/headquarters/accounts/password-rule';
import { ROLES, type Role, atLeast, mayEdit, maySee } from '@pingan/headquarters/accounts/roles';
import {
  digestOf,
  hashPassword,
  newOneTimePassword,
  newToken,
  passwordFits,
  sameSecret,
} from '@pingan/headquarters/accounts/secrets';
import { addressKey } from '@pingan/headquarters/accounts/sign-in';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

describe('a new password', () => {
  test.each([
    ['nine-char', 'short'],
    ['平安直通车开到村口', 'short'],
    ['x'.repeat(64) + 'abcd'.repeat(20), 'long'],
    ['wang-xiaoming', 'user-name'],
    ['WangXiaoMing2026', 'user-name'],
    ['1234567890', 'obvious'],
    ['0987654321', 'obvious'],
    ['abcdefghijkl', 'obvious'],
    ['aaaaaaaaaaaa', 'obvious'],
    ['ababababab', 'obvious'],
    ['password2026', 'obvious'],
    ['Ｐａｓｓｗｏｒｄ１２３', 'obvious'],
    ['Admin-12345', 'obvious'],
    ['pingan-pingan', 'obvious'],
    ['woaini1314520', 'obvious'],
  ])('%s is refused as %s', (password, fault) => {
    expect(passwordFault(password, 'wang-xiaoming')).toBe(fault);
  });

  test.each([
    'four unrelated words',
    '村口老槐树下第三块石头',
    'klmqzerowpt',
    '8c5t-2wq9-x',
    'policemen eat noodles',
  ])('%s is good as it is, without digits or signs being asked for', (password) => {
    expect(passwordFault(password, 'wang-xiaoming')).toBeNull();
  });
});

describe('roles', () => {
  test('each may do what the ones before it may, and nothing of the ones after', () => {
    ROLES.forEach((role, i) =>
      expect(ROLES.filter((needed) => atLeast(role, needed))).toEqual(ROLES.slice(0, i + 1)),
    );
  });

  test('somebody limited to counties sees those and what belongs to none, and edits those alone', () => {
    const scheduler = { role: 'scheduler' as Role, counties: ['east'] };
    expect(['east', 'west', null].map((county) => maySee(scheduler, county))).toEqual([true, false, true]);
    expect(['east', 'west', null].map((county) => mayEdit(scheduler, county))).toEqual([true, false, false]);
    const everywhere = { role: 'scheduler' as Role, counties: [] };
    expect(['east', null].map((county) => mayEdit(everywhere, county))).toEqual([true, true]);
    expect(mayEdit({ role: 'viewer', counties: [] }, 'east')).toBe(false);
  });
});

describe('changing an account', () => {
  const boss = { id: 'staff-1', role: 'administrator', disabledAt: null } as const;
  const other = { id: 'staff-2', role: 'administrator', disabledAt: null } as const;
  const gone = { id: 'staff-3', role: 'administrator', disabledAt: 5 } as const;

  test('always leaves an administrator', () => {
    expect(changeFault([boss, gone], boss, { disabled: true }, 'staff-9')).toBe('last-administrator');
    expect(changeFault([boss, gone], boss, { role: 'viewer' }, 'staff-9')).toBe('last-administrator');
    expect(changeFault([boss, other], boss, { role: 'viewer' }, 'staff-2')).toBeNull();
    expect(changeFault([boss], boss, { role: 'administrator', name: 'x' }, 'staff-1')).toBeNull();
  });

  test('nobody takes their own administration away, and a disabled account stays as it is', () => {
    expect(changeFault([boss, other], boss, { disabled: true }, 'staff-1')).toBe('own-role');
    expect(changeFault([boss, gone], gone, { role: 'viewer' }, 'staff-1')).toBe('disabled');
  });
});

describe('a session', () => {
  test('ends when it is idle for 12 hours, and after 7 days however busy', () => {
    expect(sessionEnd({ created: 0, lastUsed: 1_000 })).toBe(1_000 + SESSION_IDLE_MS);
    expect(sessionEnd({ created: 0, lastUsed: SESSION_AT_MOST_MS - 1 })).toBe(SESSION_AT_MOST_MS);
  });

  test('of somebody who has left keeps a number instead of a name', () => {
    expect(formerStaff('staff-12')).toEqual({ zh: '前工作人员 12', en: 'former staff 12' });
  });
});

describe('secrets', () => {
  test('a password fits its own hash alone, and nothing fits where there is nobody', async () => {
    const hash = await hashPassword('four unrelated words');
    expect(hash.cost).toBe(15);
    expect(await passwordFits('four unrelated words', hash)).toBe(true);
    expect(await passwordFits('four unrelated word', hash)).toBe(false);
    expect(await passwordFits('four unrelated words', null)).toBe(false);
    expect((await hashPassword('four unrelated words')).hash).not.toBe(hash.hash);
  });

  test('a password fits however the keyboard composed its letters', async () => {
    expect(await passwordFits('caf\u00e9 au village', await hashPassword('cafe\u0301 au village'))).toBe(
      true,
    );
  });

  test('tokens carry 256 bits, and digests compare equal for equal tokens only', () => {
    expect(Buffer.from(newToken(), 'base64url')).toHaveLength(32);
    expect(newToken()).not.toBe(newToken());
    expect(digestOf('a')).toMatch(/^[0-9a-f]{64}$/);
    expect([sameSecret('a', 'a'), sameSecret('a', 'b'), sameSecret('a', 'ab')]).toEqual([true, false, false]);
  });

  test('a one-time password has no letters that are mistaken for others', () => {
    for (let i = 0; i < 50; i += 1)
      expect(newOneTimePassword()).toMatch(/^[a-hjkmnp-z2-9]{5}(-[a-hjkmnp-z2-9]{5}){3}$/);
  });
});

describe('the limit of attempts', () => {
  const free = FREE_ATTEMPTS.account;
  /** Pauses between knocks, from hammering to days. */
  const pauses = fc.array(
    fc.oneof(
      fc.integer({ min: 0, max: 2_000 }),
      fc.integer({ min: 0, max: LONGEST_WAIT_MS }),
      fc.integer({ min: 0, max: 2 * FORGOTTEN_AFTER_MS }),
    ),
    { maxLength: 300 },
  );

  test('never locks anybody out for longer than a quarter of an hour, whatever was tried before', () => {
    fc.assert(
      fc.property(pauses, (history) => {
        let [attempts, now] = [noAttempts, 1_000_000];
        for (const pause of history) {
          now += pause;
          if (waitLeft(attempts, now, free) === 0) attempts = countAttempt(attempts, now);
        }
        expect(waitLeft(attempts, now, free)).toBeLessThanOrEqual(LONGEST_WAIT_MS);
        expect(waitLeft(attempts, now + LONGEST_WAIT_MS, free)).toBe(0);
      }),
    );
  });

  test('lets fewer than 120 guesses a day through, however they are timed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 1_500 }), (history) => {
        let [attempts, now, tried] = [noAttempts, 1_000_000, 0];
        const end = now + FORGOTTEN_AFTER_MS;
        for (const pause of history) {
          now += pause;
          if (now > end) break;
          if (waitLeft(attempts, now, free) > 0) continue;
          attempts = countAttempt(attempts, now);
          tried += 1;
        }
        expect(tried).toBeLessThan(120);
      }),
      { numRuns: 300 },
    );
  });

  test('does not wait longer when the clock is set back', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 0, max: 10 ** 12 }), (failures, back) => {
        const attempts = { failures, latest: 10 ** 12 };
        expect(waitLeft(attempts, 10 ** 12 - back, free)).toBeLessThanOrEqual(LONGEST_WAIT_MS);
      }),
    );
  });

  test('a success wipes out failures of the account, and leaves those that others made at the address', () => {
    const limit = new AttemptLimit();
    const keys = [
      { key: 'user admin', free: 2, forgiving: true },
      { key: 'address 10.0.0.1', free: 3, forgiving: false },
    ];
    expect(limit.begin(keys, 0)).toBe(0);
    expect(limit.begin(keys, 0)).toBe(0);
    expect(limit.begin(keys, 0)).toBeGreaterThan(0);
    expect(limit.begin(keys, 60_000)).toBe(0);
    limit.succeeded(keys);
    expect(limit.begin([keys[0]!], 60_000)).toBe(0);
    // Two wrong ones are left at the address; the third is its last free one.
    expect(limit.begin([keys[1]!], 60_000)).toBe(0);
    expect(limit.begin([keys[1]!], 60_000)).toBeGreaterThan(0);
  });

  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('counts %s as %s: who has one IPv6 address has many', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});
