import { Refused } from '@pingan/firmware-bridge/kiosk-server/kiosk-house';
import { CrowdTooLarge } from '@pingan/firmware-bridge/rehearsal/crowd/plan-day';
import { RehearsalDesk, type RehearsalDeskParts } from '@pingan/firmware-bridge/rehearsal/rehearsal-desk';
import type { CountTotal } from '@pingan/firmware-bridge/store/tallies';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { KeptLog } from '../kiosk-server/kept-log.ts';
import { crowdOf, dayOf, FakeBus, fakeTime, walk, WIRING } from './small-day.ts';

afterEach(() => {
  vi.useRealTimers();
});

const DAY = { seed: 1, visits: 1, minutes: 0.1, aboard: 8, mishaps: false };
const PLAY = { do: 'play', day: DAY } as const;
const PLAN = dayOf([walk('front', 200, 'in', 1), walk('rear', 3_000, 'out', 1)]);
const count = (metric: CountTotal['metric'], place: string, n: number, label = '') => ({
  metric,
  place,
  label,
  n,
});

function desk(changes: Partial<RehearsalDeskParts> = {}) {
  const { clock, pass } = fakeTime();
  const bus = new FakeBus();
  const ledger = {
    totals: [] as CountTotal[],
    current: { stop: null as string | null, purpose: 'rehearsal' as const },
  };
  const taps: string[] = [];
  /** Doors at which a person calibrates. */
  const persons = new Set<string>();
  let shown = 0;
  const log = new KeptLog();
  const made = new RehearsalDesk({
    virtual: { hands: bus, slipMs: () => 40 },
    ledger,
    calibrations: {
      isCalibrated: () => false,
      isRunning: (door) => persons.has(door),
      isOfCrowd: (door) => !persons.has(door),
      take: async (door, step) => void taps.push(`${door} ${step}`),
      intervalOf: (counts, direction) =>
        direction === 'in' ? { low: counts['front'] ?? 0, high: (counts['front'] ?? 0) + 1 } : null,
    },
    draw: () => ({
      plan: PLAN,
      crowds: { locks: crowdOf({ what: { by: 'waiting' }, patience: 100 }) },
      reaction: () => 100,
    }),
    whereabouts: (_plan, _at, doing) => [
      { id: 1, look: 'adult', x: 0, y: 0, faces: 0, doing: doing(1) ?? 'walks' },
    ],
    metrics: ['collection.finish'],
    isChecked: () => false,
    ...{ wiring: WIRING, clock, changed: () => (shown += 1), log },
    ...changes,
  });
  return { desk: made, bus, ledger, taps, persons, pass, log, shown: () => shown };
}

const refusal = (act: () => void): Refused => {
  try {
    act();
  } catch (problem) {
    if (problem instanceof Refused) return problem;
    throw problem;
  }
  throw new Error('nothing was refused');
};

describe('a day is refused, in both languages,', () => {
  it('while a real board is attached', () => {
    const { message, zh } = refusal(() => desk({ virtual: null }).desk.take(PLAY));
    expect(message).toContain('real');
    expect(zh).toContain('真实控制板');
  });

  it('while a departure check is going on, when nothing is counted', () => {
    const { message, zh } = refusal(() => desk({ isChecked: () => true }).desk.take(PLAY));
    expect(message).toContain('departure check');
    expect(zh).toContain('出车检查');
  });

  it('while another one is played, and no longer once that is over', async () => {
    const { desk: one, pass } = desk();
    one.take(PLAY);
    const { message, zh } = refusal(() => one.take(PLAY));
    expect([message, zh]).toEqual([expect.stringContaining('already'), expect.stringContaining('正在演练')]);
    await pass(20_000);
    expect(one.view().state).toBe('over');
    expect(() => one.take(PLAY)).not.toThrow();
  });

  it('where more people come at once than the bus holds, in the words of the crowd', () => {
    const draw = () => {
      throw new CrowdTooLarge(90, 8);
    };
    const { message, zh } = refusal(() => desk({ draw }).desk.take(PLAY));
    expect([message, zh]).toEqual([expect.stringContaining('at most 8'), expect.stringContaining('8')]);
  });

  it('while a stop is open for another purpose', () => {
    const { desk: one, ledger } = desk();
    Object.assign(ledger, { current: { stop: 'market', purpose: 'training' } });
    const { message, zh } = refusal(() => one.take(PLAY));
    expect([message, zh]).toEqual([expect.stringContaining('market'), expect.stringContaining('收站')]);
  });
});

describe('a day that is played', () => {
  it('shows what is true beside what was counted since it began, several times a second', async () => {
    const { desk: one, ledger, pass, shown } = desk();
    expect(one.view()).toMatchObject({ state: 'idle', day: null, people: [], counts: [] });
    ledger.totals = [count('door.in', 'front', 7), count('collection.finish', 'locks', 2, 'locks')];
    one.take(PLAY);
    await pass(1_000);
    ledger.totals = [count('door.in', 'front', 9), count('collection.finish', 'locks', 2, 'locks')];
    const view = one.view();
    expect(view).toMatchObject({ state: 'playing', day: DAY, slipMs: 0 });
    expect(view.counts).toEqual([
      { metric: 'door.in', truth: 1, unsure: 0, measured: 2, apart: 1, interval: { low: 2, high: 3 } },
    ]);
    expect(view.people).toHaveLength(1);
    expect(view.clock).toBeGreaterThan(9 * 60);
    expect(shown()).toBeGreaterThan(3);
  });

  it('says what a blind door missed, in seconds as counted and people as they were', async () => {
    const { desk: one, bus, ledger, pass } = desk();
    bus.away.add('main');
    one.take(PLAY);
    await pass(2_000);
    ledger.totals = [count('door.blind', 'front', 2)];
    expect(one.view().gaps).toEqual([{ door: 'front', seconds: 2, passed: 1 }]);
    expect(one.view().counts).toEqual([]);
  });

  it('stays as it ended: what is counted later is of no day', async () => {
    const { desk: one, ledger, pass } = desk();
    one.take(PLAY);
    await pass(20_000);
    const ended = one.view();
    expect(ended).toMatchObject({ state: 'over', progress: 1, people: [], clock: 17 * 60 });
    ledger.totals = [count('collection.finish', 'locks', 2, 'locks')];
    expect(one.view()).toEqual(ended);
  });

  it('is stopped by letting whoever is aboard leave', async () => {
    const { desk: one, pass } = desk();
    one.take(PLAY);
    await pass(800);
    one.take({ do: 'stop' });
    expect(one.view().state).toBe('emptying');
    await pass(2_500);
    expect(one.view()).toMatchObject({ state: 'over' });
    expect(one.view().counts.map(({ metric, truth }) => [metric, truth])).toEqual([
      ['door.in', 1],
      ['door.out', 1],
    ]);
  });

  it('is nothing to stop before the first', () => {
    const { desk: one } = desk();
    one.take({ do: 'stop' });
    expect(one.view().state).toBe('idle');
  });

  it('that fails is over, and the log says why', async () => {
    const crowd = crowdOf({ what: { by: 'waiting' }, patience: 100 });
    crowd.came = () => {
      throw new Error('lost count');
    };
    const {
      desk: one,
      pass,
      log,
    } = desk({
      draw: () => ({ plan: PLAN, crowds: { locks: crowd }, reaction: () => 100 }),
    });
    one.take(PLAY);
    await pass(5_000);
    expect(one.view().state).toBe('over');
    expect(JSON.stringify(log)).toContain('crowd of a played day failed');
  });
});

describe('the officer of a crowd', () => {
  const MANY = dayOf(
    Array.from({ length: 60 }, (_, n) => walk('front', 500 * n, 'in', n)).concat(
      Array.from({ length: 60 }, (_, n) => walk('rear', 500 * n + 5_000, 'out', n)),
    ),
  );
  const draw = () => ({
    plan: MANY,
    crowds: { locks: crowdOf({ what: { by: 'waiting' }, patience: 100 }) },
    reaction: () => 100,
  });

  it('taps whoever goes through a door that was never calibrated, and ends when there are enough', async () => {
    const { desk: one, taps, pass } = desk({ draw });
    one.take(PLAY);
    await pass(60_000);
    const of = (what: string) => taps.filter((tap) => tap === what).length;
    expect([of('front start'), of('front in'), of('front finish'), of('front out')]).toEqual([1, 57, 1, 0]);
    expect([of('rear start'), of('rear out'), of('rear finish')]).toEqual([1, 57, 1]);
  });

  it('does not tap whom a blind door could not see, and gives up where too few are left', async () => {
    const { desk: one, bus, taps, pass } = desk({ draw });
    bus.away.add('main');
    one.take(PLAY);
    await pass(15_000);
    bus.away.delete('main');
    await pass(60_000);
    expect(taps.filter((tap) => tap === 'front in').length).toBeLessThan(35);
    expect(taps).toContain('front cancel');
  });

  it('leaves a door alone that is calibrated, and one that too few go through', async () => {
    const calibrated = desk({
      draw,
      calibrations: {
        ...{ isCalibrated: () => true, isRunning: () => false, isOfCrowd: () => false },
        ...{ take: async () => undefined, intervalOf: () => null },
      },
    });
    calibrated.desk.take(PLAY);
    await calibrated.pass(60_000);
    expect(calibrated.taps).toEqual([]);
    vi.useRealTimers();
    const few = desk();
    few.desk.take(PLAY);
    await few.pass(20_000);
    expect(few.taps).toEqual([]);
  });

  it('leaves a door to the person who calibrates it, and withdraws where one takes over', async () => {
    const { desk: one, taps, persons, pass } = desk({ draw });
    persons.add('rear');
    one.take(PLAY);
    await pass(10_000);
    expect(taps).toContain('front in');
    persons.add('front');
    const before = taps.length;
    await pass(60_000);
    expect(taps.slice(before)).toEqual([]);
    expect(taps.filter((tap) => tap.startsWith('rear'))).toEqual([]);
  });
});
