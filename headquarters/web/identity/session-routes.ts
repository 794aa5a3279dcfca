import type { Hono } from 'hono';
import { z } from 'zod';
import { audit } from '../../accounts/audit.ts';
import { SESSION_AT_MOST_MS } from '../../accounts/keeping-rule.ts';
import { PASSWORD_AT_LEAST, PASSWORD_AT_MOST, type PasswordFault } from '../../accounts/password-rule.ts';
import { endSession } from '../../accounts/sessions.ts';
import type { SignIn, SignedIn } from '../../accounts/sign-in.ts';
import type { BilingualName } from '../answers.ts';
import { type FieldTexts, readBody } from '../read-body.ts';
import { Refusal } from '../refusal.ts';
import { requires, signedIn } from './access.ts';
import { addressOf, browserToken, setBrowserCookie, setSessionCookie } from './cookies.ts';
import type { SessionAnswer } from './identity-answers.ts';
import type { ApiContext, ApiEnv, IdentityParts, Who } from './api-env.ts';

/** Signing in takes any text, so that its answer says nothing about which names could exist. */
const SignInBody = z.strictObject({
  user: z.string().min(1).max(64),
  password: z.string().min(1).max(1_000),
});
const PasswordBody = z.strictObject({
  current: z.string().min(1).max(1_000),
  password: z.string().min(1).max(1_000),
});
const password: BilingualName = { zh: '1 至 1000 个字符', en: 'text of 1 to 1000 characters' };
const TEXTS: FieldTexts = {
  user: { zh: '用户名，1 至 64 个字符', en: 'a user name of 1 to 64 characters' },
  password,
  current: password,
};

/** Sign in, who am I, sign out, change my password. */
export function addSessionRoutes(api: Hono<ApiEnv>, parts: IdentityParts & { signIn: SignIn }): void {
  const { db, now, signIn } = parts;
  api.get('/session', requires('open'), (c) => c.json(sessionAnswer(c.get('who')) satisfies SessionAnswer));

  api.post('/session', requires('open'), async (c) => {
    if (parts.rehearsal) throw new Refusal(409, NO_SIGN_IN);
    const { user, password } = await readBody(c, SignInBody, TEXTS);
    const attempt = {
      user: user.trim().toLowerCase(),
      password,
      address: addressOf(c),
      browser: browserToken(c),
    };
    const outcome = await signIn.signIn(attempt, now());
    if (outcome.is === 'wait') throw wait(outcome.ms);
    if (outcome.is === 'wrong') throw new Refusal(401, WRONG);
    const before = c.get('who')?.session;
    if (before) await endSession(db, before.id, null);
    return enter(c, outcome);
  });

  api.delete('/session', requires('self'), async (c) => {
    const { account, session } = signedIn(c);
    if (session) {
      await endSession(db, session.id, account.id);
      await audit(db, { at: now(), actor: account, action: 'signed-out' });
      setSessionCookie(c, '', 0);
    }
    return c.json({ signedIn: false } satisfies SessionAnswer);
  });

  api.post('/session/password', requires('self'), async (c) => {
    const who = signedIn(c);
    if (who.session === null) throw new Refusal(409, NO_SIGN_IN);
    const body = await readBody(c, PasswordBody, TEXTS);
    const outcome = await signIn.changePassword({ ...body, account: who.account.id }, now());
    switch (outcome.is) {
      case 'in':
        return enter(c, outcome);
      case 'wait':
        throw wait(outcome.ms);
      case 'wrong':
        throw new Refusal(400, WRONG_CURRENT, { field: 'current' });
      case 'fault':
        throw new Refusal(400, PASSWORD_FAULTS[outcome.fault], { field: 'password' });
    }
  });
}

function enter(c: ApiContext, { account, session, token, browser }: SignedIn) {
  setSessionCookie(c, token, SESSION_AT_MOST_MS / 1_000);
  setBrowserCookie(c, browser);
  const who: Who = {
    account: { id: account.id, name: account.name ?? '', user: account.user ?? '' },
    role: account.role,
    counties: account.counties,
    by: 'session',
    mustChange: account.mustChangeBy !== null,
    session,
  };
  return c.json(sessionAnswer(who));
}

function sessionAnswer(who: Who | null): SessionAnswer {
  if (who === null) return { signedIn: false };
  const { account, role, counties, by, mustChange, session } = who;
  return {
    signedIn: true,
    rehearsal: by === 'rehearsal',
    account,
    role,
    counties,
    mustChange,
    csrf: session?.csrf ?? null,
    expires: session?.expires ?? null,
  };
}

function wait(ms: number): Refusal {
  const seconds = Math.ceil(ms / 1_000);
  const text = {
    zh: `密码错误次数过多，请 ${seconds} 秒后再试`,
    en: `too many wrong passwords; try again in ${seconds} s`,
  };
  return new Refusal(429, text, { headers: { 'Retry-After': String(seconds) } });
}

const WRONG: BilingualName = {
  zh: '用户名或密码不正确；忘记密码请联系管理员',
  en: 'user name or password is wrong; an administrator can give you a one-time password',
};
const WRONG_CURRENT: BilingualName = {
  zh: '当前密码不正确',
  en: 'the current password is wrong',
};
const NO_SIGN_IN: BilingualName = {
  zh: '演练模式没有账号，无需登录',
  en: 'a rehearsal has no accounts; nobody needs to sign in',
};
const PASSWORD_FAULTS: Record<PasswordFault | 'same', BilingualName> = {
  short: {
    zh: `密码太短，至少 ${PASSWORD_AT_LEAST} 个字符；可以用几个互不相干的词`,
    en: `too short: at least ${PASSWORD_AT_LEAST} characters; a few unrelated words do well`,
  },
  long: {
    zh: `密码太长，最多 ${PASSWORD_AT_MOST} 个字符`,
    en: `too long: at most ${PASSWORD_AT_MOST} characters`,
  },
  'user-name': { zh: '密码不能就是用户名', en: 'the password must not be the user name' },
  obvious: {
    zh: '这个密码太常见，别人会先试它；请换一个',
    en: 'too obvious: others would try it first; choose another',
  },
  same: { zh: '新密码与当前密码相同', en: 'the new password is the current one; choose another' },
};
