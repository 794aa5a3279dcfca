/** What is kept of staff, and for how long. Times in milliseconds. */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A session that is not used ends. */
export const SESSION_IDLE_MS = 12 * HOUR;
/** And every session ends, however busy. */
export const SESSION_AT_MOST_MS = 7 * DAY;
/** A one-time password that nobody has used opens nothing any more. */
export const ONE_TIME_PASSWORD_MS = 14 * DAY;
/** After an account was disabled its names are kept this long, for questions about what was done. */
export const NAME_KEPT_MS = 90 * DAY;
export const AUDIT_KEPT_MS = 400 * DAY;
/** A revoked API token stays in the list this long. */
export const REVOKED_TOKEN_KEPT_MS = 90 * DAY;

export interface SessionTimes {
  created: number;
  lastUsed: number;
}

/** When a session ends if it is not used from now on. */
export function sessionEnd({ created, lastUsed }: SessionTimes): number {
  return Math.min(created + SESSION_AT_MOST_MS, lastUsed + SESSION_IDLE_MS);
}

/** Ids end in a number that is never given again, so that a name can go and the author stays one person. */
export function numberOf(account: string): number {
  return Number(account.slice(account.lastIndexOf('-') + 1));
}

/** What is kept as the name of an author whose account is forgotten: the id, which says nothing about a person. */
export function forgottenName(account: string): string {
  return account;
}

/** The name to show of whoever planned or did something; nobody signs in to a rehearsal. */
export function shownName({ id, name }: { id: string; name: string }): string | { zh: string; en: string } {
  // Whoever is at a rehearsal without crew or accounts is nobody in particular.
  if (id === 'rehearsal') return { zh: '演练', en: 'rehearsal' };
  return name === forgottenName(id) && /^staff-\d+$/.test(id) ? formerStaff(id) : name;
}

/** What stands where the name of somebody who has left stood. */
export function formerStaff(account: string): { zh: string; en: string } {
  return { zh: `前工作人员 ${numberOf(account)}`, en: `former staff ${numberOf(account)}` };
}
