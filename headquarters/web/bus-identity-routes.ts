import { EnrolmentRequest } from '@pingan/protocol/enrolment';
import { Name } from '@pingan/protocol/ids';
import type { Hono } from 'hono';
import { z } from 'zod';
import { AttemptLimit, type LimitKey } from '../accounts/attempt-limit.ts';
import { audit } from '../accounts/audit.ts';
import type { Db } from '../database/open-database.ts';
import {
  CodeRefusedError,
  type FleetIdentity,
  IdentityRefusedError,
} from '../fleet-identity/fleet-identity.ts';
import { BadRequestError } from '../fleet-identity/x509.ts';
import type { BusIdentityAnswer, EnrolmentCodeAnswer, IdentitiesAnswer, RevokedAnswer } from './answers.ts';
import { requires, signedIn } from './identity/access.ts';
import type { ApiContext, ApiEnv } from './identity/api-env.ts';
import { addressOf } from './identity/cookies.ts';
import { NoQuery, readQuery } from './query.ts';
import { type FieldTexts, readBody } from './read-body.ts';
import { Refusal } from './refusal.ts';

/** Wrong codes from one address before the next has to wait: technicians of a whole office may share it. */
const FREE_ATTEMPTS = 10;

const Revocation = z.strictObject({ reason: z.string().trim().min(1).max(200) });
const REVOCATION_TEXTS: FieldTexts = {
  reason: { zh: '注销原因，1 至 200 个字符', en: 'why, 1 to 200 characters' },
};

export interface BusIdentityRouteParts {
  db: Db;
  identity: FleetIdentity;
  /** Whether the broker is another program, which learns of revocations by a file. */
  brokerElsewhere: boolean;
  /** Wall time in milliseconds. */
  now(): number;
}

/** Gives out identities and takes them back. Enrolment itself is open: the code in a technician's hand is what counts. */
export function addBusIdentityRoutes(api: Hono<ApiEnv>, parts: BusIdentityRouteParts): void {
  const { db, identity, brokerElsewhere, now } = parts;
  api.get('/identities', requires('administrator'), async (c) => {
    readQuery(c, NoQuery);
    return c.json(await everyIdentity(db, identity));
  });

  api.get('/buses/:bus/identity', requires('viewer'), async (c) => {
    readQuery(c, NoQuery);
    const bus = busOf(c);
    return c.json({ bus, certificates: await identity.of(bus) } satisfies BusIdentityAnswer);
  });

  api.post('/buses/:bus/enrolment-code', requires('administrator'), async (c) => {
    const bus = busOf(c);
    const made = await identity.newCode(bus).catch(refuse);
    const actor = signedIn(c).account;
    await audit(db, { at: now(), actor, action: 'enrolment-code', subject: bus });
    return c.json({ bus, ...made } satisfies EnrolmentCodeAnswer, 201);
  });

  api.post('/buses/:bus/revoke', requires('administrator'), async (c) => {
    const bus = busOf(c);
    const { reason } = await readBody(c, Revocation, REVOCATION_TEXTS);
    const revoked = await identity.revoke(bus, reason);
    const actor = signedIn(c).account;
    await audit(db, { at: now(), actor, action: 'bus-revoked', subject: bus });
    return c.json({ bus, revoked, brokerMustReload: brokerElsewhere } satisfies RevokedAnswer);
  });

  addEnrolment(api, parts);
}

function addEnrolment(api: Hono<ApiEnv>, { db, identity, now }: BusIdentityRouteParts): void {
  const attempts = new AttemptLimit();
  api.post('/enrolment', requires('open'), async (c) => {
    const request = await readBody(c, EnrolmentRequest, {});
    const keys: LimitKey[] = [{ key: addressOf(c), free: FREE_ATTEMPTS, forgiving: true }];
    const wait = attempts.begin(keys, now());
    if (wait > 0) throw tooMany(Math.ceil(wait / 1000));
    const answer = await identity.enrol(request).catch(refuse);
    attempts.succeeded(keys);
    await audit(db, { at: now(), actor: null, action: 'bus-enrolled', subject: request.bus });
    return c.json(answer);
  });
}

async function everyIdentity(db: Db, identity: FleetIdentity): Promise<IdentitiesAnswer> {
  const heard = new Set((await db.selectFrom('bus').select('name').execute()).map(({ name }) => name));
  const known = await identity.all();
  const buses = [...new Set([...heard, ...known.keys()])].sort().map((bus) => ({
    bus,
    heard: heard.has(bus),
    certificates: known.get(bus)?.certificates ?? [],
    codeUntil: known.get(bus)?.codeUntil ?? null,
  }));
  return { broker: identity.brokerForBuses, buses };
}

function busOf(c: ApiContext): string {
  const bus = Name.safeParse(c.req.param('bus'));
  if (bus.success) return bus.data;
  throw new Refusal(400, {
    zh: '车号只能用小写字母、数字和连字符，最多 48 个字符',
    en: 'a bus id has lower-case letters, digits and hyphens, at most 48',
  });
}

function tooMany(seconds: number): Refusal {
  return new Refusal(
    429,
    { zh: `尝试次数过多，请 ${seconds} 秒后再试`, en: `too many attempts; try again in ${seconds} s` },
    { headers: { 'Retry-After': `${seconds}` } },
  );
}

/** What fleet identity refuses, as an answer; anything else is thrown on. */
function refuse(problem: unknown): never {
  if (problem instanceof CodeRefusedError)
    throw new Refusal(403, {
      zh: '登记码不能用：可能输错、属于别的车、超过 24 小时或已经用过，请向总部要新的',
      en: problem.message,
    });
  if (problem instanceof BadRequestError)
    throw new Refusal(400, { zh: '证书申请不正确，请重新运行 npm run enrol', en: problem.message });
  if (problem instanceof IdentityRefusedError) throw new Refusal(409, problem.text);
  throw problem;
}
