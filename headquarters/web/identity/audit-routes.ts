import type { Hono } from 'hono';
import { type AuditAction, auditPage } from '../../accounts/audit.ts';
import { formerStaff } from '../../accounts/keeping-rule.ts';
import { AuditQuery, readQuery } from '../query.ts';
import { requires } from './access.ts';
import { namesOf } from './key-routes.ts';
import type { AuditAnswer } from './identity-answers.ts';
import type { ApiEnv, IdentityParts } from './api-env.ts';

/** For administrators: who did what, the latest first. */
export function addAuditRoutes(api: Hono<ApiEnv>, { db }: IdentityParts): void {
  api.get('/audit', requires('administrator'), async (c) => {
    const { before, limit } = readQuery(c, AuditQuery);
    const names = await namesOf(db);
    const rows = await auditPage(db, before, limit + 1);
    const entries = rows.slice(0, limit).map(({ account, name, action, ...row }) => ({
      ...row,
      account,
      name: account === null ? null : (name ?? formerStaff(account)),
      subjectName: row.subject?.startsWith('staff-') ? names(row.subject) : null,
      action: action as AuditAction,
    }));
    const next = rows.length > limit ? (entries.at(-1)?.id ?? null) : null;
    return c.json({ entries, next } satisfies AuditAnswer);
  });
}
