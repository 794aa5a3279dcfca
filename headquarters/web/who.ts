import type { Author } from '@pingan/protocol/author';
import type { Context, MiddlewareHandler } from 'hono';
import type { ErrorAnswer } from './answers.ts';

/** What an account may do; each may also do what those before it may. */
export const ROLES = ['viewer', 'scheduler', 'publisher', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks. */
export interface Who {
  author: Author;
  role: Role;
  /** Counties they may act for; empty means all. */
  counties: readonly string[];
}

/** Tells who a request comes from, or null where nobody is signed in. */
export type WhoOf = (context: Context) => Who | null;

/** In a rehearsal nobody signs in. */
export const rehearsing: WhoOf = () => ({
  author: { id: 'rehearsal', name: '演练' },
  role: 'administrator',
  counties: [],
});

/** Lets through those who have a role or a higher one. */
export function requires(whoOf: WhoOf, role: Role): MiddlewareHandler {
  return async (c, next) => {
    const who = whoOf(c);
    if (who === null)
      return c.json({ error: 'nobody is signed in; sign in first' } satisfies ErrorAnswer, 401);
    if (!mayAct(who, role)) {
      const error = `your account is a ${who.role}; this needs a ${role}. Ask an administrator`;
      return c.json({ error } satisfies ErrorAnswer, 403);
    }
    return next();
  };
}

export function mayAct(who: Who, role: Role): boolean {
  return ROLES.indexOf(who.role) >= ROLES.indexOf(role);
}

/** Why they may not act for a county, or null. */
export function countyRefusal({ counties }: Who, county: string | null): string | null {
  if (counties.length === 0 || (county !== null && counties.includes(county))) return null;
  return `your account acts for ${counties.join(', ')} alone, and this is ${county === null ? 'for no county in particular' : `in ${county}`}`;
}
