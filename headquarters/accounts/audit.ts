import type { Db } from '../database/open-database.ts';

/** What the audit log can say; the console has words for each. */
export const AUDIT_ACTIONS = [
  'first-administrator',
  'administrator-reset',
  'signed-in',
  'sign-in-failed',
  'signed-out',
  'password-changed',
  'session-ended',
  'account-created',
  'account-renamed',
  'role-changed',
  'counties-changed',
  'account-disabled',
  'one-time-password',
  'token-created',
  'token-revoked',
  'names-forgotten',
  'enrolment-code',
  'bus-enrolled',
  'bus-revoked',
  'crew-added',
  'crew-removed',
  'crew-pin',
  'crew-codes',
  'warning-published',
  'warning-withdrawn',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Who does something; null is headquarters itself, or whoever sits at its machine. */
export type Actor = { id: string; name: string } | null;

/** Who does something, and when: wall time in milliseconds. */
export interface Deed {
  actor: Actor;
  at: number;
}

export interface AuditEntry {
  at: number;
  actor: Actor;
  action: AuditAction;
  /** Id of what it was done to. */
  subject?: string;
  /** Never a name or a secret. */
  detail?: string;
}

/** Writes an entry, inside the transaction of what it tells of. */
export async function audit(db: Db, { at, actor, action, subject, detail }: AuditEntry): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      at,
      account: actor?.id ?? null,
      name: actor?.name ?? null,
      action,
      subject: subject ?? null,
      detail: detail ?? null,
    })
    .execute();
}

/** Entries before one, the latest first. */
export async function auditPage(db: Db, before: number | undefined, limit: number) {
  let query = db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  return query.execute();
}
