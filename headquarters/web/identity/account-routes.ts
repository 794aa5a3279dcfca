import { Name } from '@pingan/protocol/ids';
import type { Hono } from 'hono';
import { z } from 'zod';
import {
  type Account,
  AccountFault,
  accountRow,
  accountOf,
  changeAccount,
  createAccount,
  listAccounts,
  resetPassword,
} from '../../accounts/accounts.ts';
import { formerStaff } from '../../accounts/keeping-rule.ts';
import { ROLES } from '../../accounts/roles.ts';
import type { BilingualName } from '../answers.ts';
import { NoQuery, readQuery } from '../query.ts';
import { type FieldTexts, readBody } from '../read-body.ts';
import { Refusal } from '../refusal.ts';
import { requires, signedIn } from './access.ts';
import type { AccountAnswer, AccountsAnswer, NewPasswordAnswer } from './identity-answers.ts';
import type { ApiEnv, IdentityParts } from './api-env.ts';

const name = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\p{Control}]*$/u);
const counties = z
  .array(Name)
  .max(60)
  .transform((all) => [...new Set(all)].sort());

const NewBody = z.strictObject({ user: Name, name, role: z.enum(ROLES), counties: counties.default([]) });
const ChangeBody = z.strictObject({
  name: name.optional(),
  role: z.enum(ROLES).optional(),
  counties: counties.optional(),
  disabled: z.literal(true).optional(),
});
const EmptyBody = z.strictObject({});

const TEXTS: FieldTexts = {
  user: {
    zh: '小写字母、数字和连字符，最多 48 个',
    en: 'lower-case letters, digits and hyphens, at most 48',
  },
  name: { zh: '姓名，1 至 40 个字符', en: 'a name of 1 to 40 characters' },
  role: { zh: ROLES.join('、'), en: ROLES.join(', ') },
  counties: {
    zh: '区县编号的列表，每个为小写字母、数字和连字符；空列表表示全部',
    en: 'a list of county ids in lower-case letters, digits and hyphens; an empty list means all',
  },
  disabled: {
    zh: 'true；要重新启用，请发一次性密码',
    en: 'true; to enable again, give a one-time password',
  },
};

/** For administrators: who has an account, and what it may do. */
export function addAccountRoutes(api: Hono<ApiEnv>, { db, now, rehearsal }: IdentityParts): void {
  api.get('/accounts', requires('administrator'), async (c) => {
    readQuery(c, NoQuery);
    return c.json({ accounts: (await listAccounts(db)).map(accountAnswer) } satisfies AccountsAnswer);
  });

  api.post('/accounts', requires('administrator'), async (c) => {
    const made = await readBody(c, NewBody, TEXTS);
    // An account made where nobody signs in would be a way in once somebody has to.
    if (rehearsal) throw new Refusal(409, IN_REHEARSAL);
    const { account, oneTimePassword } = await orRefusal(() =>
      createAccount(db, made, signedIn(c).account, now()),
    );
    return c.json({ account: accountAnswer(account), oneTimePassword } satisfies NewPasswordAnswer, 201);
  });

  api.patch('/accounts/:id', requires('administrator'), async (c) => {
    const change = await readBody(c, ChangeBody, TEXTS);
    const id = c.req.param('id');
    const account = await orRefusal(() => changeAccount(db, id, change, signedIn(c).account, now()));
    return c.json(accountAnswer(account));
  });

  api.post('/accounts/:id/one-time-password', requires('administrator'), async (c) => {
    await readBody(c, EmptyBody, {});
    const id = c.req.param('id');
    if (id === signedIn(c).account.id) throw new Refusal(409, OWN_PASSWORD);
    const oneTimePassword = await orRefusal(() => resetPassword(db, id, signedIn(c).account, now()));
    const row = await accountRow(db, id);
    return c.json({ account: accountAnswer(accountOf(row!)), oneTimePassword } satisfies NewPasswordAnswer);
  });
}

function accountAnswer(account: Account): AccountAnswer {
  return { ...account, name: account.name ?? formerStaff(account.id) };
}

async function orRefusal<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (problem) {
    if (!(problem instanceof AccountFault)) throw problem;
    const { status, field, text } = FAULTS[problem.fault];
    throw new Refusal(status, text, { field });
  }
}

const IN_REHEARSAL: BilingualName = {
  zh: '演练模式没有账号；请不带 --rehearsal 启动指挥中心',
  en: 'a rehearsal has no accounts; start headquarters without --rehearsal to make some',
};
const OWN_PASSWORD: BilingualName = {
  zh: '自己的密码请在“我的账号”里修改',
  en: 'change your own password under "My account"',
};
const FAULTS: Record<
  AccountFault['fault'],
  { status: 400 | 404 | 409; field?: string; text: BilingualName }
> = {
  unknown: { status: 404, text: { zh: '没有这个账号', en: 'there is no such account' } },
  'user-taken': {
    status: 409,
    field: 'user',
    text: { zh: '这个用户名已有人使用，请换一个', en: 'this user name is taken; choose another' },
  },
  forgotten: {
    status: 409,
    text: {
      zh: '此账号停用已久，姓名已删除；请新建账号',
      en: 'this account was disabled long ago and its name is deleted; create a new one',
    },
  },
  'last-administrator': {
    status: 409,
    text: {
      zh: '这是最后一名管理员；请先让另一人成为管理员',
      en: 'this is the last administrator; make somebody else one first',
    },
  },
  'own-role': {
    status: 409,
    text: {
      zh: '不能取消自己的管理员权限；请另一名管理员操作',
      en: 'you cannot take your own administration away; another administrator can',
    },
  },
  disabled: {
    status: 409,
    text: {
      zh: '此账号已停用；如需恢复，请先发一次性密码',
      en: 'this account is disabled; give it a one-time password to enable it first',
    },
  },
};
