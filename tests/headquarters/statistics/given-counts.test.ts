import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenDatabase, openDatabase } from '@pingan/headquarters/database/open-database';
import { readArrival } from '@pingan/headquarters/ingest/arrival';
import { writeBatch } from '@pingan/headquarters/ingest/write-batch';
import { type MadeAmendment, amendSegment, stretchesOf } from '@pingan/headquarters/statistics/amended';
import { stopTallies } from '@pingan/headquarters/statistics/stop-tallies';
import { totals } from '@pingan/headquarters/statistics/totals';
import type { Amendment } from '@pingan/protocol/facts';
import { Purpose } from '@pingan/protocol/ids';
import type { BusRecord } from '@pingan/protocol/records';
import { type Cell, type Segment, SLOT_MS, cellKey } from '@pingan/protocol/tally';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NINE_IN_SHANGHAI, anchor, epochRecord, fact, newEpoch, shard } from '../speaking-bus.ts';

let directory: string;
let database: OpenDatabase;
let run = 0;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pingan-given-'));
  database = await openDatabase(join(directory, 'hq.sqlite'));
});
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true, force: true });
});

/** Three segments one after the other, each two hours long at most. */
const SEGMENTS: Segment[] = [
  { id: 0, stop: null, purpose: 'service', start: 5 * 60_000 },
  { id: 1, stop: 'east-market', purpose: 'service', start: 100 * 60_000 },
  { id: 2, stop: 'school', purpose: 'training', start: 200 * 60_000 },
];
const slotsOf = [
  [0, 6],
  [6, 13],
  [13, 20],
] as const;

const cells = fc
  .array(
    fc.record({
      segment: fc.integer({ min: 0, max: 2 }),
      slot: fc.option(fc.nat(6)),
      kind: fc.constantFrom(
        ['door.in', ''],
        ['session.start', ''],
        ['story.start', 'fake-police'],
        ['item.hit', 'before/fake-police/a'],
      ),
      n: fc.integer({ min: 1, max: 60 }),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((all) => {
    const made = all.map(({ segment, slot, kind: [metric, label], n }): Cell => {
      const [first, last] = slotsOf[segment]!;
      const slotted = metric === 'door.in' || metric === 'session.start';
      const at = slotted ? Math.min(last, first + (slot ?? 0)) : null;
      return [segment, at, 'front', metric!, label!, n];
    });
    return [...new Map(made.map((cell) => [cellKey(cell), cell])).values()];
  });

const amendments = fc.array(
  fc.record({
    from: fc.integer({ min: 0, max: 300 }),
    length: fc.integer({ min: 1, max: 200 }),
    stop: fc.constantFrom(null, 'east-market', 'never-opened'),
    purpose: fc.constantFrom(...Purpose.options),
    later: fc.boolean(),
    replaces: fc.array(fc.nat(4), { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 5 },
);

type Wanted = typeof amendments extends fc.Arbitrary<infer Value> ? Value : never;

interface History {
  bus: string;
  cells: Cell[];
  made: MadeAmendment[];
  records: BusRecord[];
}

/** An epoch with its counts in two revisions, and amendments made in it or in the next one, whose clock was set to an earlier time. */
function historyOf(cellsNow: Cell[], wanted: Wanted): History {
  const bus = `bus-${(run += 1)}`;
  const [epoch, next] = [newEpoch(), newEpoch()];
  const walls = new Map([
    [epoch, NINE_IN_SHANGHAI],
    [next, NINE_IN_SHANGHAI - 86_400_000],
  ]);
  const made = wanted.map(({ from, length, stop, purpose, later, replaces }, n): MadeAmendment => {
    const amendment: Amendment = {
      epoch,
      from: from * 60_000,
      to: (from + length) * 60_000,
      stop,
      purpose,
      reason: 'made up for a test',
      replaces: replaces.map((other) => `f${other}`),
    };
    const monotonic = 20_000_000 + n;
    return {
      id: `f${n}`,
      dated: walls.get(later ? next : epoch)! + monotonic,
      boot: later ? 2 : 1,
      monotonic,
      amendment,
    };
  });
  const early = cellsNow.map(([a, b, c, d, e, n]): Cell => [a, b, c, d, e, Math.ceil(n / 2)]);
  const records: BusRecord[] = [
    shard(bus, epoch, early, { segments: SEGMENTS }),
    shard(bus, epoch, cellsNow, { segments: SEGMENTS }),
    epochRecord(bus, epoch, 1),
    epochRecord(bus, next, 2),
    anchor(bus, epoch, 0, walls.get(epoch)!),
    anchor(bus, next, 0, walls.get(next)!),
    ...made.map(({ id, boot, monotonic, amendment }) =>
      fact(bus, id, {
        fact: 'amended',
        epoch: boot === 2 ? next : epoch,
        monotonic,
        stop: amendment.stop,
        by: { id: 'officer-1', name: '演练员' },
        detail: { ...amendment },
      }),
    ),
  ];
  return { bus, cells: cellsNow, made, records };
}

async function deliver(bus: string, records: readonly BusRecord[], inBatchesOf: number): Promise<void> {
  for (let from = 0; from < records.length; from += inBatchesOf) {
    const readings = records
      .slice(from, from + inBatchesOf)
      .map((record) => readArrival({ bus, channel: 'records', text: JSON.stringify(record), at: 1 }));
    const outcomes = await writeBatch(database.db, readings);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(readings.map(() => 'stored'));
  }
}

/** Sums by purpose, stop, metric and label as the pure rule gives them. */
function pureSums({ cells: all, made }: History): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [n, segment] of SEGMENTS.entries()) {
    const counts = all
      .filter(([id]) => id === segment.id)
      .map(([, slot, place, metric, label, count]) => ({ slot, place, metric, label, n: count }));
    if (counts.length === 0) continue;
    const next = SEGMENTS[n + 1]?.start ?? null;
    for (const moment of amendSegment({ ...segment, next, counts }, stretchesOf(made))) {
      const parts =
        'whole' in moment
          ? counts
              .filter(({ slot }) => slot === moment.slot)
              .map((count) => ({ count, ...moment.whole, n: count.n }))
          : moment.shares;
      for (const { count, stop, purpose, n: part } of parts) {
        const key = `${purpose}/${stop ?? ''}/${count.metric}/${count.label}`;
        sums.set(key, (sums.get(key) ?? 0) + part);
      }
    }
  }
  return sums;
}

const sumOf = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

test('statistics give every count to where amendments say, in any order of arrival, and lose none', async () => {
  const histories = fc.tuple(cells, amendments).chain(([counted, wanted]) =>
    fc.record({
      counted: fc.constant(counted),
      wanted: fc.constant(wanted),
      order: fc.shuffledSubarray([...Array(6 + wanted.length).keys()], { minLength: 6 + wanted.length }),
      batch: fc.integer({ min: 1, max: 6 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(histories, async ({ counted, wanted, order, batch }) => {
      const history = historyOf(counted, wanted);
      const { bus, records } = history;
      await deliver(
        bus,
        order.map((n) => records[n]!),
        batch,
      );
      const pure = pureSums(history);
      let all = 0;
      for (const purpose of Purpose.options) {
        const { metrics } = await totals(database.db, { purpose, bus });
        for (const [metric, labels] of Object.entries(metrics))
          for (const [label, n] of Object.entries(labels)) {
            const expected = [...pure].filter(([key]) => {
              const [p, , m, ...l] = key.split('/');
              return p === purpose && m === metric && l.join('/') === label;
            });
            expect(n).toBe(sumOf(expected.map(([, part]) => part)));
            all += n;
          }
      }
      expect(all).toBe(sumOf(counted.map(([, , , , , n]) => n)));
      for (const { stop, purpose, visits } of await stopTallies(database.db, bus))
        expect(visits).toBe(pure.get(`${purpose}/${stop}/door.in/`) ?? 0);
    }),
    { numRuns: 100 },
  );
});

test('an amendment that is replaced leaves no trace, and only divided counts are called estimated', async () => {
  const bus = `bus-${(run += 1)}`;
  const epoch = newEpoch();
  const counted: Cell[] = [
    [0, 0, 'front', 'door.in', '', 10],
    [0, 1, 'front', 'door.in', '', 30],
    [0, null, 'left', 'story.start', 'fake-police', 8],
  ];
  const segments: Segment[] = [{ id: 0, stop: null, purpose: 'service', start: 0 }];
  const amend = (id: string, from: number, to: number, replaces: string[] = []) =>
    fact(bus, id, {
      fact: 'amended',
      epoch,
      monotonic: 5_000_000,
      stop: 'east-market',
      detail: { epoch, from, to, stop: 'east-market', purpose: 'training', reason: 'forgotten', replaces },
    });
  const training = (purpose: Purpose) => totals(database.db, { purpose, bus });

  await deliver(bus, [shard(bus, epoch, counted, { segments }), amend('half', SLOT_MS, 2 * SLOT_MS)], 1);
  expect(await training('training')).toEqual({
    metrics: { 'door.in': { '': 30 }, 'story.start': { 'fake-police': 6 } },
    estimated: true,
  });
  expect(await training('service')).toEqual({
    metrics: { 'door.in': { '': 10 }, 'story.start': { 'fake-police': 2 } },
    estimated: true,
  });
  await deliver(bus, [amend('all', 0, 2 * SLOT_MS, ['half'])], 1);
  expect(await training('training')).toEqual({
    metrics: { 'door.in': { '': 40 }, 'story.start': { 'fake-police': 8 } },
    estimated: undefined,
  });
  const elsewhere = fact(bus, 'none', {
    ...amend('none', 0, 1).body,
    detail: {
      epoch,
      from: 9e9,
      to: 9e9 + 1,
      stop: null,
      purpose: 'service',
      reason: 'a mistake',
      replaces: ['all', 'half'],
    },
  });
  await deliver(bus, [elsewhere], 1);
  expect(await training('training')).toEqual({ metrics: {}, estimated: undefined });
  expect((await training('service')).metrics).toEqual({
    'door.in': { '': 40 },
    'story.start': { 'fake-police': 8 },
  });
  const shares = await database.db
    .selectFrom('share')
    .innerJoin('moment', 'moment.id', 'share.moment_id')
    .innerJoin('segment', 'segment.id', 'moment.segment_id')
    .innerJoin('epoch', 'epoch.id', 'segment.epoch_id')
    .where('epoch.code', '=', epoch)
    .select('share.n')
    .execute();
  expect(shares).toEqual([]);
});

test('a stretch that moves to a stop alone leaves every sum over stops exact, and whole slots of visits too', async () => {
  const bus = `bus-${(run += 1)}`;
  const epoch = newEpoch();
  const segments: Segment[] = [{ id: 0, stop: null, purpose: 'service', start: 0 }];
  const counted: Cell[] = [
    [0, 0, 'front', 'door.in', '', 10],
    [0, 1, 'front', 'door.in', '', 30],
    [0, null, 'left', 'story.start', 'fake-police', 8],
  ];
  const forgotten = fact(bus, 'forgotten', {
    fact: 'amended',
    epoch,
    monotonic: 5_000_000,
    stop: 'school',
    detail: {
      epoch,
      from: SLOT_MS,
      to: 2 * SLOT_MS,
      stop: 'school',
      purpose: 'service',
      reason: 'forgotten',
    },
  });
  await deliver(bus, [shard(bus, epoch, counted, { segments }), forgotten], 2);
  expect(await totals(database.db, { purpose: 'service', bus })).toEqual({
    metrics: { 'door.in': { '': 40 }, 'story.start': { 'fake-police': 8 } },
    estimated: undefined,
  });
  const [school] = await stopTallies(database.db, bus);
  expect(school).toMatchObject({ stop: 'school', visits: 30, storyStarts: 6, estimated: true });
  expect(school?.visitsEstimated).toBeUndefined();
});
