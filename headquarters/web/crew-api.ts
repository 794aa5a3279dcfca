import { CrewMember } from '@pingan/protocol/crew';
import { Name } from '@pingan/protocol/ids';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import {
  type BusRow,
  CrewError,
  addMember,
  issueCodes,
  listMembers,
  removeMember,
  setPin,
} from '../crew/crew.ts';
import { pinFault } from '../crew/secrets.ts';
import type { Db } from '../database/open-database.ts';
import { homeDay } from '../statistics/dating.ts';
import type { CodesAnswer, CrewAnswer } from './answers.ts';
import { RequestError, readBody } from './body.ts';
import { knownBus } from './known-bus.ts';
import { type WhoOf, mayAct, requires } from './who.ts';

export interface CrewApiParts {
  db: Db;
  whoOf: WhoOf;
  crewChanged(bus: string): void;
  /** Wall time in milliseconds. */
  now(): number;
}

const NewMember = z.strictObject({ id: Name.optional(), name: CrewMember.shape.name });
const NewPin = z.strictObject({ pin: z.string().max(20) });
const Sheet = z.strictObject({
  count: z.number().int().min(1).max(10).default(6),
  days: z.number().int().min(1).max(180).default(90),
});
const DAY_MS = 86_400_000;

/** `/crew`: who may open the officer panel of a bus. Codes are told once, to whoever prints them. */
export function createCrewApi(parts: CrewApiParts): Hono {
  const { db, whoOf, now } = parts;
  const api = new Hono();
  const administrator = requires(whoOf, 'administrator');
  const busOf = async (c: Context): Promise<BusRow> => {
    const name = c.req.param('bus')!;
    return { id: await knownBus(db, name), name };
  };
  const told = async (c: Context, bus: BusRow) => {
    parts.crewChanged(bus.name);
    return c.json(await crewAnswer(db, bus, now()));
  };
  api.get('/:bus', administrator, async (c) => c.json(await crewAnswer(db, await busOf(c), now())));
  api.post('/:bus', administrator, async (c) => {
    const bus = await busOf(c);
    const { id, name } = await readBody(c, NewMember);
    await knowing(() => addMember(db, bus, id, name));
    return told(c, bus);
  });
  api.delete('/:bus/:member', administrator, async (c) => {
    const bus = await busOf(c);
    await knowing(() => removeMember(db, bus, c.req.param('member')));
    return told(c, bus);
  });
  api.put('/:bus/:member/pin', requires(whoOf, 'viewer'), async (c) => {
    const bus = await busOf(c);
    const member = c.req.param('member');
    const who = whoOf(c)!;
    if (who.author.id !== member && !mayAct(who, 'administrator'))
      throw new RequestError(403, 'a PIN is set by the member or by an administrator');
    const { pin } = await readBody(c, NewPin);
    const fault = pinFault(pin);
    if (fault !== null) throw new RequestError(400, fault);
    await knowing(() => setPin(db, bus, member, pin));
    parts.crewChanged(bus.name);
    return c.json({});
  });
  api.post('/:bus/:member/codes', administrator, async (c) => {
    const bus = await busOf(c);
    const { count, days } = await readBody(c, Sheet);
    const expires = homeDay(now() + days * DAY_MS);
    const codes = await knowing(() => issueCodes(db, bus, c.req.param('member'), count, expires));
    parts.crewChanged(bus.name);
    return c.json({ expires, codes } satisfies CodesAnswer);
  });
  return api;
}

async function crewAnswer(db: Db, bus: BusRow, now: number): Promise<CrewAnswer> {
  return { bus: bus.name, members: await listMembers(db, bus.id, homeDay(now)) };
}

async function knowing<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (problem) {
    if (problem instanceof CrewError) throw new RequestError(409, problem.message);
    throw problem;
  }
}
