import type { Hono } from 'hono';
import { z } from 'zod';
import { listAccounts } from '../../accounts/accounts.ts';
import { type ApiToken, createToken, listTokens, revokeToken } from '../../accounts/api-tokens.ts';
import { audit } from '../../accounts/audit.ts';
import { formerStaff } from '../../accounts/keeping-rule.ts';
import { endSession, listSessions } from '../../accounts/sessions.ts';
import type { Db } from '../../database/open-database.ts';
import type { BilingualName } from '../answers.ts';
import { NoQuery, readQuery } from '../query.ts';
import { type FieldTexts, readBody } from '../read-body.ts';
import { Refusal } from '../refusal.ts';
import { requires, signedIn } from './access.ts';
import { setSessionCookie } from './cookies.ts';
import type { NewTokenAnswer, SessionsAnswer, TokenAnswer, TokensAnswer } from './identity-answers.ts';
import type { ApiContext, ApiEnv, IdentityParts, Who } from './api-env.ts';

const TokenBody = z.strictObject({
  label: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^[^\p{Control}]*$/u),
});
const TEXTS: FieldTexts = {
  label: { zh: '用途，1 至 60 个字符', en: 'what it is for, 1 to 60 characters' },
};

/** Open sessions and API tokens: everybody's own, and everybody's for administrators. */
export function addKeyRoutes(api: Hono<ApiEnv>, { db, now }: IdentityParts): void {
  api.get('/sessions', requires('self'), async (c) => {
    readQuery(c, NoQuery);
    const who = signedIn(c);
    const names = await namesOf(db);
    const sessions = (await listSessions(db, ownOrAll(who), now())).map((session) => ({
      ...session,
      name: names(session.account),
      mine: session.account === who.account.id,
      current: session.id === who.session?.id,
    }));
    return c.json({ sessions } satisfies SessionsAnswer);
  });

  api.delete('/sessions/:id', requires('self'), async (c) => {
    const who = signedIn(c);
    const id = idOf(c);
    const owner = await endSession(db, id, ownOrAll(who));
    if (owner === null)
      throw new Refusal(404, { zh: '没有这个登录', en: 'there is no such session of yours' });
    await audit(db, { at: now(), actor: who.account, action: 'session-ended', subject: owner });
    if (id === who.session?.id) setSessionCookie(c, '', 0);
    return c.json({ ended: id });
  });

  api.get('/tokens', requires('viewer'), async (c) => {
    readQuery(c, NoQuery);
    const who = signedIn(c);
    const names = await namesOf(db);
    const tokens = (await listTokens(db, ownOrAll(who))).map((token) => tokenAnswer(token, who, names));
    return c.json({ tokens } satisfies TokensAnswer);
  });

  api.post('/tokens', requires('viewer'), async (c) => {
    const who = inPerson(c);
    const { label } = await readBody(c, TokenBody, TEXTS);
    if (who.by === 'rehearsal') throw new Refusal(409, IN_REHEARSAL);
    const { token, made } = await createToken(db, who.account.id, label, now());
    const { id: account } = who.account;
    const entry = { action: 'token-created', subject: account, detail: `token ${made.id}` } as const;
    await audit(db, { at: now(), actor: who.account, ...entry });
    const answer = tokenAnswer(made, who, () => who.account.name);
    return c.json({ made: answer, token } satisfies NewTokenAnswer, 201);
  });

  api.delete('/tokens/:id', requires('viewer'), async (c) => {
    const who = inPerson(c);
    const id = idOf(c);
    const owner = await revokeToken(db, id, ownOrAll(who), now());
    if (owner === null)
      throw new Refusal(404, { zh: '没有这个有效令牌', en: 'there is no such valid token of yours' });
    const entry = { action: 'token-revoked', subject: owner, detail: `token ${id}` } as const;
    await audit(db, { at: now(), actor: who.account, ...entry });
    return c.json({ revoked: id });
  });
}

/** Whoever finds a token must not be able to make another that outlives it. */
function inPerson(c: ApiContext): Who {
  const who = signedIn(c);
  if (who.by !== 'token') return who;
  throw new Refusal(403, {
    zh: 'API 令牌不能这样做；请登录',
    en: 'no API token may do this; sign in instead',
  });
}

/** Whose keys somebody may see and take: null for everybody's. */
function ownOrAll(who: Who): string | null {
  return who.role === 'administrator' && !who.mustChange ? null : who.account.id;
}

function idOf(c: ApiContext): number {
  const text = c.req.param('id') ?? '';
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Refusal(400, { zh: '编号应为数字', en: 'the id at the end of the path is a number' });
}

/** Names by account id, also of those whose name is gone. */
export async function namesOf(db: Db): Promise<(account: string) => string | BilingualName> {
  const names = new Map((await listAccounts(db)).map(({ id, name }) => [id, name]));
  return (account) => names.get(account) ?? formerStaff(account);
}

function tokenAnswer(
  token: ApiToken,
  who: Who,
  names: (account: string) => string | BilingualName,
): TokenAnswer {
  return { ...token, name: names(token.account), mine: token.account === who.account.id };
}

const IN_REHEARSAL: BilingualName = {
  zh: '演练模式不需要令牌',
  en: 'a rehearsal needs no tokens: everything is open on this machine',
};
