import { presencePause } from '@pingan/firmware-bridge/sync/presence-pace';
import { readBrokerAddress } from '@pingan/firmware-bridge/sync/broker-address';
import { reconnectDelay } from '@pingan/firmware-bridge/sync/reconnect-delay';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('the pause before the next attempt to connect', () => {
  it('is 1–2 s at first, so that a headquarters that starts a little later is found', () => {
    for (const jitter of [0, 1]) {
      for (let failures = 1; failures <= 8; failures++) {
        expect(reconnectDelay(failures, false, jitter)).toBe(1_000 + 1_000 * jitter);
      }
    }
  });

  it('grows from 2 s to 120 s after a connection was lost, and never leaves these bounds', () => {
    expect(reconnectDelay(1, true, 0)).toBe(2_000);
    expect(reconnectDelay(40, true, 1)).toBe(120_000);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, jitter) => {
          const pause = reconnectDelay(failures, true, jitter);
          expect(pause).toBeGreaterThanOrEqual(2_000);
          expect(pause).toBeLessThanOrEqual(120_000);
          expect(reconnectDelay(failures + 1, true, jitter)).toBeGreaterThanOrEqual(pause);
        },
      ),
    );
  });

  it('goes on growing for a bus that never found its broker', () => {
    expect(reconnectDelay(40, false, 1)).toBe(120_000);
  });
});

describe('a broker address', () => {
  it('is shown without user and password', () => {
    expect(readBrokerAddress('mqtts://bus-17:secret@hq.example:8883')).toEqual({
      shown: 'mqtts://hq.example:8883',
    });
  });

  it.each(['', 'localhost:1883', 'htp:/x', 'mqtt://', 'http://hq.example', 'hq'])(
    '%j is refused with an example of a good one',
    (text) => {
      expect(readBrokerAddress(text)).toEqual({ fault: expect.stringContaining('mqtt://HOST:1883') });
    },
  );
});

describe('presence', () => {
  const told = {
    epoch: 'a'.repeat(16),
    purpose: 'service',
    stop: null,
    board: 'ready',
    backlog: 3,
    faults: [] as { zh: string; en: string }[],
  } as const;

  it('is told at once the first time, soon where something happened, and seldom for the backlog alone', () => {
    expect(presencePause(null, told)).toBe(0);
    expect(presencePause(told, { ...told })).toBeNull();
    expect(
      presencePause(told, { ...told, board: 'lost', backlog: 4, faults: [] as { zh: string; en: string }[] }),
    ).toBeLessThan(1_000);
    expect(presencePause(told, { ...told, backlog: 4 })).toBe(10_000);
  });
});
