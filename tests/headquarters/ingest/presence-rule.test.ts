import {
  CLONE_SHOWN_MS,
  OVERLAP_ALLOWED_MS,
  type BusPresence,
  afterBrokerGap,
  hearPresence,
  looksCloned,
  neverHeard,
  rememberedPresence,
} from '@pingan/headquarters/ingest/presence-rule';
import type { Presence } from '@pingan/protocol/presence';
import { describe, expect, test } from 'vitest';

const E1 = '0000000000000001';
const E2 = '0000000000000002';

function said(connection: string, online: boolean, more: Partial<Presence> = {}): Presence {
  return { v: 1, bus: 'bus-01', connection, online, ...more };
}

function hear(...messages: Presence[]): BusPresence {
  return messages.reduce((bus, message, i) => hearPresence(bus, message, 1_000 + i), neverHeard);
}

describe('presence', () => {
  test('a bus is online from its birth to its will', () => {
    expect(hear(said('a', true))).toMatchObject({ online: true, since: 1_000 });
    expect(hear(said('a', true), said('a', false))).toMatchObject({ online: false, since: 1_001 });
  });

  test('an old will that comes after the new birth does not take the bus offline', () => {
    const bus = hear(said('a', true), said('b', true), said('a', false));
    expect(bus).toMatchObject({ online: true, last: { connection: 'b' } });
    expect(looksCloned(bus, 1_003)).toBe(false);
  });

  test('a birth delivered again after its own will is ignored', () => {
    expect(hear(said('a', true), said('a', false), said('a', true)).online).toBe(false);
  });

  test('a bus back from a power cut is no clone while the broker still holds its old connection', () => {
    const bus = hear(said('a', true, { epoch: E1 }), said('b', true, { epoch: E2 }));
    expect(looksCloned(bus, 1_001 + 95_000)).toBe(false);
    expect(looksCloned(hearPresence(bus, said('a', false), 96_000), 1_001 + OVERLAP_ALLOWED_MS)).toBe(false);
  });

  test('two connections that stay live look like a cloned card', () => {
    const bus = hear(said('a', true), said('b', true));
    expect(bus.online).toBe(true);
    expect(looksCloned(bus, 1_001 + OVERLAP_ALLOWED_MS)).toBe(true);
  });

  test('a connection that speaks again after a newer one is a cloned card even once one of them has gone', () => {
    const bus = hear(said('a', true), said('b', true), said('a', true), said('b', false));
    expect(bus).toMatchObject({ online: true, last: { connection: 'a' } });
    expect(looksCloned(bus, 1_004)).toBe(true);
    expect(looksCloned(bus, 1_002 + CLONE_SHOWN_MS)).toBe(false);
  });

  test('two cards that take the connection from each other are found by their epochs', () => {
    const bus = hear(
      said('a', true, { epoch: E1 }),
      said('a', false),
      said('b', true, { epoch: E2 }),
      said('b', false),
      said('c', true, { epoch: E1 }),
    );
    expect(looksCloned(bus, 1_005)).toBe(true);
  });

  test('a restarted bus with a new epoch and a new connection is no clone', () => {
    const bus = hear(said('a', true, { epoch: E1 }), said('a', false), said('b', true, { epoch: E2 }));
    expect(looksCloned(bus, 1_003)).toBe(false);
  });

  test('what a bus last said of itself stays known while it is away', () => {
    const bus = hear(said('a', true, { stop: 'east-market', board: 'ready' }), said('a', false));
    expect(bus.last).toMatchObject({ stop: 'east-market', board: 'ready' });
  });

  test('a bus remembered from before a restart is offline until it is heard', () => {
    const bus = rememberedPresence(said('a', true), 500);
    expect(bus).toMatchObject({ online: false, since: 500 });
    expect(hearPresence(bus, said('b', true), 900)).toMatchObject({ online: true, since: 900 });
  });

  test('wills missed while headquarters had lost its broker do not leave a clone behind', () => {
    const bus = afterBrokerGap(hear(said('a', true), said('b', true)));
    expect(looksCloned(bus, 1_010 + OVERLAP_ALLOWED_MS)).toBe(false);
    expect(hearPresence(bus, said('b', false), 1_011).online).toBe(false);
  });
});
