import type { CarryRefused } from '@pingan/protocol/carry-report';
import { CarryFault } from '@pingan/protocol/carry/carry-fault';
import { MAX_CARRY_BYTES } from '@pingan/protocol/carry/seal';
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { mayCarry } from '../accounts/roles.ts';
import { READINGS_KEPT, latestReadings } from '../carry/carried-files.ts';
import type { CarryOffice } from '../carry/carry-office.ts';
import type { Db } from '../database/open-database.ts';
import { countiesOfBuses } from '../schedule/counties-of-buses.ts';
import type { CarryReadingsAnswer } from './answers.ts';
import { requires, signedIn } from './identity/access.ts';
import type { ApiEnv, Who } from './identity/api-env.ts';
import { Refusal } from './refusal.ts';

/** A page of another site cannot send this type without being asked first. */
const BODY_TYPE = 'application/octet-stream';
const READINGS_SHOWN = 20;

/** `POST /carry` takes a bus's file as its body; `GET /carry` says which were read. docs/carry.md has the answers. */
export function addCarryRoutes(
  api: Hono<ApiEnv>,
  parts: {
    db: Db;
    office: CarryOffice;
  },
): void {
  const { office, db } = parts;
  const limit = bodyLimit({
    maxSize: MAX_CARRY_BYTES,
    onError: (c) => {
      const bytes = Number(c.req.header('content-length') ?? MAX_CARRY_BYTES);
      return refuse(c, CarryFault.of('too-large', { bytes, most: MAX_CARRY_BYTES }));
    },
  });
  api.get('/carry', requires('scheduler'), async (c) => {
    const who = signedIn(c);
    const counties = await countiesOfBuses(db);
    const readings = await latestReadings(db, who.counties.length === 0 ? READINGS_SHOWN : READINGS_KEPT);
    const own = readings.filter(({ bus }) => mayCarry(who, counties.get(bus) ?? []));
    return c.json({ readings: own.slice(0, READINGS_SHOWN) } satisfies CarryReadingsAnswer);
  });
  api.post('/carry', requires('scheduler'), limit, async (c) => {
    if (c.req.header('content-type') !== BODY_TYPE) return refuse(c, CarryFault.of('not-ours'));
    const who = signedIn(c);
    const allow = async (bus: string) => {
      if (!mayCarry(who, (await countiesOfBuses(db)).get(bus) ?? [])) throw foreignBus(who, bus);
    };
    try {
      return c.json(await office.read(new Uint8Array(await c.req.arrayBuffer()), who.account.id, allow));
    } catch (problem) {
      if (problem instanceof CarryFault) return refuse(c, problem);
      throw problem;
    }
  });
}

function foreignBus({ counties }: Who, bus: string): Refusal {
  const own = counties.join(', ');
  return new Refusal(403, {
    zh: `您的账号只负责：${own}；${bus} 的站点都不在其中。请交给负责的同事读取。什么都没有改动。`,
    en: `your account acts for ${own} alone, and no stop of ${bus} is there; have a colleague read the file. Nothing was changed`,
  });
}

function refuse(c: Context, { fault, words }: CarryFault): Response {
  const status = fault === 'not-stored' ? 503 : fault === 'too-large' ? 413 : 422;
  return c.json({ error: words.en, fault, words } satisfies CarryRefused, status);
}
