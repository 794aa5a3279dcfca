import { X509Certificate } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { askHeadquarters } from '@pingan/firmware-bridge/enrolment/ask-headquarters';
import { EnrolmentError, enrol } from '@pingan/firmware-bridge/enrolment/enrol';
import { newKeyAndRequest } from '@pingan/firmware-bridge/enrolment/key-and-request';
import { CODE_VALID_MS } from '@pingan/headquarters/fleet-identity/fleet-identity';
import type {
  BusIdentityAnswer,
  CrewAnswer,
  EnrolmentCodeAnswer,
  ErrorAnswer,
  RevokedAnswer,
} from '@pingan/headquarters/web/answers';
import type { EnrolmentAnswer, EnrolmentRequest } from '@pingan/protocol/enrolment';
import { readCode } from '@pingan/protocol/enrolment-code';
import { proofKey, requestProof } from '@pingan/protocol/enrolment-proof';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WITH_TLS, enrolledBus } from '../enrolled-bus.ts';
import { RunningHeadquarters } from '../running-headquarters.ts';

let headquarters: RunningHeadquarters;
beforeEach(async () => void (headquarters = await RunningHeadquarters.start(WITH_TLS)));
afterEach(() => headquarters.end());

async function codeFor(bus: string): Promise<string> {
  const { status, answer } = await headquarters.tell<EnrolmentCodeAnswer>(`buses/${bus}/enrolment-code`);
  expect(status).toBe(201);
  return answer.code;
}

async function requestFor(bus: string, code: string): Promise<EnrolmentRequest> {
  const { request } = await newKeyAndRequest(bus);
  return { v: 1, bus, request, proof: requestProof(proofKey(readCode(code)), { bus, request }) };
}

const pemOf = (text: string) => text.slice(text.indexOf('-----BEGIN CERTIFICATE'));

/** A request whose signature is not by its own key. */
async function unsigned(bus: string): Promise<string> {
  const lines = (await newKeyAndRequest(bus)).request.split('\n');
  const der = Buffer.from(lines.filter((line) => !line.startsWith('-')).join(''), 'base64');
  der[der.length - 1]! ^= 1;
  return `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
}

const certificatesOf = async (bus: string) =>
  (await headquarters.ask<BusIdentityAnswer>(`buses/${bus}/identity`)).certificates;

describe('enrolling a bus', () => {
  test('makes it known: its crew is prepared before it first starts', async () => {
    await enrolledBus(headquarters, 'bus-17');
    const { status, answer } = await headquarters.tell<CrewAnswer>('crew/bus-17', { name: '演练警员' });
    expect(status).toBe(200);
    expect(answer.members).toHaveLength(1);
  });

  test('gives it a certificate for the key it made itself, for two years, by the authority it then trusts', async () => {
    const identity = await enrolledBus(headquarters, 'bus-17');
    const certificate = new X509Certificate(identity.certificate);
    expect(certificate.subject).toBe('CN=bus-17');
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    const days = (Date.parse(certificate.validTo) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(729);
    expect(days).toBeLessThan(731);
    expect(certificate.verify(new X509Certificate(identity.authority).publicKey)).toBe(true);
    expect(identity.broker).toBe(headquarters.broker);
    const [kept] = await certificatesOf('bus-17');
    expect(kept).toMatchObject({ serial: certificate.serialNumber, revokedAt: null });
    expect(kept!.fingerprint).toBe(certificate.fingerprint256.replaceAll(':', '').toLowerCase());
  });

  test('keeps the authority over a restart, readable for its own account alone', async () => {
    const before = await enrolledBus(headquarters, 'bus-17');
    const file = join(headquarters.directory, 'identity/authority.pem');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await headquarters.stop();
    await headquarters.start();
    expect((await enrolledBus(headquarters, 'bus-18')).authority).toBe(before.authority);
  });

  test('says so and goes on where the authority is gone, and refuses to start on a damaged one', async () => {
    await enrolledBus(headquarters, 'bus-17');
    await headquarters.stop();
    const file = join(headquarters.directory, 'identity/authority.pem');
    const whole = await readFile(file, 'utf8');
    await writeFile(file, whole.slice(0, 300));
    await expect(headquarters.start()).rejects.toThrow(/authority\.pem is damaged.*enrol every bus again/);
    await writeFile(file, whole);
    await headquarters.start();
    await headquarters.stop();
    const gone = () => headquarters.log.lines.filter((line) => line.includes('authority.pem is gone'));
    expect(gone()).toEqual([]);
    await rm(file);
    await headquarters.start();
    expect(gone()).toHaveLength(1);
    expect((await enrolledBus(headquarters, 'bus-17')).authority).not.toBe(pemOf(whole));
  });

  test('takes a code once, also when two ask with it at the same moment', async () => {
    const code = await codeFor('bus-17');
    const requests = await Promise.all([1, 2, 3].map(() => requestFor('bus-17', code)));
    const answers = await Promise.all(requests.map((request) => headquarters.tell('enrolment', request)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
    expect((await headquarters.tell('enrolment', requests[0])).status).toBe(403);
    expect(await certificatesOf('bus-17')).toHaveLength(1);
  });

  test('answers a wrong, expired, used, replaced or foreign code and an unknown bus with one and the same refusal', async () => {
    const used = await codeFor('bus-1');
    await headquarters.tell('enrolment', await requestFor('bus-1', used));
    const replaced = await codeFor('bus-2');
    const current = await codeFor('bus-2');
    const revoked = await codeFor('bus-3');
    await headquarters.tell('buses/bus-3/revoke', { reason: 'lost' });
    const expired = await codeFor('bus-4');
    headquarters.clock = Date.now() + CODE_VALID_MS;
    const refused = await Promise.all([
      requestFor('bus-1', used),
      requestFor('bus-2', replaced),
      requestFor('bus-3', revoked),
      requestFor('bus-4', expired),
      requestFor('bus-5', current),
      requestFor('never-heard-of', current),
    ]);
    const answers = [];
    for (const request of refused) answers.push(await headquarters.tell<ErrorAnswer>('enrolment', request));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({
      status: 403,
      answer: { error: expect.stringContaining('Ask headquarters') },
    });
  });

  test('holds the code until its last minute', async () => {
    const code = await codeFor('bus-17');
    headquarters.clock = Date.now() + CODE_VALID_MS - 60_000;
    expect((await headquarters.tell('enrolment', await requestFor('bus-17', code))).status).toBe(200);
  });

  test('keeps no code that anybody could type in, and nothing of it once it is used', async () => {
    const code = await codeFor('bus-17');
    const rows = () => headquarters.query<{ proof_key: string | null }>('select * from enrolment_code');
    const stored = JSON.stringify(rows());
    const bytes = Buffer.from(readCode(code));
    for (const form of [code, bytes.toString('base64'), bytes.toString('hex')])
      expect(stored).not.toContain(form);
    await headquarters.tell('enrolment', await requestFor('bus-17', code));
    expect(rows().map(({ proof_key }) => proof_key)).toEqual([null]);
  });

  test('refuses a request that is no sound request, says what is wrong with it, and leaves the code usable', async () => {
    const code = await codeFor('bus-17');
    const key = proofKey(readCode(code));
    const foreign = (await newKeyAndRequest('bus-18')).request;
    for (const [request, words] of [
      ['-----BEGIN nothing', /cannot be read/],
      [foreign, /is for CN=bus-18/],
      [await unsigned('bus-17'), /not signed by its own key/],
    ] as const) {
      const proof = requestProof(key, { bus: 'bus-17', request });
      const said = await headquarters.tell<ErrorAnswer>('enrolment', { v: 1, bus: 'bus-17', request, proof });
      expect(said).toMatchObject({ status: 400, answer: { error: expect.stringMatching(words) } });
    }
    expect((await headquarters.tell('enrolment', await requestFor('bus-17', code))).status).toBe(200);
  });

  test('lets nobody try for ever', async () => {
    const request = await requestFor('bus-17', await codeFor('bus-17'));
    const statuses = [];
    for (let i = 0; i < 12; i++)
      statuses.push((await headquarters.tell('enrolment', { ...request, proof: 'guess' })).status);
    expect(statuses).toEqual([...Array<number>(10).fill(403), 429, 429]);
    headquarters.clock = Date.now() + 61_000;
    expect((await headquarters.tell('enrolment', request)).status).toBe(200);
  });

  test('refuses what is not JSON, too long, not for a bus, or for headquarters itself', async () => {
    const post = (path: string, init: RequestInit) =>
      fetch(`${headquarters.web}/api/v1/${path}`, { method: 'POST', ...init });
    expect((await post('enrolment', { body: '{}', headers: { 'Content-Type': 'text/plain' } })).status).toBe(
      415,
    );
    expect((await headquarters.tell('enrolment', { v: 1 })).status).toBe(400);
    expect((await headquarters.tell('enrolment', { v: 'x'.repeat(40_000) })).status).toBe(413);
    expect((await headquarters.tell('buses/BUS_17/enrolment-code')).status).toBe(400);
    expect((await headquarters.tell('buses/headquarters/enrolment-code')).status).toBe(409);
    expect((await headquarters.tell('buses/bus-17/revoke', {})).status).toBe(400);
  });

  test('revokes every certificate of a bus with the reason, and of no other bus', async () => {
    await enrolledBus(headquarters, 'bus-17');
    await enrolledBus(headquarters, 'bus-17');
    await enrolledBus(headquarters, 'bus-18');
    const { answer } = await headquarters.tell<RevokedAnswer>('buses/bus-17/revoke', { reason: 'stolen' });
    expect(answer).toEqual({ bus: 'bus-17', revoked: 2, brokerMustReload: false });
    expect((await certificatesOf('bus-17')).map(({ reason }) => reason)).toEqual(['stolen', 'stolen']);
    expect((await certificatesOf('bus-18')).map(({ revokedAt }) => revokedAt)).toEqual([null]);
  });
});

describe('somebody on the way', () => {
  let between: Server | undefined;
  afterEach(() => new Promise<void>((done) => (between ? between.close(() => done()) : done())));

  /** Passes requests on to headquarters, changed on the way there or back. */
  async function manInTheMiddle(change: {
    request?: (said: EnrolmentRequest) => Promise<EnrolmentRequest>;
    answer?: (said: EnrolmentAnswer) => Promise<unknown>;
  }): Promise<string> {
    const server = createServer((incoming, outgoing) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of incoming) chunks.push(chunk as Buffer);
        const request = JSON.parse(Buffer.concat(chunks).toString()) as EnrolmentRequest;
        const { status, answer } = await headquarters.tell<EnrolmentAnswer>(
          'enrolment',
          change.request ? await change.request(request) : request,
        );
        outgoing.writeHead(status, { 'Content-Type': 'application/json' });
        outgoing.end(JSON.stringify(change.answer ? await change.answer(answer) : answer));
      })();
    });
    between = server;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  }

  const enrolThrough = async (address: string) => {
    const code = await codeFor('bus-17');
    return enrol({ bus: 'bus-17', code, ask: (request) => askHeadquarters(address, request) });
  };

  test('who changes nothing is no harm', async () => {
    expect((await enrolThrough(await manInTheMiddle({}))).bus).toBe('bus-17');
  });

  test('cannot get a certificate for a key of their own', async () => {
    const address = await manInTheMiddle({
      request: async (said) => ({ ...said, request: (await newKeyAndRequest('bus-17')).request }),
    });
    await expect(enrolThrough(address)).rejects.toThrow(/headquarters refused: this code/);
    expect(await certificatesOf('bus-17')).toEqual([]);
  });

  test('cannot change the request into one for another bus', async () => {
    const address = await manInTheMiddle({ request: (said) => Promise.resolve({ ...said, bus: 'bus-18' }) });
    await expect(enrolThrough(address)).rejects.toThrow(EnrolmentError);
    expect(await certificatesOf('bus-18')).toEqual([]);
  });

  test.each(['certificate', 'authority', 'broker', 'carryKey', 'signingKey', 'bus', 'proof'] as const)(
    'cannot change %s in the answer: the bus stores nothing',
    async (field) => {
      const other = await RunningHeadquarters.start(WITH_TLS);
      try {
        // Everything but the broker is what a real, but other, headquarters would say.
        const foreign = { ...(await enrolledBus(other, 'bus-17')), broker: 'mqtts://evil.example:8883' };
        const address = await manInTheMiddle({
          answer: (said) =>
            Promise.resolve({
              ...said,
              [field]: field === 'bus' || field === 'proof' ? 'another' : foreign[field],
            }),
        });
        await expect(enrolThrough(address)).rejects.toThrow(
          /does not prove that it comes from your headquarters/,
        );
      } finally {
        await other.end();
      }
    },
  );

  test('cannot pass for headquarters with an answer of something else', async () => {
    const address = await manInTheMiddle({ answer: () => Promise.resolve({ hello: 'world' }) });
    await expect(enrolThrough(address)).rejects.toThrow(/no headquarters of this project/);
  });
});

test('gives out no code where the broker has no TLS, and says what to do', async () => {
  const plain = await RunningHeadquarters.start();
  try {
    const { status, answer } = await plain.tell<ErrorAnswer>('buses/bus-17/enrolment-code');
    expect(status).toBe(409);
    expect(answer.error).toContain('--broker embedded-tls:HOST:PORT');
  } finally {
    await plain.end();
  }
});
