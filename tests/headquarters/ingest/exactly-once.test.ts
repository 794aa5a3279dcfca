import type { TotalsAnswer } from '@pingan/headquarters/web/answers';
import { type Cell, type Segment, countOf } from '@pingan/protocol/tally';
import type { BusRecord } from '@pingan/protocol/records';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { SpeakingBus, newEpoch, shard } from '../speaking-bus.ts';

let headquarters: RunningHeadquarters;
beforeAll(async () => {
  headquarters = await RunningHeadquarters.start();
});
afterAll(() => headquarters.end());

const segments: Segment[] = [
  { id: 0, stop: null, purpose: 'service', start: 0 },
  { id: 1, stop: 'east-market', purpose: 'service', start: 4_000_000 },
];

const kinds: [number | null, string | null, string, string][] = [
  [0, 'front', 'door.in', ''],
  [4, 'front', 'door.in', ''],
  [4, 'rear', 'door.out', ''],
  [null, 'left', 'story.choice', 'fake-police/hotel/hang-up'],
  [null, null, 'story.start', 'fake-police'],
];

/** One increment: in which of two epochs, which segment, which counter. */
const increment = fc.record({ epoch: fc.nat(1), segment: fc.nat(1), kind: fc.nat(kinds.length - 1) });

/** Every revision of every shard that a bus would have published on the way. */
function revisions(
  bus: string,
  epochs: string[],
  increments: { epoch: number; segment: number; kind: number }[],
): BusRecord[] {
  const counters = epochs.map(() => new Map<string, Cell>());
  return increments.map(({ epoch, segment, kind }) => {
    const [slot, place, metric, label] = kinds[kind]!;
    const cells = counters[epoch]!;
    const key = `${segment} ${kind}`;
    cells.set(key, [segment, slot, place, metric, label, (cells.get(key)?.[5] ?? 0) + 1]);
    return structuredClone(shard(bus, epochs[epoch]!, [...cells.values()], { segments }));
  });
}

let run = 0;

test('any order and repetition of shard revisions gives exact totals, provided each newest one arrives', async () => {
  const history = fc.array(increment, { minLength: 1, maxLength: 25 });
  const disorder = fc.record({
    keys: fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
    repeat: fc.array(fc.nat(2), { minLength: 25, maxLength: 25 }),
  });
  await fc.assert(
    fc.asyncProperty(history, disorder, async (increments, { keys, repeat }) => {
      run += 1;
      const bus = await SpeakingBus.connect(headquarters.broker, `bus-${run}`);
      const records = revisions(bus.name, [newEpoch(), newEpoch()], increments);
      const newest = [0, 1].flatMap(
        (epoch) => records[increments.findLastIndex((one) => one.epoch === epoch)] ?? [],
      );
      const sent = [...records.flatMap((record, i) => Array<BusRecord>(repeat[i]!).fill(record)), ...newest]
        .map((record, i) => ({ record, key: keys[i % keys.length]! }))
        .sort((a, b) => a.key - b.key)
        .map(({ record }) => record);
      const receipts = await bus.deliver(...sent);
      expect(receipts.every((receipt) => receipt.outcome === 'stored')).toBe(true);

      const { metrics } = await headquarters.ask<TotalsAnswer>(`totals?bus=${bus.name}`);
      const total = Object.values(metrics)
        .flatMap((labels) => Object.values(labels))
        .reduce((a, b) => a + b, 0);
      expect(total).toBe(increments.length);
      const visits = increments.filter(({ kind }) => kinds[kind]![2] === 'door.in').length;
      expect(metrics['door.in']?.[''] ?? 0).toBe(visits);
      const counted = headquarters.query<{ n: number }>(
        'select sum(shard.count) n from shard join epoch on epoch.id = epoch_id join bus on bus.id = bus_id where bus.name = ?',
        bus.name,
      );
      expect(counted[0]?.n).toBe(
        newest.reduce((sum, record) => sum + (record.kind === 'shard' ? countOf(record.body.cells) : 0), 0),
      );
      await bus.leave();
    }),
    { numRuns: 40 },
  );
});
