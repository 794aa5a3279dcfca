import { DOORWAY_RULES } from '@pingan/firmware-bridge/visits/doorway';
import { describe, expect, it } from 'vitest';
import { Door } from './a-door.ts';

describe('a blocked beam', () => {
  const blocked = () =>
    Door.clear()
      .show('10')
      .wait(DOORWAY_RULES.blockedMs + 1);

  it('is reported with its name, and only after the time is over', () => {
    expect(Door.clear().show('10').wait(DOORWAY_RULES.blockedMs).state.faults).toEqual([]);
    expect(blocked().state.faults).toEqual([{ fault: 'blocked', beam: 'outer', since: 1150 }]);
  });

  it('is noticed without a tick, by what the other beam does', () => {
    const door = Door.clear()
      .show('10')
      .show('11', { apartMs: DOORWAY_RULES.blockedMs + 1 });
    expect(door.state.faults).toMatchObject([{ fault: 'blocked', beam: 'outer' }]);
  });

  it('counts nobody, and says that somebody slipped past', () => {
    const door = blocked();
    door.doubts = [];
    door.show('11 10 11 10');
    expect(door.crossings).toEqual([]);
    expect(door.doubts).toEqual(['blocked', 'blocked']);
  });

  it('turns whoever stood in the doorway into a doubt', () => {
    expect(blocked().doubts).toEqual(['blocked']);
  });

  it('is healed when it clears, and the next person counts', () => {
    const door = blocked().show('00');
    expect(door.state.faults).toEqual([]);
    expect(door.show('10 11 01 00').crossings).toEqual(['in']);
  });

  it('does not count again before both beams are clear', () => {
    const door = blocked().show('11 01');
    expect(door.state.faults).toEqual([]);
    expect(door.show('00').crossings).toEqual([]);
    expect(door.show('10 11 01 00').crossings).toEqual(['in']);
  });

  it('may be both of them', () => {
    const door = Door.clear()
      .show('10 11')
      .wait(DOORWAY_RULES.blockedMs + 1);
    expect(door.state.faults.map((fault) => fault.beam)).toEqual(['outer', 'inner']);
    expect(door.doubts).toEqual(['blocked']);
  });
});

describe('a flapping beam', () => {
  const flap = (times: number) => Array<string>(times).fill('01 00').join(' ');
  const flapping = () => Door.clear().show(flap(11), { apartMs: 100 });

  it('is reported after more changes than people can make', () => {
    expect(Door.clear().show(flap(10), { apartMs: 100 }).state.faults).toEqual([]);
    expect(flapping().state.faults).toMatchObject([{ fault: 'flapping', beam: 'inner' }]);
  });

  it('is not mistaken for children who tease the beam slowly', () => {
    expect(Door.clear().show(flap(40), { apartMs: 300 }).state.faults).toEqual([]);
  });

  it('is not mistaken for a school class that walks in', () => {
    const door = Door.clear();
    for (let child = 0; child < 12; child++) door.show('10 11 01 00', { apartMs: 100 });
    expect(door.state.faults).toEqual([]);
    expect(door.crossings).toHaveLength(12);
  });

  it('counts nobody until it has been quiet', () => {
    const door = flapping().show('10 11 01 00', { apartMs: 100 });
    expect(door.crossings).toEqual([]);
    expect(door.wait(DOORWAY_RULES.flappingMs).state.faults).toEqual([]);
    expect(door.show('10 11 01 00').crossings).toEqual(['in']);
  });
});

describe('a board that was away', () => {
  it('counts nothing at the start until both beams were reported clear', () => {
    const door = new Door();
    door.tell({ kind: 'beam', beam: 'outer', broken: false, at: 0 });
    door.tell({ kind: 'beam', beam: 'inner', broken: true, at: 10 });
    door.tell({ kind: 'beam', beam: 'inner', broken: false, at: 90 });
    expect(door.crossings).toEqual([]);
    expect(door.show('10 11 01 00').crossings).toEqual(['in']);
  });

  it('lost while somebody is in the doorway makes a doubt and counts nobody', () => {
    const door = Door.clear().show('10 11');
    door.tell({ kind: 'lost', at: door.at + 50 });
    expect(door.doubts).toEqual(['lost']);
    expect(door.show('01 00').crossings).toEqual([]);
    expect(door.show('10 11 01 00').crossings).toEqual(['in']);
  });

  it('lost with nobody there makes no doubt', () => {
    const door = Door.clear();
    door.tell({ kind: 'lost', at: 5_000 });
    expect(door.doubts).toEqual([]);
  });

  it('forgets its faults, which belong to beams it no longer sees', () => {
    const door = Door.clear()
      .show('10')
      .wait(DOORWAY_RULES.blockedMs + 1);
    door.tell({ kind: 'lost', at: door.at });
    expect(door.state.faults).toEqual([]);
  });
});

describe('reports that mean nothing', () => {
  it('are repeated ones', () => {
    expect(Door.clear().show('10 10 11 11 01 01 00 00').crossings).toEqual(['in']);
  });

  it('are flickers within one sample', () => {
    const door = Door.clear().show('10');
    door.tell({ kind: 'beam', beam: 'inner', broken: true, at: door.at + 50 });
    door.tell({ kind: 'beam', beam: 'inner', broken: false, at: door.at + 51 });
    expect(door.show('00').crossings).toEqual([]);
  });

  it('do not become crossings when the clock steps back', () => {
    const door = Door.clear().show('10 11');
    door.tell({ kind: 'tick', at: 3 });
    expect(door.show('01 00').crossings).toEqual(['in']);
  });
});
