import {
  decide,
  FIRST_RESEND_MS,
  LONGEST_RESEND_MS,
  WINDOW,
  type Decision,
  type DeliveryEvent,
  type DeliveryState,
} from '@pingan/firmware-bridge/sync/delivery';
import type { OutboxItem } from '@pingan/firmware-bridge/sync/outbox';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const shard = (id: string, rev = 1): OutboxItem => ({ kind: 'shard', id, rev });
const many = (count: number) => Array.from({ length: count }, (_, n) => shard(`r${n}`));
const receipt = (id: string, rev = 1) => ({
  type: 'receipts' as const,
  receipts: [{ kind: 'shard', id, rev }],
});

/** A delivery and an outbox that the test changes. */
class Bench {
  state: DeliveryState = { is: 'away' };
  at = 0;
  items: OutboxItem[] = [];
  jitter = 0.5;

  tell(event: DeliveryEvent): Decision {
    const decision = decide(this.state, event, { at: this.at, items: this.items, jitter: this.jitter });
    this.state = decision.state;
    return decision;
  }

  sent(event: DeliveryEvent): string[] {
    return this.tell(event).publish.map((item) => `${item.id}@${item.rev}`);
  }
}

function connected(items: OutboxItem[]): { bench: Bench; first: string[] } {
  const bench = new Bench();
  bench.items = items;
  return { bench, first: bench.sent({ type: 'connected' }) };
}

describe('delivery', () => {
  it('sends nothing while there is no connection', () => {
    const bench = new Bench();
    bench.items = many(3);
    expect(bench.tell({ type: 'changed' })).toMatchObject({ publish: [], wakeAt: null });
  });

  it('sends the newest first, twenty at a time, and the next for every receipt', () => {
    const { bench, first } = connected(many(25));
    expect(first).toEqual(many(20).map(({ id }) => `${id}@1`));
    bench.items = bench.items.filter(({ id }) => id !== 'r3');
    expect(bench.sent(receipt('r3'))).toEqual(['r20@1']);
  });

  it('does not send a newer revision before the one on its way is answered, then at once', () => {
    const { bench } = connected([shard('a', 4)]);
    bench.items = [shard('a', 6)];
    expect(bench.sent({ type: 'changed' })).toEqual([]);
    expect(bench.sent(receipt('a', 4))).toEqual(['a@6']);
  });

  it('gives places to others at once where records were confirmed another way', () => {
    const { bench } = connected(many(25));
    bench.items = bench.items.slice(20);
    expect(bench.sent({ type: 'changed' })).toEqual(['r20@1', 'r21@1', 'r22@1', 'r23@1', 'r24@1']);
    bench.items = [shard('r0', 2), ...bench.items];
    expect(bench.sent({ type: 'changed' })).toEqual(['r0@2']);
  });

  it('takes a receipt for an older revision for what it is: nothing', () => {
    const { bench } = connected([shard('a', 6)]);
    expect(bench.sent(receipt('a', 4))).toEqual([]);
    bench.at = FIRST_RESEND_MS;
    expect(bench.sent({ type: 'woken' })).toEqual(['a@6']);
  });

  it('resends after 30 s, doubling up to 10 min, and says when to wake it', () => {
    const { bench } = connected([shard('a')]);
    const pauses: number[] = [];
    for (let n = 0; n < 8; n++) {
      const { wakeAt } = bench.tell({ type: 'changed' });
      pauses.push(wakeAt! - bench.at);
      bench.at = wakeAt! - 1;
      expect(bench.sent({ type: 'woken' })).toEqual([]);
      bench.at++;
      expect(bench.sent({ type: 'woken' })).toEqual(['a@1']);
    }
    expect(pauses).toEqual([30, 60, 120, 240, 480, 600, 600, 600].map((seconds) => seconds * 1000));
  });

  it('spreads its pauses by a quarter either way', () => {
    for (const [jitter, pause] of [
      [0, 0.75],
      [1, 1.25],
    ]) {
      const bench = new Bench();
      bench.jitter = jitter!;
      bench.items = many(1);
      expect(bench.tell({ type: 'connected' }).wakeAt).toBe(FIRST_RESEND_MS * pause!);
    }
  });

  it('starts over on a new connection, newest first', () => {
    const { bench, first } = connected(many(25));
    bench.at = FIRST_RESEND_MS;
    bench.tell({ type: 'woken' });
    expect(bench.sent({ type: 'disconnected' })).toEqual([]);
    expect(bench.sent({ type: 'connected' })).toEqual(first);
  });

  it('lets twenty records that nobody answers block no other', () => {
    const { bench } = connected(many(60));
    const answered = new Set<string>();
    for (let n = 0; n < 40; n++) {
      const decision = bench.tell({ type: 'woken' });
      bench.at = decision.wakeAt ?? bench.at + FIRST_RESEND_MS;
      const out = bench.tell({ type: 'woken' }).publish.filter(({ id }) => Number(id.slice(1)) >= 20);
      for (const item of out) answered.add(item.id);
      bench.items = bench.items.filter(({ id }) => !answered.has(id));
      if (out.length > 0) bench.tell({ type: 'receipts', receipts: out });
    }
    expect(bench.items.map(({ id }) => id)).toEqual(many(20).map(({ id }) => id));
  });

  it('slows down for everything while nothing at all is answered', () => {
    const { bench } = connected(many(200));
    let sent = 0;
    for (;;) {
      const { wakeAt } = bench.tell({ type: 'changed' });
      if (wakeAt === null || wakeAt > 3_600_000) break;
      bench.at = wakeAt;
      sent += bench.tell({ type: 'woken' }).publish.length;
    }
    expect(sent).toBeLessThanOrEqual(10 * WINDOW);
  });

  it('does not exchange messages without pause with a headquarters whose receipt the outbox does not accept', () => {
    const { bench } = connected([shard('a', 5)]);
    expect(bench.sent(receipt('a', 5))).toEqual([]);
    expect(bench.sent(receipt('a', 99))).toEqual([]);
  });
});

/** One bus, a channel that loses, repeats, delays and breaks, and a headquarters that merges by maximum. */
class World {
  readonly bench = new Bench();
  readonly truth = new Map<string, number>();
  readonly confirmed = new Map<string, number>();
  readonly headquarters = new Map<string, number>();
  #wire: ({ to: 'headquarters'; item: OutboxItem } | { to: 'bus'; item: OutboxItem })[] = [];
  #wakeAt: number | null = null;

  count(id: string): void {
    this.truth.set(id, (this.truth.get(id) ?? 0) + 1);
    this.tell({ type: 'changed' });
  }

  tell(event: DeliveryEvent): void {
    this.bench.items = [...this.truth]
      .filter(([id, rev]) => (this.confirmed.get(id) ?? 0) < rev)
      .map(([id, rev]) => shard(id, rev))
      .reverse();
    const { publish, wakeAt } = this.bench.tell(event);
    this.#wakeAt = wakeAt;
    if (this.bench.state.is === 'away') expect(publish).toEqual([]);
    else {
      const awaited = [...this.bench.state.sendings.values()].filter(
        (sending) => sending.awaitedUntil > this.bench.at,
      );
      expect(awaited.length).toBeLessThanOrEqual(WINDOW);
      expect(publish.length).toBeLessThanOrEqual(WINDOW);
      expect(new Set(publish.map(({ id }) => id)).size).toBe(publish.length);
    }
    for (const item of publish) this.#wire.push({ to: 'headquarters', item });
  }

  /** Takes one message off the wire, wherever it lies; `fate` below 0.2 loses it, above 0.8 leaves a copy. */
  carry(pick: number, fate: number): void {
    if (this.#wire.length === 0) return;
    const index = pick % this.#wire.length;
    const message = this.#wire[index]!;
    if (fate <= 0.8) this.#wire.splice(index, 1);
    if (fate < 0.2) return;
    const { id, rev } = message.item;
    if (message.to === 'headquarters') {
      this.headquarters.set(id, Math.max(this.headquarters.get(id) ?? 0, rev));
      // Headquarters receipts the revision that arrived.
      this.#wire.push({ to: 'bus', item: message.item });
      return;
    }
    this.confirmed.set(id, Math.max(this.confirmed.get(id) ?? 0, rev));
    this.tell({ type: 'receipts', receipts: [message.item] });
  }

  pass(ms: number): void {
    const until = this.bench.at + ms;
    while (this.#wakeAt !== null && this.#wakeAt <= until) {
      this.bench.at = this.#wakeAt;
      this.tell({ type: 'woken' });
    }
    this.bench.at = until;
  }

  /** The process starts anew: sendings are forgotten, what is on disk is not. */
  restart(): void {
    this.bench.state = { is: 'away' };
    this.#wakeAt = null;
  }

  /** Everything on the wire arrives, and so on until it is quiet. */
  settle(): void {
    this.tell({ type: 'connected' });
    for (let hours = 0; hours < 40; hours++) {
      for (let n = 0; this.#wire.length > 0 && n < 5_000; n++) this.carry(0, 0.5);
      if (this.bench.items.length === 0) return;
      this.pass(2 * LONGEST_RESEND_MS);
    }
  }
}

type Happening =
  | { do: 'count'; id: number }
  | { do: 'carry'; pick: number; fate: number }
  | { do: 'pass'; ms: number; jitter: number }
  | { do: 'connect' | 'disconnect' | 'restart' };
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('count' as const), id: fc.nat({ max: 50 }) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('carry' as const),
      pick: fc.nat(),
      fate: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.nat({ max: 900_000 }),
      jitter: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('connect' as const, 'disconnect' as const, 'restart' as const),
    }),
  },
);

it('brings every count to headquarters exactly, over any channel, never beyond its window', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 300, size: 'max' }), (happenings) => {
      const world = new World();
      for (const one of happenings) {
        if (one.do === 'count') world.count(`r${one.id}`);
        if (one.do === 'carry') world.carry(one.pick, one.fate);
        if (one.do === 'pass') {
          world.bench.jitter = one.jitter;
          world.pass(one.ms);
        }
        if (one.do === 'connect') world.tell({ type: 'connected' });
        if (one.do === 'disconnect') world.tell({ type: 'disconnected' });
        if (one.do === 'restart') world.restart();
        for (const [id, rev] of world.headquarters) expect(rev).toBeLessThanOrEqual(world.truth.get(id)!);
      }
      world.settle();
      expect(world.bench.items).toEqual([]);
      expect(Object.fromEntries(world.headquarters)).toEqual(Object.fromEntries(world.truth));
    }),
    { numRuns: 150 },
  );
});
