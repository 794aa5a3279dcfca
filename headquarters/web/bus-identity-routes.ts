import type { HttpBindings } from '@hono/node-server';
import { EnrolmentRequest } from '@pingan/protocol/enrolment';
import { Name } from '@pingan/protocol/ids';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import {
  CodeRefusedError,
  type FleetIdentity,
  IdentityRefusedError,
} from '../fleet-identity/fleet-identity.ts';
import { BadRequestError } from '../fleet-identity/x509.ts';
import type { BusIdentityAnswer, EnrolmentCodeAnswer, ErrorAnswer, RevokedAnswer } from './answers.ts';
import { AttemptLimit } from './attempt-limit.ts';

const BODY_BYTES = 32 * 1024;
/** A technician types a code a few times; a fleet that is enrolled on one morning stays below it too. */
const ATTEMPTS = { each: 10, inAll: 60, windowMs: 60_000 };

const Revocation = z.strictObject({ reason: z.string().trim().min(1).max(200) });

export interface IdentityRouteParts {
  identity: FleetIdentity;
  /** Whether the broker is another program, which learns of revocations by a file. */
  brokerElsewhere: boolean;
  /** Lets a request on where whoever sent it has the role. */
  only: (role: 'viewer' | 'administrator') => MiddlewareHandler;
  /** Wall time in milliseconds. */
  now(): number;
}

/** Gives out identities and takes them back. Enrolment itself is open: the code in a technician's hand is what counts. */
export function addIdentityRoutes(
  api: Hono,
  { identity, brokerElsewhere, only, now }: IdentityRouteParts,
): void {
  const attempts = new AttemptLimit(ATTEMPTS);
  const limited = bodyLimit({ maxSize: BODY_BYTES, onError: () => refuse(413, 'the request is too long') });

  api.get('/buses/:bus/identity', only('viewer'), async (c) => {
    const bus = busOf(c);
    return c.json({ bus, certificates: await identity.of(bus) } satisfies BusIdentityAnswer);
  });

  api.post('/buses/:bus/enrolment-code', only('administrator'), async (c) => {
    const bus = busOf(c);
    try {
      return c.json({ bus, ...(await identity.newCode(bus)) } satisfies EnrolmentCodeAnswer, 201);
    } catch (problem) {
      if (problem instanceof IdentityRefusedError) return refuse(409, problem.message);
      throw problem;
    }
  });

  api.post('/buses/:bus/revoke', only('administrator'), limited, async (c) => {
    const bus = busOf(c);
    const { reason } = await bodyOf(c, Revocation);
    const revoked = await identity.revoke(bus, reason);
    return c.json({ bus, revoked, brokerMustReload: brokerElsewhere } satisfies RevokedAnswer);
  });

  api.post('/enrolment', limited, async (c) => {
    const wait = attempts.attempt(callerOf(c), now());
    if (wait > 0) {
      c.header('Retry-After', `${Math.ceil(wait / 1000)}`);
      return c.json({ error: 'too many attempts; wait a minute and try again' } satisfies ErrorAnswer, 429);
    }
    const request = await bodyOf(c, EnrolmentRequest);
    try {
      return c.json(await identity.enrol(request));
    } catch (problem) {
      if (problem instanceof CodeRefusedError) return refuse(403, problem.message);
      if (problem instanceof BadRequestError) return refuse(400, problem.message);
      throw problem;
    }
  });
}

function busOf(c: Context): string {
  const bus = Name.safeParse(c.req.param('bus'));
  if (bus.success) return bus.data;
  return refuse(400, 'a bus id has lower-case letters, digits and hyphens, at most 48');
}

/** JSON alone: a form of a foreign page cannot send that. */
async function bodyOf<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  if (!/^application\/json\b/i.test(c.req.header('Content-Type') ?? ''))
    return refuse(415, 'send JSON, with Content-Type: application/json');
  const body = schema.safeParse(await c.req.json().catch(() => undefined));
  if (body.success) return body.data;
  return refuse(
    400,
    `the request is not understood: ${z.prettifyError(body.error).replaceAll('\n', ' ').slice(0, 400)}`,
  );
}

function callerOf(c: Context): string {
  return (c.env as Partial<HttpBindings>).incoming?.socket.remoteAddress ?? '';
}

function refuse(status: 400 | 403 | 409 | 413 | 415, error: string): never {
  throw new HTTPException(status, {
    res: Response.json({ error } satisfies ErrorAnswer, { status }),
  });
}
