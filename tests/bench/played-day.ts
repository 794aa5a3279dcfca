import { join } from 'node:path';
import { TRUE_METRICS } from '@pingan/firmware-bridge/rehearsal/crowd/true-metrics';
import type { PlayedDay, RehearsalView } from '@pingan/protocol/rehearsal';
import { journeyFolder, ROOT, startBus, until } from '../journeys/halves.ts';
import { Screen } from '../journeys/screen.ts';
import { type Figure, reported } from './figures.ts';

/** A whole day in ten minutes. */
const WHOLE_DAY = { visits: 1_000, minutes: 10 };

/**
 * A day of a seeded crowd with loose cables, played in a real bus process: how long it took, how far the emulated clocks fell behind, and what
 * was counted beside what is true. `PINGAN_BENCH_DAY=100/1` plays 100 visits in one minute instead.
 */
export async function playedDay(asked = process.env['PINGAN_BENCH_DAY']): Promise<Figure[]> {
  const [visits, minutes] = (asked ?? '').split('/').map(Number);
  const size = visits && minutes ? { visits, minutes } : WHOLE_DAY;
  const day: PlayedDay = { seed: 2026, ...size, aboard: 8, mishaps: true };
  const folder = journeyFolder();
  const profile = join(ROOT, 'device-config/profiles/rehearsal.yaml');
  const bus = await startBus({ profile, data: join(folder.path, 'bus'), rehearsal: true });
  try {
    const page = await Screen.open(bus.address('Kiosk'), 'virtual-bus');
    await page.wait('status', ({ status }) => status.boards.every(({ state }) => state === 'ready'));
    const began = performance.now();
    page.send({ type: 'rehearsal', command: { do: 'play', day } });
    const state = () => page.latest('rehearsal')?.rehearsal.state;
    await until('the day is over', () => state() === 'over', day.minutes * 3 * 60_000 + 60_000);
    const took = performance.now() - began;
    return figuresOf(page.latest('rehearsal')!.rehearsal, took);
  } finally {
    await bus.kill('SIGKILL');
    folder.remove();
  }
}

function figuresOf({ day, counts, gaps, slipMs }: RehearsalView, took: number): Figure[] {
  const name = `played day of ${day?.visits} visits in ${day?.minutes} min`;
  const exact = counts.filter(({ metric }) => (TRUE_METRICS as readonly string[]).includes(metric));
  const doors = counts.filter(({ metric }) => metric === 'door.in' || metric === 'door.out');
  return [
    reported(`${name}: took`, 'min', took / 60_000),
    reported(`${name}: emulated clocks fell behind`, 'ms', slipMs),
    ...exact.map(({ metric, apart, truth }) => reported(`${name}: ${metric} apart (of ${truth})`, '', apart)),
    ...doors.flatMap(({ metric, truth, measured, interval }) => [
      reported(`${name}: ${metric} truth`, 'people', truth),
      reported(`${name}: ${metric} measured`, 'people', measured),
      ...(interval === null
        ? []
        : [
            reported(`${name}: ${metric} stated from`, 'people', interval.low),
            reported(`${name}: ${metric} stated to`, 'people', interval.high),
          ]),
    ]),
    ...gaps.flatMap(({ door, seconds, passed }) => [
      reported(`${name}: door ${door} blind`, 's', seconds),
      reported(`${name}: door ${door} passed unseen`, 'people', passed),
    ]),
  ];
}
