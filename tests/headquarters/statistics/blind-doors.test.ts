import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, type OpenDatabase, openDatabase } from '@pingan/headquarters/database/open-database';
import { readArrival } from '@pingan/headquarters/ingest/arrival';
import { writeBatch } from '@pingan/headquarters/ingest/write-batch';
import { blindDoors, blindnessBy } from '@pingan/headquarters/statistics/blind-doors';
import { CalibratedCounts } from '@pingan/headquarters/statistics/calibrated-counts';
import { stopTallies } from '@pingan/headquarters/statistics/stop-tallies';
import { totals } from '@pingan/headquarters/statistics/totals';
import { countsByPurpose, countsByStop, visitsByDay } from '@pingan/headquarters/statistics/visits';
import { Purpose } from '@pingan/protocol/ids';
import type { BusRecord } from '@pingan/protocol/records';
import { type Cell, type Segment, SLOT_MS, cellKey } from '@pingan/protocol/tally';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  NINE_IN_SHANGHAI,
  anchor,
  calibration,
  epochRecord,
  fact,
  newEpoch,
  shard,
} from '../speaking-bus.ts';

let directory: string;
let database: OpenDatabase;
let db: Db;
let run = 0;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pingan-blind-'));
  database = await openDatabase(join(directory, 'hq.sqlite'));
  db = database.db;
});
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true, force: true });
});

async function deliver(bus: string, records: readonly BusRecord[], to: Db = db): Promise<void> {
  const readings = records.map((record) =>
    readArrival({ channel: 'records', bus, text: JSON.stringify(record), at: NINE_IN_SHANGHAI }),
  );
  const outcomes = await writeBatch(to, readings);
  expect(outcomes.filter(({ outcome }) => outcome === 'rejected')).toEqual([]);
}

/** Everything in which visits are told, without the name of the bus. */
async function visitsOf(bus: string): Promise<unknown> {
  const told: unknown[] = [];
  for (const purpose of Purpose.options) {
    const selection = { purpose, bus };
    const { metrics } = await totals(db, selection);
    const counted = await CalibratedCounts.load(db, selection);
    told.push({
      purpose,
      metrics: Object.entries(metrics).filter(
        ([metric]) => metric.startsWith('door.') && metric !== 'door.blind',
      ),
      days: (await visitsByDay(db, selection)).map(({ date, visits, estimated }) => [
        date,
        visits,
        estimated,
      ]),
      stops: (await countsByStop(db, selection))
        .filter(({ visits }) => visits > 0)
        .map(({ stop, visits, visitsEstimated }) => [stop, visits, visitsEstimated]),
      intervals: [...counted.intervals(({ date, stop }) => `${date} ${stop}`)].sort(),
    });
  }
  const tallies = (await stopTallies(db, bus)).filter(({ visits }) => visits > 0);
  return [
    told,
    tallies.map(({ stop, purpose, visits, visitsEstimated }) => [stop, purpose, visits, visitsEstimated]),
  ];
}

const SEGMENTS: Segment[] = [
  { id: 0, stop: null, purpose: 'service', start: 0 },
  { id: 1, stop: 'east-market', purpose: 'service', start: 6 * SLOT_MS + 60_000 },
  { id: 2, stop: 'school', purpose: 'training', start: 13 * SLOT_MS },
];
/** Slots in which each segment may count. */
const SLOTS = [
  [0, 6],
  [6, 12],
  [13, 20],
] as const;

const cellsOf = (metrics: readonly string[]) =>
  fc
    .array(
      fc.record({
        segment: fc.integer({ min: 0, max: 2 }),
        slot: fc.nat(7),
        door: fc.constantFrom('front', 'rear'),
        metric: fc.constantFrom(...metrics),
        n: fc.integer({ min: 1, max: 900 }),
      }),
      { maxLength: 20 },
    )
    .map((all) => {
      const made = all.map(({ segment, slot, door, metric, n }): Cell => {
        const [first, last] = SLOTS[segment]!;
        return [segment, Math.min(last, first + slot), door, metric, '', n];
      });
      return [...new Map(made.map((cell) => [cellKey(cell), cell])).values()];
    });

const amendments = fc.array(
  fc.record({
    from: fc.integer({ min: 0, max: 320 }),
    length: fc.integer({ min: 1, max: 200 }),
    stop: fc.constantFrom(null, 'east-market', 'never-opened'),
    purpose: fc.constantFrom(...Purpose.options),
  }),
  { maxLength: 4 },
);
type Amendments = typeof amendments extends fc.Arbitrary<infer Value> ? Value : never;

function recordsOf(bus: string, cells: Cell[], wanted: Amendments): BusRecord[] {
  const epoch = newEpoch();
  return [
    epochRecord(bus, epoch, 1),
    anchor(bus, epoch, 0, NINE_IN_SHANGHAI),
    calibration(bus, epoch, 0, { door: 'front', tapped: 60, estimate: -0.02, low: -0.09, high: 0.05 }),
    calibration(bus, epoch, 0, { door: 'rear', tapped: 60, estimate: -0.02, low: -0.09, high: 0.05 }),
    ...(cells.length > 0 ? [shard(bus, epoch, cells, { segments: SEGMENTS })] : []),
    ...wanted.map(({ from, length, stop, purpose }, n) =>
      fact(bus, `f${n}`, {
        fact: 'amended',
        epoch,
        monotonic: 20_000_000 + n,
        stop,
        detail: {
          ...{ epoch, stop, purpose, from: from * 60_000, to: (from + length) * 60_000 },
          reason: 'made up for a test',
          replaces: [],
        },
      }),
    ),
  ];
}

test('doors that could not see change no number of visits, whatever is amended', async () => {
  await fc.assert(
    fc.asyncProperty(
      cellsOf(['door.in', 'door.out']),
      cellsOf(['door.blind']),
      amendments,
      async (seen, blind, wanted) => {
        const [clear, dim] = [`clear-${(run += 1)}`, `dim-${run}`];
        await deliver(clear, recordsOf(clear, seen, wanted));
        await deliver(dim, recordsOf(dim, [...seen, ...blind], wanted));
        expect(await visitsOf(dim)).toEqual(await visitsOf(clear));
        // No second is lost either, wherever amendments give it.
        const seconds = (await blindDoors(db, { bus: dim })).reduce((sum, one) => sum + one.seconds, 0);
        expect(seconds).toBe(blind.reduce((sum, [, , , , , n]) => sum + n, 0));
      },
    ),
    { numRuns: 60 },
  );
});

describe('seconds in which a door could not see', () => {
  const doors: Cell[] = [
    [1, 7, 'rear', 'door.blind', '', 240],
    [1, 7, 'rear', 'door.in', '', 30],
    [1, 8, 'rear', 'door.blind', '', 60],
    [1, 8, 'front', 'door.blind', '', 12],
    [2, 14, 'front', 'door.blind', '', 900],
  ];
  const places = async (bus: string) =>
    (await blindDoors(db, { bus }))
      .map(({ stop, purpose, door, seconds }) => [stop, purpose, door, seconds])
      .sort();

  test('are told by door, stop, purpose and day, and as a total by themselves', async () => {
    await deliver('told', recordsOf('told', doors, []));
    expect(await blindDoors(db, { bus: 'told', purpose: 'service' })).toEqual([
      {
        bus: 'told',
        stop: 'east-market',
        purpose: 'service',
        door: 'front',
        date: '2026-11-22',
        seconds: 12,
      },
      {
        bus: 'told',
        stop: 'east-market',
        purpose: 'service',
        door: 'rear',
        date: '2026-11-22',
        seconds: 300,
      },
    ]);
    expect((await totals(db, { bus: 'told', purpose: 'service' })).metrics).toEqual({
      'door.blind': { '': 312 },
      'door.in': { '': 30 },
    });
  });

  test('make a stop known at which no door saw anybody, with no visits', async () => {
    const tallies = await stopTallies(db, 'told');
    expect(tallies.map(({ stop, visits, blind }) => [stop, visits, blind])).toEqual([
      [
        'east-market',
        30,
        [
          { door: 'front', seconds: 12 },
          { door: 'rear', seconds: 300 },
        ],
      ],
      ['school', 0, [{ door: 'front', seconds: 900 }]],
    ]);
    const counts = await countsByStop(db, { bus: 'told', purpose: 'training' });
    expect(counts).toMatchObject([{ stop: 'school', visits: 0, first: '2026-11-22', last: '2026-11-22' }]);
  });

  test('move with their slots as visits do: exactly where whole slots move', async () => {
    const minutes = (slot: number) => (slot * SLOT_MS) / 60_000;
    const moved = { from: minutes(8), length: 15, stop: 'never-opened', purpose: 'demonstration' } as const;
    await deliver('moved', recordsOf('moved', doors, [moved]));
    expect(await places('moved')).toEqual([
      ['east-market', 'service', 'rear', 240],
      ['never-opened', 'demonstration', 'front', 12],
      ['never-opened', 'demonstration', 'rear', 60],
      ['school', 'training', 'front', 900],
    ]);
  });

  test('are no counts: a purpose with nothing else has none', async () => {
    const fresh = await openDatabase(join(directory, 'fresh.sqlite'));
    await deliver('alone', recordsOf('alone', doors, []), fresh.db);
    expect(await countsByPurpose(fresh.db)).toEqual([
      { purpose: 'service', visits: 30, counts: 30 },
      { purpose: 'training', visits: 0, counts: 0 },
    ]);
    await fresh.close();
  });

  test('stay with the door that was named, or with none', () => {
    const blind = [
      { bus: 'a', door: 'rear', seconds: 5 },
      { bus: 'b', door: null, seconds: 2 },
      { bus: 'a', door: 'rear', seconds: 4 },
    ];
    expect([...blindnessBy(blind, ({ bus }) => bus)]).toEqual([
      ['a', [{ door: 'rear', seconds: 9 }]],
      ['b', [{ door: null, seconds: 2 }]],
    ]);
  });
});
