import { isDeepStrictEqual } from 'node:util';
import { wiringFor } from '@pingan/firmware-bridge/rehearsal/bus-wiring';
import { TRUE_METRICS } from '@pingan/firmware-bridge/rehearsal/crowd/true-metrics';
import type { DayPlayer } from '@pingan/firmware-bridge/rehearsal/day-player';
import type { PlayedDay } from '@pingan/protocol/rehearsal';
import type { DaysAnswer } from '@pingan/headquarters/web/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CrowdedBus } from './crowded-bus.ts';
import { getJson, journeyFolder, pause, totals, until } from './halves.ts';
import type { Screen } from './screen.ts';

const SEEDS = Array.from({ length: 20 }, (_, n) => 101 + n);

const folder = journeyFolder();
let bus: CrowdedBus;
beforeAll(async () => {
  bus = await CrowdedBus.start(folder);
});
afterAll(async () => {
  await bus.stop();
  folder.remove();
});

/** What goes wrong beside the cables, by seed; every kind comes several times. */
const TROUBLES: readonly ((player: DayPlayer) => Promise<void>)[] = [
  async () => undefined,
  async () => {
    bus.link.cut();
    await pause(5_000);
    bus.link.mend();
  },
  async (player) => {
    await player.settled();
    await bus.restartBus();
    player.resume();
  },
  async () => bus.killHeadquarters(),
  async (player) => {
    bus.link.cut();
    await player.settled();
    await bus.restartBus();
    player.resume();
    bus.link.mend();
  },
];

type Metrics = Record<string, Record<string, number>>;

/** What the crowd answers for, without what nobody did. */
function answeredFor(metrics: Metrics, before: Metrics = {}): Metrics {
  const since = (metric: string) =>
    Object.entries(metrics[metric] ?? {})
      .map(([label, n]) => [label, n - (before[metric]?.[label] ?? 0)] as const)
      .filter(([, n]) => n !== 0);
  return Object.fromEntries(
    TRUE_METRICS.map((metric) => [metric, Object.fromEntries(since(metric))] as const).filter(
      ([, labels]) => Object.keys(labels).length > 0,
    ),
  );
}

const atHeadquarters = async (before: Metrics = {}) =>
  answeredFor((await totals(bus.headquarters)).metrics, before);

/** Plays a day, through whatever goes wrong meanwhile, and compares it label by label at headquarters. */
async function countsExactly(
  day: PlayedDay,
  { officer, trouble }: { officer?: Screen; trouble?: (player: DayPlayer) => Promise<void> },
): Promise<void> {
  const before = await atHeadquarters();
  const { player, over } = await bus.play(day, officer);
  await trouble?.(player);
  const truth = answeredFor(await over);
  await until('headquarters has what the crowd did', async () =>
    isDeepStrictEqual(await atHeadquarters(before), truth),
  ).catch(() => undefined);
  await bus.nothingToSend();
  expect(await atHeadquarters(before)).toEqual(truth);
  expect(Object.keys(truth).length).toBeGreaterThan(0);
  expect(bus.crowd.refusals).toEqual([]);
  const { doors } = await bus.health();
  const boards = wiringFor(bus.profile).doors;
  // A door that had not begun to see loses no sight.
  const sawAllTheTime = doors.filter(({ blind }) => blind.seconds === 0);
  const lostSight = sawAllTheTime.filter(({ id }) =>
    boards[id]!.some((board) => bus.crowd.pulled.get(board)?.has(id)),
  );
  expect(lostSight).toEqual([]);
}

describe('a seeded crowd on the whole product', () => {
  it('calibrates both doors in a first day, so that a count has an interval', async () => {
    const officer = await bus.officer();
    await countsExactly({ seed: 100, visits: 75, minutes: 0.5, aboard: 8, mishaps: false }, { officer });
    const { status } = await officer.wait('status', (message) =>
      message.status.doors.every(({ calibrating, tapped }) => !calibrating && tapped >= 50),
    );
    const front = status.doors.find(({ id }) => id === 'front')!;
    expect(front.interval!.low).toBeLessThanOrEqual(bus.truth.metrics['door.in']!['']!);
    expect(front.interval!.high).toBeGreaterThanOrEqual(bus.truth.metrics['door.in']!['']!);
    expect(officer.refusals).toEqual([]);
    officer.close();
  });

  it.each(SEEDS)(
    'counts exactly what the crowd of seed %i did, whatever comes loose or dies',
    async (seed) => {
      const day = { seed, visits: 20, minutes: 0.15, aboard: 8, mishaps: true };
      await countsExactly(day, {
        trouble: async (player) => {
          await pause(2_000 + (seed % 7) * 700);
          await TROUBLES[seed % TROUBLES.length]!(player);
        },
      });
    },
  );

  it('has the sum of all days at headquarters', async () => {
    expect(await atHeadquarters()).toEqual(answeredFor(bus.truth.metrics));
  });

  it('lets the truth of the doorways lie within the stated interval, and shows blind doors as gaps', async () => {
    const { metrics } = await totals(bus.headquarters);
    expect(metrics['door.blind']!['']).toBeGreaterThan(0);
    expect(bus.unseen).toBeGreaterThan(0);
    const { interval } = await getJson<DaysAnswer>(`${bus.headquarters}/api/v1/days?purpose=rehearsal`);
    expect(interval).not.toBeNull();
    const truth = bus.truth.metrics['door.in']!['']!;
    expect(truth + bus.unsureIn).toBeGreaterThanOrEqual(interval!.low);
    expect(truth).toBeLessThanOrEqual(interval!.high);
  });
});
