import type { CarryRefused } from '@pingan/protocol/carry-report';
import { CarryFault } from '@pingan/protocol/carry/carry-fault';
import { MAX_CARRY_BYTES } from '@pingan/protocol/carry/seal';
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { latestReadings } from '../carry/carried-files.ts';
import type { CarryOffice } from '../carry/carry-office.ts';
import type { Db } from '../database/open-database.ts';
import type { CarryReadingsAnswer } from './answers.ts';
import { requires, signedIn } from './identity/access.ts';
import type { ApiEnv } from './identity/api-env.ts';

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
  api.get('/carry', requires('scheduler'), async (c) =>
    c.json({ readings: await latestReadings(db, READINGS_SHOWN) } satisfies CarryReadingsAnswer),
  );
  api.post('/carry', requires('scheduler'), limit, async (c) => {
    if (c.req.header('content-type') !== BODY_TYPE) return refuse(c, CarryFault.of('not-ours'));
    try {
      return c.json(await office.read(new Uint8Array(await c.req.arrayBuffer()), signedIn(c).account.id));
    } catch (problem) {
      if (problem instanceof CarryFault) return refuse(c, problem);
      throw problem;
    }
  });
}

function refuse(c: Context, { fault, words }: CarryFault): Response {
  const status = fault === 'not-stored' ? 503 : fault === 'too-large' ? 413 : 422;
  return c.json({ error: words.en, fault, words } satisfies CarryRefused, status);
}
