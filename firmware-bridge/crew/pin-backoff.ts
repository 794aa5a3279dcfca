/** How many wrong PINs were typed at each panel, by the member they were typed for. All times are monotonic milliseconds. */
export type Backoff = ReadonlyMap<string, ReadonlyMap<string, { wrong: number; lastAt: number }>>;

export const NO_WRONG_PINS: Backoff = new Map();

const FREE = 2;
const FIRST_WAIT_MS = 5_000;
/** Whoever comes to a panel that children played with waits no longer than this. */
export const LONGEST_WAIT_MS = 300_000;
const FORGOTTEN_AFTER_MS = 3_600_000;

/**
 * PINs that can be tried at one panel within any hour: three at once, then after 5, 10, 20, 40, 80 and 160 seconds, then every five minutes.
 * Eight hours of nothing else are 103 tries: one in a hundred to hit a random PIN of four digits, one in ten thousand with six.
 */
export const MOST_TRIES_AN_HOUR = 20;

/** Milliseconds after the n-th wrong PIN before the next one is looked at. */
export function waitAfter(wrong: number): number {
  if (wrong <= FREE) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (wrong - FREE - 1));
}

/**
 * Milliseconds until this panel may try again. Only what was typed at it counts: nobody can hold up a panel that they are not at, and what
 * is right after the wait is taken. The number of panels is bounded by what is bolted in and who has a paired phone.
 */
export function waitOf(backoff: Backoff, panel: string, at: number): number {
  const fresh = [...(backoff.get(panel)?.values() ?? [])].filter(({ lastAt }) => isFresh(lastAt, at));
  if (fresh.length === 0) return 0;
  const wrong = fresh.reduce((sum, tried) => sum + tried.wrong, 0);
  const last = Math.max(...fresh.map(({ lastAt }) => lastAt));
  return Math.max(0, last + waitAfter(wrong) - at);
}

/** A PIN is being tried. It counts as wrong until it is known to be right, so that trying several at once gains nothing. */
export function tried(backoff: Backoff, panel: string, member: string, at: number): Backoff {
  const known = [...(backoff.get(panel) ?? [])].filter(([, { lastAt }]) => isFresh(lastAt, at));
  const members = new Map(known);
  const wrong = (members.get(member)?.wrong ?? 0) + 1;
  return new Map(backoff).set(panel, members.set(member, { wrong, lastAt: at }));
}

/** It was right: what was typed for this member is forgiven. Tries at others' PINs are not, or each could be paid for with one's own. */
export function right(backoff: Backoff, panel: string, member: string): Backoff {
  const members = new Map(backoff.get(panel));
  members.delete(member);
  return new Map(backoff).set(panel, members);
}

function isFresh(lastAt: number, at: number): boolean {
  return at - lastAt < FORGOTTEN_AFTER_MS;
}
