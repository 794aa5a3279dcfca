import type { CarryCounter } from '@pingan/firmware-bridge/kiosk-server/carry-routes';
import type { CarryBrought, CarryRefused } from '@pingan/protocol/carry-report';
import { CarryFault } from '@pingan/protocol/carry/carry-fault';
import { MAX_CARRY_BYTES } from '@pingan/protocol/carry/seal';
import { describe, expect, it } from 'vitest';
import { serve } from './served-house.ts';

const OFFICER = { id: 'officer-3', name: '王' };
const BROUGHT: CarryBrought = {
  ...{ written: 1, again: false, schedule: 'taken', crew: 'none', warnings: 'older', waiting: 2 },
  receipts: { confirmed: 3, refused: 0 },
};

class FakeCounter implements CarryCounter {
  readonly brought: Uint8Array[] = [];
  readonly tickets: (string | null)[] = [];
  signedIn = true;
  fault: Error | null = null;
  who(ticket: string | null) {
    this.tickets.push(ticket);
    return this.signedIn ? OFFICER : null;
  }
  take() {
    if (this.fault) return Promise.reject(this.fault);
    return Promise.resolve({ name: 'pingan-bus.carry', bytes: Buffer.from('sealed'), records: 5, left: 1 });
  }
  bring(bytes: Uint8Array) {
    if (this.fault) return Promise.reject(this.fault);
    this.brought.push(bytes);
    return Promise.resolve(BROUGHT);
  }
}

async function serveCounter() {
  const carry = new FakeCounter();
  return { carry, ...(await serve({ carry })) };
}

const bring = (http: string, body: Uint8Array<ArrayBuffer> | string, headers = {}) =>
  fetch(`${http}/api/carry/bring`, { method: 'POST', body, headers });

describe('files by hand at the screens of a bus', () => {
  it('are given out under their name, with how many records they hold', async () => {
    const { http } = await serveCounter();
    const answer = await fetch(`${http}/api/carry/take`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="pingan-bus.carry"');
    expect(answer.headers.get('x-carry-records')).toBe('5');
    expect(answer.headers.get('x-carry-left')).toBe('1');
    expect(await answer.text()).toBe('sealed');
  });

  it('are taken in byte for byte, and what became of them is answered', async () => {
    const { http, carry } = await serveCounter();
    const bytes = Uint8Array.from({ length: 300_000 }, (_, n) => n % 256);
    const answer = await bring(http, bytes);
    expect(await answer.json()).toEqual(BROUGHT);
    expect(Buffer.compare(carry.brought[0]!, bytes)).toBe(0);
  });

  it('are refused with the fault and words in both languages', async () => {
    const { http, carry } = await serveCounter();
    carry.fault = CarryFault.of('wrong-bus', { bus: 'bus-18', here: 'bus-17' });
    const answer = await bring(http, 'x');
    expect(answer.status).toBe(422);
    const refused = (await answer.json()) as CarryRefused;
    expect(refused.fault).toBe('wrong-bus');
    expect(refused.words.zh).toContain('bus-18');
    expect(refused.words.en).toBe(refused.error);
  });

  it('say that there are no keys yet as a conflict with the state of the bus', async () => {
    const { http, carry } = await serveCounter();
    carry.fault = CarryFault.of('no-keys', { why: 'not enrolled', zh: '还没登记' });
    expect((await fetch(`${http}/api/carry/take`)).status).toBe(409);
  });

  it('are for nobody who is not signed in', async () => {
    const { http, carry } = await serveCounter();
    carry.signedIn = false;
    expect((await fetch(`${http}/api/carry/take`)).status).toBe(401);
    expect((await bring(http, 'x')).status).toBe(401);
    expect(carry.brought).toEqual([]);
  });

  it('know an officer by the token of a phone or the cookie of a panel', async () => {
    const { http, carry } = await serveCounter();
    await fetch(`${http}/api/carry/take`, { headers: { authorization: 'Bearer phone-7' } });
    await fetch(`${http}/api/carry/take`, { headers: { cookie: 'a=1; pingan-panel=panel-2' } });
    await fetch(`${http}/api/carry/take`);
    expect(carry.tickets).toEqual(['phone-7', 'panel-2', null]);
  });

  it('are for no page of another site, even in the browser of an officer', async () => {
    const { http, carry } = await serveCounter();
    expect((await bring(http, 'x', { origin: 'http://evil.example' })).status).toBe(403);
    expect(carry.tickets).toEqual([]);
  });

  it('are refused above their largest size before they have come in', async () => {
    const { http, carry } = await serveCounter();
    const answer = await bring(http, new Uint8Array(MAX_CARRY_BYTES + 1));
    expect(((await answer.json()) as CarryRefused).fault).toBe('too-large');
    expect(carry.brought).toEqual([]);
  });

  it('cost an error that nobody expected one line in the log, and the bus nothing', async () => {
    const { http, carry, log } = await serveCounter();
    carry.fault = new Error('out of luck');
    expect((await fetch(`${http}/api/carry/take`)).status).toBe(500);
    carry.fault = null;
    expect((await fetch(`${http}/api/carry/take`)).status).toBe(200);
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it.each([
    ['POST', 'take'],
    ['GET', 'bring'],
    ['GET', 'else'],
  ])('know nothing of %s %s', async (method, what) => {
    const { http } = await serveCounter();
    expect((await fetch(`${http}/api/carry/${what}`, { method })).status).toBe(404);
  });

  it('are nowhere on a bus without a counter for them', async () => {
    const { http } = await serve();
    expect((await fetch(`${http}/api/carry/take`)).status).toBe(404);
  });
});
