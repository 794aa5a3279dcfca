/** Wrong passwords in a row before the next one has to wait: for one account, and for one address that a whole office may share. */
export const FREE_ATTEMPTS = { account: 5, address: 40 } as const;
const FIRST_WAIT_MS = 1_000;
/** However many attempts were made before, nobody waits longer: an attack must not become a lock-out. */
export const LONGEST_WAIT_MS = 15 * 60_000;
/** Without a failure for this long, a key starts anew. */
export const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

/** Failures in a row under one key, and when the latest was; times in milliseconds. */
export interface Attempts {
  failures: number;
  latest: number;
}

export const noAttempts: Attempts = { failures: 0, latest: 0 };

/** How long after its latest failure a key has to wait: 1 s, 2 s, 4 s … up to a quarter of an hour. */
export function waitAfter(failures: number, free: number): number {
  if (failures < free) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - free, 20));
}

/** Milliseconds until the next attempt is allowed; 0 when it is allowed now. */
export function waitLeft(attempts: Attempts, now: number, free: number): number {
  // A clock that was set back must not prolong anything.
  const since = Math.max(0, now - attempts.latest);
  if (since >= FORGOTTEN_AFTER_MS) return 0;
  return Math.max(0, waitAfter(attempts.failures, free) - since);
}

/** Counts an attempt that was allowed. A refused one is not counted: knocking in vain prolongs nothing. */
export function countAttempt(attempts: Attempts, now: number): Attempts {
  const forgotten = now - attempts.latest >= FORGOTTEN_AFTER_MS;
  return { failures: (forgotten ? 0 : attempts.failures) + 1, latest: now };
}

/** Takes one counted attempt back: it was right. What others got wrong before it stays. */
export function takeBack(attempts: Attempts): Attempts {
  return { ...attempts, failures: Math.max(0, attempts.failures - 1) };
}
