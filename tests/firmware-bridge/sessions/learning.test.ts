import { itemOf } from '@pingan/content/learning-rule';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEARNING } from './sample-exhibits.ts';
import { OneStation } from './some-stations.ts';

const truthOf = (item: string) => itemOf(LEARNING.learning, item)!.truth;

/** Answers every message on the screen, right or wrong as the list says, and reads what was wrong. */
function answer(station: OneStation, ...right: boolean[]): void {
  for (const isRight of right) {
    const { step } = station;
    if (step.at !== 'item') throw new Error(`no message but ${step.at}`);
    const truth = truthOf(step.item);
    const wrong = truth === 'scam' ? 'genuine' : 'scam';
    station.choose(isRight ? truth : wrong);
    if (!isRight) station.next();
  }
}

function playToResult(station: OneStation): void {
  station.next();
  station.choose('hang-up');
  station.next();
}

describe('learning', () => {
  it('asks two messages before the story and two after it, and thanks with how many were told apart', () => {
    const station = new OneStation([LEARNING]);
    station.start('fake-police');
    expect(station.step).toMatchObject({ at: 'item', phase: 'before', index: 0, count: 2 });
    answer(station, true);
    expect(station.step).toMatchObject({ at: 'item', phase: 'before', index: 1, count: 2 });
    answer(station, true);
    expect(station.step).toMatchObject({ at: 'beat', beat: 'ring' });
    playToResult(station);
    station.next();
    expect(station.step).toMatchObject({ at: 'item', phase: 'after', index: 0, count: 2 });
    answer(station, true, true);
    expect(station.step).toEqual({ at: 'closing', exhibit: 'fake-police', told: { right: 4, of: 4 } });
    station.next();
    expect(station.step.at).toBe('attract');
    expect(station.countedOf('session.end')).toEqual(['finished']);
  });

  it('shows what gives a message away after a wrong answer alone, and waits for it to be read', () => {
    const station = new OneStation([LEARNING]);
    station.start('fake-police');
    const { step } = station;
    answer(station, true);
    expect(station.step.at).toBe('item');
    const wrong = station.step.at === 'item' && truthOf(station.step.item) === 'scam' ? 'genuine' : 'scam';
    const { item } = station.step as { item: string };
    station.choose(wrong);
    expect(station.step).toEqual({ at: 'item-feedback', exhibit: 'fake-police', phase: 'before', item });
    expect(station.choose('scam').changed).toEqual([]);
    station.next();
    expect(station.step.at).toBe('beat');
    expect(step).not.toEqual(station.step);
  });

  it('counts the four answers together, and nothing of them before the last', () => {
    const station = new OneStation([LEARNING]);
    station.start('fake-police');
    answer(station, true, false);
    playToResult(station);
    station.next();
    answer(station, false);
    expect(station.countedOf('item.')).toEqual([]);
    answer(station, true);
    expect(station.countedOf('item.')).toHaveLength(4);
    expect(station.step).toMatchObject({ at: 'closing', told: { right: 2, of: 4 } });
  });

  it('counts the last mistake at once, not when somebody has read it', () => {
    const station = new OneStation([LEARNING]);
    station.start('fake-police');
    answer(station, true, true);
    playToResult(station);
    station.next();
    answer(station, true);
    const { item } = station.step as { item: string };
    station.choose(truthOf(item) === 'scam' ? 'genuine' : 'scam');
    expect(station.step.at).toBe('item-feedback');
    expect(station.countedOf('item.')).toHaveLength(4);
    station.touch({ do: 'leave' });
    expect(station.countedOf('item.')).toHaveLength(4);
    expect(station.countedOf('session.end')).toEqual(['finished']);
  });

  it('measures nothing in the short length, where the result leaves directly', () => {
    const station = new OneStation([LEARNING], { length: () => 'short' });
    station.start('fake-police');
    expect(station.step).toMatchObject({ at: 'beat', length: 'short' });
    playToResult(station);
    station.next();
    expect(station.step.at).toBe('attract');
    expect(station.countedOf('session.end')).toEqual(['finished']);
    expect(station.countedOf('item.')).toEqual([]);
  });

  it('keeps the length in which an exhibit began, however many queue meanwhile', () => {
    let length: 'short' | 'full' = 'full';
    const station = new OneStation([LEARNING], { length: () => length });
    station.start('fake-police');
    length = 'short';
    answer(station, true, true);
    expect(station.step).toMatchObject({ at: 'beat', length: 'full' });
    playToResult(station);
    station.next();
    expect(station.step).toMatchObject({ at: 'item', phase: 'after' });
  });

  it('draws other messages for other visitors', () => {
    const station = new OneStation([LEARNING]);
    const first = new Set<string>();
    for (let visit = 0; visit < 40; visit += 1) {
      station.start('fake-police');
      first.add((station.step as { item: string }).item);
      station.touch({ do: 'leave' });
    }
    expect(first.size).toBe(6);
  });
});

const move = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('right', 'wrong') },
  { weight: 6, arbitrary: fc.constant('play') },
  { weight: 1, arbitrary: fc.constantFrom('leave', 'idle') },
);

it('counts whole quadruples only, one genuine message and one scam in each phase', () => {
  let passes = 0;
  fc.assert(
    fc.property(fc.array(move, { maxLength: 80, size: 'max' }), (moves) => {
      const station = new OneStation([LEARNING]);
      for (const each of moves) {
        const { step } = station;
        if (each === 'leave') station.touch({ do: 'leave' });
        else if (each === 'idle') station.wait(61);
        else if (step.at === 'attract') station.start('fake-police');
        else if (step.at === 'item') answerOnly(station, each !== 'wrong');
        else if (step.at === 'beat' && step.beat === 'hotel') station.choose('hang-up');
        else station.next();
      }
      const counted = station.countedOf('item.');
      expect(counted.length % 4).toBe(0);
      passes += counted.length / 4;
      for (let pass = 0; pass < counted.length; pass += 4) {
        const items = counted.slice(pass, pass + 4).map((label) => label.split('/'));
        expect(items.map(([phase]) => phase)).toEqual(['before', 'before', 'after', 'after']);
        for (const pair of [items.slice(0, 2), items.slice(2)])
          expect(pair.map(([, , item]) => truthOf(item!)).sort()).toEqual(['genuine', 'scam']);
        expect(new Set(items.map(([, , item]) => item)).size).toBe(4);
      }
    }),
    { numRuns: 200 },
  );
  expect(passes).toBeGreaterThan(50);
});

function answerOnly(station: OneStation, right: boolean): void {
  const { item } = station.step as { item: string };
  const truth = truthOf(item);
  station.choose(right ? truth : truth === 'scam' ? 'genuine' : 'scam');
}
