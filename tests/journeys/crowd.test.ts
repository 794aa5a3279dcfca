import { TRUE_METRICS } from '@pingan/firmware-bridge/rehearsal/crowd/true-metrics';
import type { DayPlayer } from '@pingan/firmware-bridge/rehearsal/day-player';
import type { DaysAnswer } from '@pingan/headquarters/web/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CrowdedBus } from './crowded-bus.ts';
import { getJson, journeyFolder, pause, totals, until } from './halves.ts';

const SEEDS = Array.from({ length: 20 }, (_, n) => 101 + n);
/** Longer than the store's two seconds, and than it takes a cable that is put back to be noticed. */
const UNTIL_THERE_MS = 60_000;

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

/** What headquarters has of everything the crowd answers for. */
async function atHeadquarters(): Promise<Record<string, Record<string, number>>> {
  const { metrics } = await totals(bus.headquarters);
  return Object.fromEntries(
    TRUE_METRICS.flatMap((metric) => (metrics[metric] ? [[metric, metrics[metric]]] : [])),
  );
}

const exact = () =>
  Object.fromEntries(
    TRUE_METRICS.flatMap((metric) =>
      bus.truth.metrics[metric] ? [[metric, bus.truth.metrics[metric]]] : [],
    ),
  );

describe('a seeded crowd on the whole product', () => {
  it('calibrates both doors in a first day, so that a count has an interval', async () => {
    const officer = await bus.officer();
    const { over } = await bus.play(
      { seed: 100, visits: 75, minutes: 0.5, aboard: 8, mishaps: false },
      { officer },
    );
    await over;
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
      const { player, over } = await bus.play({ seed, visits: 20, minutes: 0.17, aboard: 8, mishaps: true });
      await pause(2_000 + (seed % 7) * 700);
      await TROUBLES[seed % TROUBLES.length]!(player);
      await over;
      await bus.nothingToSend();
      await until(
        'headquarters has what the crowd did',
        async () => JSON.stringify(sorted(await atHeadquarters())) === JSON.stringify(sorted(exact())),
        UNTIL_THERE_MS,
      ).catch(() => undefined);
      expect(await atHeadquarters()).toEqual(exact());
      expect(bus.crowd.refusals).toEqual([]);
    },
  );

  it('lets the truth of the doorways lie within the stated interval, and shows blind doors as gaps', async () => {
    const { metrics } = await totals(bus.headquarters);
    expect(metrics['door.blind']!['']).toBeGreaterThan(0);
    expect(bus.unseen).toBeGreaterThan(0);
    const { interval } = await getJson<DaysAnswer>(`${bus.headquarters}/api/v1/days?purpose=rehearsal`);
    expect(interval).not.toBeNull();
    const truth = bus.truth.metrics['door.in']!['']!;
    expect(truth).toBeGreaterThanOrEqual(interval!.low);
    expect(truth).toBeLessThanOrEqual(interval!.high);
  });
});

function sorted(metrics: Record<string, Record<string, number>>): unknown {
  const byName = <T>(table: Record<string, T>) => Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1));
  return byName(metrics).map(([metric, labels]) => [metric, byName(labels)]);
}
