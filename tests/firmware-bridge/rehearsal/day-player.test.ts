import { DayPlayer } from '@pingan/firmware-bridge/rehearsal/day-player';
import type { DayPlan } from '@pingan/firmware-bridge/rehearsal/crowd/day-plan';
import type { StationCrowd } from '@pingan/firmware-bridge/rehearsal/crowd/station-crowd';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { crowdOf, dayOf, FakeBus, fakeTime, viewOf, walk, WIRING } from './small-day.ts';

afterEach(() => {
  vi.useRealTimers();
});

const NEXT = { by: 'touch', action: { do: 'next' } } as const;
const LIFT = {
  by: 'hands',
  moves: [
    { after: 0, input: 'thing/lock-01', active: false },
    { after: 800, input: 'thing/lock-01', active: true },
  ],
} as const;

function play(plan: DayPlan, crowd: StationCrowd = crowdOf({ what: { by: 'waiting' } })) {
  const time = fakeTime();
  const bus = new FakeBus();
  const player = new DayPlayer({
    ...{ plan, crowds: { locks: crowd }, wiring: WIRING, hands: bus, clock: time.clock },
  });
  player.start();
  return { ...time, bus, player };
}

const trueOf = (player: DayPlayer, metric: string) =>
  Object.fromEntries(player.truth.filter((each) => each.metric === metric).map(({ place, n }) => [place, n]));

describe('bodies of a played day', () => {
  it('break the beams in order and at their time, and are counted as who they truly were', async () => {
    const turnsBack = { ...walk('front', 1_000, 'in'), how: 'turns-back' as const };
    const { bus, player, pass } = play(
      dayOf([walk('front', 200, 'in', 1, 2), turnsBack, walk('rear', 2_000, 'out', 1, 2)]),
    );
    await pass(300);
    expect(bus.did).toEqual(['front outer broken', 'front inner broken']);
    await pass(3_000);
    await player.finished;
    expect(bus.did.slice(-2)).toEqual(['rear inner clear', 'rear outer clear']);
    expect(trueOf(player, 'door.in')).toEqual({ front: 2 });
    expect(trueOf(player, 'door.out')).toEqual({ rear: 2 });
    expect(player.state).toBe('over');
  });

  it('are late all at once and still in order when the machine was busy', async () => {
    const { bus, pass } = play(dayOf([walk('front', 200, 'in', 1), walk('front', 900, 'out', 1)]));
    const behind = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 1_150);
    await pass(200);
    behind.mockRestore();
    expect(bus.did).toEqual([
      'front outer broken',
      'front inner broken',
      'front outer clear',
      'front inner clear',
      'front inner broken',
      'front outer broken',
      'front inner clear',
    ]);
  });

  it('that pass while the cable of their door is out are known to have passed unseen, and are no truth to compare with', async () => {
    const mishaps = [{ at: 900, lasts: 1_000, board: 'main' }];
    const { bus, player, pass } = play(
      dayOf([walk('front', 200, 'in', 1), walk('front', 1_200, 'in', 2, 3), walk('front', 3_000, 'in', 4)], {
        mishaps,
      }),
    );
    await pass(10_000);
    await player.finished;
    expect(trueOf(player, 'door.in')).toEqual({ front: 2 });
    expect(player.unseen['front']).toBe(2);
    expect(bus.did.filter((each) => each.startsWith('main'))).toEqual(['main out', 'main in']);
    expect(bus.did.filter((each) => each.startsWith('front'))).toHaveLength(12);
  });

  it('standing in the doorway when the bus goes away count as unseen, too', async () => {
    const { bus, player, pass } = play(dayOf([walk('front', 200, 'in', 1), walk('rear', 220, 'out', 2)]));
    await pass(250);
    bus.away.add('main');
    await pass(100);
    bus.away.delete('main');
    await pass(9_000);
    await player.finished;
    expect(trueOf(player, 'door.in')).toEqual({});
    expect(trueOf(player, 'door.out')).toEqual({ rear: 1 });
    expect(player.unseen['front']).toBe(1);
  });
});

describe('a day', () => {
  it('ends although a cable that somebody else has pulled stays out', async () => {
    const { bus, player, pass } = play(dayOf([walk('front', 200, 'in', 1), walk('rear', 2_000, 'out', 1)]));
    await pass(1_000);
    bus.away.add('main');
    await pass(20_000);
    expect(player.state).toBe('playing');
    await pass(30_000);
    expect(player.state).toBe('over');
    expect(bus.did).not.toContain('main in');
  });
});

const VISIT = [walk('front', 0, 'in', 1), walk('rear', 20_000, 'out', 1)];

describe('hands of a played day', () => {
  it('do one thing at a time, and the crowd is shown everything the screen showed meanwhile', async () => {
    const crowd = crowdOf({ what: NEXT, done: ({ revision }) => revision === 3, think: 180 });
    const { bus, player, pass } = play(dayOf(VISIT), crowd);
    await pass(700);
    expect(bus.did.filter((each) => each.startsWith('touch'))).toEqual(['touch locks first 1 next']);
    bus.show(viewOf(2));
    await pass(1_000);
    expect(bus.did.filter((each) => each.startsWith('touch'))).toHaveLength(1);
    bus.show(viewOf(3));
    await pass(100);
    expect(crowd.seen).toEqual([[2, 3]]);
    expect(trueOf(player, 'collection.finish')).toEqual({ locks: 1 });
    await pass(100);
    expect(bus.did.at(-1)).toBe('touch locks first 3 next');
  });

  it('send taps that follow at once with the picture they were meant for', async () => {
    const leave = { do: 'leave' } as const;
    const { bus, pass } = play(dayOf(VISIT), crowdOf({ what: { ...NEXT, again: [NEXT.action, leave] } }));
    await pass(900);
    expect(bus.did.filter((each) => each.startsWith('touch'))).toEqual([
      'touch locks first 1 next',
      'touch locks first 1 next',
      'touch locks first 1 leave',
    ]);
  });

  it('leave the station in order: what was lifted lies in its place, and what nobody ended is ended', async () => {
    const lift = { by: 'hands', moves: [LIFT.moves[0]] } as const;
    const { bus, player, pass } = play(dayOf([walk('front', 0, 'in', 1), walk('rear', 1_500, 'out', 1)]), {
      ...crowdOf({ what: lift, done: () => true, think: 700 }),
    });
    bus.show({ ...viewOf(1), step: { at: 'menu', exhibits: [] } });
    await pass(2_600);
    expect(bus.did.filter((each) => each.startsWith('thing'))).toEqual([
      'thing/lock-01 off',
      'thing/lock-01 on',
    ]);
    await pass(1_000);
    expect(bus.did.at(-1)).toBe('touch locks first 1 leave');
    expect(player.state).toBe('playing');
    bus.show(viewOf(2, 'second'));
    await player.finished;
    expect(player.state).toBe('over');
  });

  it('take nothing up in the end that was only put back once more', async () => {
    const back = { by: 'hands', moves: [LIFT.moves[1]] } as const;
    const { bus, pass } = play(
      dayOf([walk('front', 0, 'in', 1), walk('rear', 3_500, 'out', 1)]),
      crowdOf({ what: back, done: () => true }),
    );
    await pass(9_000);
    expect(new Set(bus.did.filter((each) => each.startsWith('thing')))).toEqual(
      new Set(['thing/lock-01 on']),
    );
  });

  it('give up what the screen never answers, and try again', async () => {
    const { bus, player, pass } = play(dayOf(VISIT), crowdOf({ what: NEXT }));
    await pass(600);
    await pass(2_200);
    expect(bus.did.filter((each) => each.startsWith('touch'))).toHaveLength(2);
    expect(trueOf(player, 'collection.finish')).toEqual({});
  });

  it('do not do what was thought of for a step that has passed', async () => {
    const { bus, pass } = play(dayOf(VISIT), crowdOf({ what: NEXT, think: 1_000 }));
    await pass(900);
    bus.show(viewOf(2));
    await pass(900);
    expect(bus.did.some((each) => each.startsWith('touch'))).toBe(false);
    await pass(300);
    expect(bus.did.at(-1)).toBe('touch locks first 2 next');
  });

  it('do nothing where nobody stands', async () => {
    const { bus, pass } = play(dayOf(VISIT), crowdOf({ what: NEXT }));
    await pass(19_000);
    bus.did.length = 0;
    await pass(20_000);
    expect(bus.did.filter((each) => each.startsWith('touch')).length).toBeLessThan(2);
  });

  it('wait while the bus is away, and hear when it has started anew', async () => {
    const crowd = crowdOf({ what: NEXT, done: ({ revision }) => revision > 1 });
    const { bus, pass } = play(dayOf(VISIT), crowd);
    await pass(600);
    bus.show(viewOf(9));
    await pass(50);
    bus.show(null);
    bus.did.length = 0;
    await pass(3_000);
    expect(bus.did.filter((each) => each.startsWith('touch'))).toEqual([]);
    bus.show(viewOf(1, 'second'));
    await pass(300);
    expect(crowd.anew).toBe(1);
    expect(bus.did.at(-1)).toBe('touch locks second 1 next');
  });

  it('are off a board before its cable is pulled, stay off until it is heard again, and touches go on', async () => {
    let turn = 0;
    const crowd = crowdOf({ what: LIFT, done: () => true, patience: 5_000 });
    const deed = crowd.decide(viewOf(1), [{} as never])!;
    crowd.decide = (_, standing) =>
      standing.length === 0 ? null : turn++ % 2 ? { ...deed, what: NEXT } : deed;
    const { bus, pass } = play(dayOf(VISIT, { mishaps: [{ at: 800, lasts: 2_000, board: 'shelf' }] }), crowd);
    await pass(900);
    expect(bus.did.at(-1)).toBe('thing/lock-01 off');
    await pass(800);
    expect(bus.did.filter((each) => /lock|shelf/.test(each)).slice(0, 3)).toEqual([
      'thing/lock-01 off',
      'thing/lock-01 on',
      'shelf out',
    ]);
    bus.did.length = 0;
    await pass(3_000);
    expect(bus.did.filter((each) => each.startsWith('thing'))).toEqual([]);
    expect(bus.did.filter((each) => each.startsWith('touch')).length).toBeGreaterThan(2);
    await pass(3_000);
    expect(bus.did.filter((each) => each.startsWith('thing')).length).toBeGreaterThan(1);
  });
});

describe('pausing and stopping a played day', () => {
  it('settles once nothing is in flight, and does nothing until it is resumed', async () => {
    const { bus, player, pass } = play(
      dayOf(VISIT),
      crowdOf({ what: LIFT, done: () => true, patience: 5_000 }),
    );
    await pass(600);
    let settled = false;
    void player.settled().then(() => (settled = true));
    await pass(100);
    expect(settled).toBe(false);
    await pass(1_000);
    expect(settled).toBe(true);
    bus.did.length = 0;
    await pass(5_000);
    expect(bus.did).toEqual([]);
    player.resume();
    await pass(1_000);
    expect(bus.did.length).toBeGreaterThan(0);
  });

  it('lets whoever is aboard leave and nobody else come, then is over', async () => {
    const { player, pass } = play(
      dayOf([...VISIT, walk('front', 6_000, 'in', 2), walk('rear', 30_000, 'out', 2)]),
    );
    await pass(1_000);
    player.stop();
    expect(player.state).toBe('emptying');
    await pass(4_000);
    await player.finished;
    expect(trueOf(player, 'door.in')).toEqual({ front: 1 });
    expect(trueOf(player, 'door.out')).toEqual({ rear: 1 });
    expect(player.state).toBe('over');
  });

  it('is over at once, with all cables in, where the bus itself stops', async () => {
    const { bus, player, pass } = play(
      dayOf(VISIT, { mishaps: [{ at: 300, lasts: 9_000, board: 'shelf' }] }),
    );
    await pass(1_000);
    player.abandon();
    await player.finished;
    expect(bus.away.size).toBe(0);
    bus.did.length = 0;
    await pass(30_000);
    expect(bus.did).toEqual([]);
  });

  it('tells when the crowd itself has failed', async () => {
    const crowd = crowdOf({ what: NEXT });
    crowd.came = () => {
      throw new Error('lost count');
    };
    const { player, pass } = play(dayOf(VISIT), crowd);
    const failed = expect(player.finished).rejects.toThrow('lost count');
    await pass(5_000);
    await failed;
    expect(player.state).toBe('over');
  });
});
