import { DOORWAY_RULES } from '@pingan/firmware-bridge/visits/doorway';
import { describe, expect, it } from 'vitest';
import { Door } from './a-door.ts';

const bothOrders = [{ order: ['outer', 'inner'] as const }, { order: ['inner', 'outer'] as const }].map(
  ({ order }) => ({ order: [...order], name: `${order[0]} told first` }),
);

describe('one person', () => {
  it('counts somebody who walks in', () => {
    expect(Door.clear().show('10 11 01 00').crossings).toEqual(['in']);
  });

  it('counts somebody who walks out', () => {
    expect(Door.clear().show('01 11 10 00').crossings).toEqual(['out']);
  });

  it('counts nobody who turns back after the outer beam', () => {
    expect(Door.clear().show('10 00').wait(1000).crossings).toEqual([]);
  });

  it('counts nobody who turns back in both beams', () => {
    expect(Door.clear().show('10 11 10 00').crossings).toEqual([]);
  });

  it('counts nobody who turns back deep, with the outer beam already clear behind them', () => {
    const door = Door.clear().show('10 11 01 11 10 00');
    expect(door.crossings).toEqual([]);
    expect(door.doubts).toEqual([]);
  });

  it('counts nobody who turns back from inside', () => {
    expect(
      Door.clear().show('01 00').wait(1000).show('01 11 01 00').wait(1000).show('01 11 10 11 01 00')
        .crossings,
    ).toEqual([]);
  });

  it('counts once when a bag swings back through the outer beam', () => {
    expect(Door.clear().show('10 11 01 11 01 00').crossings).toEqual(['in']);
  });

  it('counts once when somebody hesitates on the step', () => {
    expect(Door.clear().show('10 11 10 11 10 11 01 00').crossings).toEqual(['in']);
  });

  it('counts somebody who goes in and comes out again as both', () => {
    expect(Door.clear().show('10 11 01 00 01 11 10 00').crossings).toEqual(['in', 'out']);
  });
});

describe('people close together', () => {
  it('counts two who follow each other in before the inner beam clears', () => {
    expect(Door.clear().show('10 11 01 11 10 11 01 00').crossings).toEqual(['in', 'in']);
  });

  it('counts two who follow each other out', () => {
    expect(Door.clear().show('01 11 10 11 01 11 10 00').crossings).toEqual(['out', 'out']);
  });

  it('counts a chain of three', () => {
    expect(Door.clear().show('10 11 01 11 10 11 01 11 10 11 01 00').crossings).toEqual(['in', 'in', 'in']);
  });

  it('counts the first of a chain as soon as the second has followed', () => {
    expect(Door.clear().show('10 11 01 11 10 11 01').crossings).toEqual(['in']);
  });

  it('counts one of a chain of two whose second turns back deep', () => {
    expect(Door.clear().show('10 11 01 11 10 11 01 11 10 00').crossings).toEqual(['in']);
  });

  it.each(bothOrders)(
    'counts one leaving the inner beam just as the next breaks the outer ($name)',
    ({ order }) => {
      expect(Door.clear().show('10 11 01 10 11 01 00', { order }).crossings).toEqual(['in', 'in']);
    },
  );

  it('counts somebody coming out right after another stepped back from the door', () => {
    expect(Door.clear().show('10 00 01 11 10 00', { apartMs: 100 }).crossings).toEqual(['out']);
  });
});

describe('a running child', () => {
  it.each(bothOrders)('is counted when both beams clear in one sample ($name)', ({ order }) => {
    const door = Door.clear().show('10 11 00', { apartMs: 40, order });
    expect(door.crossings).toEqual(['in']);
    expect(door.doubts).toEqual([]);
  });

  it.each(bothOrders)('is counted when both beams clear a few milliseconds apart ($name)', ({ order }) => {
    const door = Door.clear().show('10 11');
    order.forEach((beam, index) => {
      door.tell({ kind: 'beam', beam, broken: false, at: door.at + 50 + index * DOORWAY_RULES.sampleMs });
    });
    expect(door.crossings).toEqual(['in']);
  });

  it.each(bothOrders)(
    'is counted when a late tick comes between both halves of a sample ($name)',
    ({ order }) => {
      const door = Door.clear().show('10 11');
      const at = door.at + 50;
      for (const beam of order) {
        door.tell({ kind: 'beam', beam, broken: false, at });
        door.tell({ kind: 'tick', at: at + 30 });
      }
      expect(door.crossings).toEqual(['in']);
    },
  );

  it('is counted when it is small enough to fit between the beams', () => {
    expect(Door.clear().show('10 00 01 00', { apartMs: 60 }).crossings).toEqual(['in']);
    expect(Door.clear().show('01 00 10 00', { apartMs: 60 }).crossings).toEqual(['out']);
  });

  it.each(bothOrders)('is counted when one beam clears as the other breaks ($name)', ({ order }) => {
    expect(Door.clear().show('10 01 00', { apartMs: 60, order }).crossings).toEqual(['in']);
  });

  it('is not made up from two people who each turn back, half a second apart', () => {
    expect(Door.clear().show('10 00').wait(DOORWAY_RULES.gapMs).show('01 00').crossings).toEqual([]);
  });

  it('is counted with the grown-up who follows on its heels', () => {
    expect(Door.clear().show('10 00 01 11 10 11 01 00', { apartMs: 60 }).crossings).toEqual(['in', 'in']);
  });

  it.each(bothOrders)(
    'that breaks both beams in one sample goes where the last beam clears ($name)',
    ({ order }) => {
      expect(Door.clear().show('11 01 00', { order }).crossings).toEqual(['in']);
      expect(Door.clear().show('11 10 00', { order }).crossings).toEqual(['out']);
    },
  );

  it.each(bothOrders)('that breaks and clears both at once is a doubt, not a guess ($name)', ({ order }) => {
    const door = Door.clear().show('11 00', { order });
    expect(door.crossings).toEqual([]);
    expect(door.doubts).toEqual(['direction']);
  });

  it('is a doubt when it breaks both beams at once and then seems to turn', () => {
    const door = Door.clear().show('11 01 11 10 00');
    expect(door.crossings).toEqual([]);
    expect(door.doubts).toEqual(['direction']);
  });
});
