import { CrewMember } from '@pingan/protocol/crew';
import { Name } from '@pingan/protocol/ids';
import type { Hono } from 'hono';
import { z } from 'zod';
import type { Deed } from '../accounts/audit.ts';
import { atLeast } from '../accounts/roles.ts';
import type { Retained } from '../broker/retained-messages.ts';
import {
  type BusRow,
  CrewFault,
  addMember,
  issueCodes,
  listMembers,
  removeMember,
  setPin,
} from '../crew/crew.ts';
import { pinFault } from '../crew/secrets.ts';
import type { Db } from '../database/open-database.ts';
import { homeDay } from '../statistics/dating.ts';
import type { BilingualName, CodesAnswer, CrewAnswer } from './answers.ts';
import { requires, signedIn } from './identity/access.ts';
import type { ApiContext, ApiEnv } from './identity/api-env.ts';
import { knownBus } from './known-bus.ts';
import { type FieldTexts, readBody } from './read-body.ts';
import { Refusal } from './refusal.ts';

export interface CrewParts {
  db: Db;
  /** What a bus is to be told has changed, and the change is on the disk. */
  told(what: Retained, bus?: string): void;
  /** Wall time in milliseconds. */
  now(): number;
}

const NewMember = z.strictObject({ id: Name.optional(), name: CrewMember.shape.name });
const NewPin = z.strictObject({ pin: z.string().max(20) });
const Sheet = z.strictObject({
  count: z.number().int().min(1).max(10).default(6),
  days: z.number().int().min(1).max(180).default(90),
});
const TEXTS: FieldTexts = {
  id: {
    zh: '小写字母、数字和连字符，最多 48 个',
    en: 'lower-case letters, digits and hyphens, at most 48',
  },
  name: { zh: '姓名，1 至 40 个字符', en: 'a name of 1 to 40 characters' },
  pin: { zh: '4 至 8 位数字', en: '4 to 8 digits' },
  count: { zh: '1 至 10', en: '1 to 10' },
  days: { zh: '1 至 180', en: '1 to 180' },
};
const DAY_MS = 86_400_000;

/** `/crew`: who may open the officer panel of a bus. Codes are told once, to whoever prints them. */
export function addCrewRoutes(api: Hono<ApiEnv>, { db, told, now }: CrewParts): void {
  const deedOf = (c: ApiContext): Deed => ({ actor: signedIn(c).account, at: now() });
  const answer = async (bus: BusRow): Promise<CrewAnswer> => ({
    bus: bus.name,
    members: await listMembers(db, bus.id, homeDay(now())),
  });
  api.get('/crew/:bus', requires('administrator'), async (c) =>
    c.json(await answer(await knownBus(db, c.req.param('bus')))),
  );
  api.post('/crew/:bus', requires('administrator'), async (c) => {
    const bus = await knownBus(db, c.req.param('bus'));
    const member = await readBody(c, NewMember, TEXTS);
    await orRefusal(() => addMember(db, bus, member, deedOf(c)));
    told('crew', bus.name);
    return c.json(await answer(bus));
  });
  api.delete('/crew/:bus/:member', requires('administrator'), async (c) => {
    const bus = await knownBus(db, c.req.param('bus'));
    await orRefusal(() => removeMember(db, bus, c.req.param('member'), deedOf(c)));
    told('crew', bus.name);
    return c.json(await answer(bus));
  });
  api.put('/crew/:bus/:member/pin', requires('viewer'), async (c) => {
    const bus = await knownBus(db, c.req.param('bus'));
    const member = c.req.param('member');
    const { account, role, by } = signedIn(c);
    // A token is a program's; a PIN is a person's.
    if (by === 'token' || (account.id !== member && !atLeast(role, 'administrator')))
      throw new Refusal(403, NOT_THEIR_PIN);
    const { pin } = await readBody(c, NewPin, TEXTS);
    const fault = pinFault(pin);
    if (fault !== null) throw new Refusal(400, PIN_FAULTS[fault], { field: 'pin' });
    await orRefusal(() => setPin(db, bus, member, pin, deedOf(c)));
    told('crew', bus.name);
    return c.json({});
  });
  api.post('/crew/:bus/:member/codes', requires('administrator'), async (c) => {
    const bus = await knownBus(db, c.req.param('bus'));
    const { count, days } = await readBody(c, Sheet, TEXTS);
    const expires = homeDay(now() + days * DAY_MS);
    const codes = await orRefusal(() =>
      issueCodes(db, bus, c.req.param('member'), { count, expires }, deedOf(c)),
    );
    told('crew', bus.name);
    return c.json({ expires, codes } satisfies CodesAnswer);
  });
}

async function orRefusal<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (problem) {
    if (!(problem instanceof CrewFault)) throw problem;
    const { status, zh } = FAULTS[problem.fault];
    throw new Refusal(status, { zh, en: problem.message });
  }
}

const FAULTS: Record<CrewFault['fault'], { status: 404 | 409; zh: string }> = {
  'member-unknown': { status: 404, zh: '本车人员中没有此人' },
  'member-known': { status: 409, zh: '此人已在本车人员中' },
  'too-large': { status: 409, zh: '本车人员和应急码太多，一条消息装不下；请先移除已离开的人，或少发应急码' },
};
const NOT_THEIR_PIN: BilingualName = {
  zh: '密码只能由本人或管理员设置',
  en: 'a PIN is set by the member or by an administrator, signed in',
};
const PIN_FAULTS: Record<NonNullable<ReturnType<typeof pinFault>>, BilingualName> = {
  'not-digits': { zh: '密码为 4 至 8 位数字', en: 'a PIN is 4 to 8 digits' },
  guessable: {
    zh: '这个密码太容易猜到，请换一个',
    en: 'this PIN is the first that anybody tries; choose another',
  },
};
