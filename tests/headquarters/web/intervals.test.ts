import type { BusesAnswer, DaysAnswer, StopsAnswer, TotalsAnswer } from '@pingan/headquarters/web/answers';
import type { Cell, Segment } from '@pingan/protocol/tally';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningHeadquarters } from '../running-headquarters.ts';
import {
  NINE_IN_SHANGHAI,
  SpeakingBus,
  anchor,
  calibration,
  epochRecord,
  newEpoch,
  shard,
} from '../speaking-bus.ts';

const HOUR = 3_600_000;
const market: Segment = { id: 0, stop: 'east-market', purpose: 'service', start: 0 };
const school: Segment = { id: 1, stop: 'school', purpose: 'service', start: 24 * HOUR };

let headquarters: RunningHeadquarters;
let bus: SpeakingBus;
const [first, undated] = [newEpoch(), newEpoch()];
// An error so nearly known that only the rounding outwards is left: a person either way.
const exact = { tapped: 50, estimate: 0, low: -1e-6, high: 1e-6 };

/** Epoch `first` begins at 09:00 in Shanghai on 2026-11-22; slots from 60 on are the next day. */
beforeAll(async () => {
  headquarters = await RunningHeadquarters.start();
  headquarters.clock = NINE_IN_SHANGHAI + 5 * HOUR;
  bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
  const cells: Cell[] = [
    [0, 0, 'front', 'door.in', '', 41],
    [1, 100, 'front', 'door.in', '', 10],
    [1, 100, 'rear', 'door.in', '', 10],
  ];
  await bus.deliver(
    shard('bus-01', first, cells, { segments: [market, school] }),
    epochRecord('bus-01', first, 1),
    anchor('bus-01', first, 4 * HOUR, NINE_IN_SHANGHAI + 4 * HOUR),
    shard('bus-01', undated, [[0, 0, 'front', 'door.in', '', 5]]),
    epochRecord('bus-01', undated, 2),
  );
});
afterAll(async () => {
  await bus.leave();
  await headquarters.end();
});

async function intervals() {
  const days = await headquarters.ask<DaysAnswer>('days');
  const { stops } = await headquarters.ask<StopsAnswer>('stops');
  const { buses, intervalToday } = await headquarters.ask<BusesAnswer>('buses');
  return {
    today: [buses[0]?.intervalToday, intervalToday],
    days: days.days.map(({ date, interval }) => [date, interval]),
    fleet: days.fleet.map(({ date, interval }) => [date, interval]),
    undated: days.undated.map(({ interval }) => interval),
    all: days.interval,
    stops: Object.fromEntries(stops.map(({ stop, interval }) => [stop ?? 'none', interval])),
  };
}

describe('intervals of the true number', () => {
  test('are unknown while no door is calibrated, then known where every door that counted is', async () => {
    const unknown = [
      ['2026-11-22', null],
      ['2026-11-23', null],
    ];
    expect(await intervals()).toEqual({
      today: [null, null],
      days: unknown,
      fleet: unknown,
      undated: [null],
      all: null,
      stops: { 'east-market': null, school: null, none: null },
    });

    await bus.deliver(calibration('bus-01', first, 1 * HOUR, { door: 'front', ...exact }));
    const front = { low: 40, high: 42 };
    const someKnown = [
      ['2026-11-22', front],
      ['2026-11-23', null],
    ];
    expect(await intervals()).toEqual({
      today: [front, front],
      days: someKnown,
      fleet: someKnown,
      undated: [{ low: 4, high: 6 }],
      all: null,
      stops: { 'east-market': front, school: null, none: { low: 4, high: 6 } },
    });

    await bus.deliver(calibration('bus-01', first, 30 * HOUR, { door: 'rear', ...exact }));
    const both = { low: 19, high: 21 };
    expect(await intervals()).toMatchObject({
      days: [
        ['2026-11-22', front],
        ['2026-11-23', both],
      ],
      all: { low: 65, high: 67 },
      stops: { school: both },
    });
    expect(await headquarters.ask<TotalsAnswer>('totals')).toEqual({ metrics: { 'door.in': { '': 66 } } });
  });

  test('of a day over several buses need every bus calibrated', async () => {
    const other = await SpeakingBus.connect(headquarters.broker, 'bus-02');
    const epoch = newEpoch();
    await other.deliver(
      epochRecord('bus-02', epoch, 1),
      anchor('bus-02', epoch, 0, NINE_IN_SHANGHAI),
      shard('bus-02', epoch, [[0, 0, 'front', 'door.in', '', 9]]),
    );
    const today = async () => (await headquarters.ask<DaysAnswer>('days')).fleet[0];
    expect(await today()).toEqual({ date: '2026-11-22', visits: 50, interval: null });
    expect((await headquarters.ask<DaysAnswer>('days?bus=bus-01')).fleet[0]?.interval).not.toBeNull();
    await other.deliver(calibration('bus-02', epoch, 0, { door: 'front', ...exact }));
    expect(await today()).toEqual({ date: '2026-11-22', visits: 50, interval: { low: 49, high: 51 } });
    expect((await headquarters.ask<BusesAnswer>('buses')).intervalToday).toEqual({ low: 49, high: 51 });
    await other.leave();
  });

  test('change with a better calibration from that day on, not before', async () => {
    const other = await SpeakingBus.connect(headquarters.broker, 'bus-03');
    const epoch = newEpoch();
    await other.deliver(
      epochRecord('bus-03', epoch, 1),
      anchor('bus-03', epoch, 0, NINE_IN_SHANGHAI),
      shard('bus-03', epoch, [
        [0, 0, 'front', 'door.in', '', 100],
        [0, 100, 'front', 'door.in', '', 100],
      ]),
      calibration('bus-03', epoch, 0, { door: 'front', ...exact }),
      calibration('bus-03', epoch, 26 * HOUR, {
        door: 'front',
        ...exact,
        estimate: 0.25,
        low: 0.25,
        high: 0.25,
      }),
    );
    const { days } = await headquarters.ask<DaysAnswer>('days?bus=bus-03');
    expect(days.map(({ interval }) => interval)).toEqual([
      { low: 99, high: 101 },
      { low: 80, high: 80 },
    ]);
    await other.leave();
  });
});
