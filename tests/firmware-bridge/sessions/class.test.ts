import { countHand, majorityOf, MOST_HANDS } from '@pingan/firmware-bridge/sessions/hands';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JUDGE, LEARNING, VOICE } from './sample-exhibits.ts';
import { OneStation } from './some-stations.ts';

const hands = ({ view }: OneStation) => (view.audience.is === 'class' ? view.audience.hands : 'no class');

function raise(station: OneStation, choice: string, times: number): void {
  for (let hand = 0; hand < times; hand += 1) station.touch({ do: 'hands', choice, more: true });
}

function classAtDecision(): OneStation {
  const station = new OneStation([LEARNING]);
  station.present(true);
  station.start('fake-police');
  station.next();
  expect(station.step).toMatchObject({ at: 'beat', beat: 'hotel', length: 'full' });
  return station;
}

describe('a presenter with a class', () => {
  it('plays the full length without messages to tell apart, however many queue', () => {
    const station = new OneStation([LEARNING], { length: () => 'short' });
    station.present(true);
    expect(station.view.audience).toEqual({ is: 'class', hands: {} });
    station.start('fake-police');
    expect(station.step).toMatchObject({ at: 'beat', length: 'full' });
  });

  it('counts the hands that are raised, and goes on with what most of them want', () => {
    const station = classAtDecision();
    raise(station, 'hang-up', 30);
    raise(station, 'pay', 13);
    station.touch({ do: 'hands', choice: 'pay', more: false });
    expect(hands(station)).toEqual({ 'hang-up': 30, pay: 12 });
    station.next();
    expect(station.step).toMatchObject({ at: 'feedback', choice: 'hang-up' });
    expect(hands(station)).toEqual({});
    const told = station.countedOf('hands');
    expect(told.filter((label) => label === 'fake-police/hotel/hang-up')).toHaveLength(30);
    expect(told.filter((label) => label === 'fake-police/hotel/pay')).toHaveLength(12);
    expect(station.countedOf('story.choice')).toEqual([]);
  });

  it('waits while no hand is raised, and takes the first choice on a tie', () => {
    const station = classAtDecision();
    expect(station.next().changed).toEqual([]);
    raise(station, 'pay', 2);
    raise(station, 'hang-up', 2);
    station.next();
    expect(station.step).toMatchObject({ at: 'feedback', choice: 'hang-up' });
  });

  it('counts hands for what is asked and nothing else', () => {
    const station = classAtDecision();
    expect(station.touch({ do: 'hands', choice: 'unknown', more: true }).changed).toEqual([]);
    expect(station.touch({ do: 'hands', choice: 'pay', more: false }).changed).toEqual([]);
    raise(station, 'pay', 1);
    station.next();
    expect(station.touch({ do: 'hands', choice: 'pay', more: true }).changed).toEqual([]);
  });

  it('sorts with a class, and tells of its items by hands alone', () => {
    const station = new OneStation([JUDGE]);
    station.present(true);
    station.start('messages');
    const { order } = station.step as { order: string[] };
    for (let item = 0; item < order.length; item += 1) {
      raise(station, 'fake', 2);
      station.next();
      expect(station.step.at).toBe('sorted');
      station.next();
    }
    expect(station.step.at).toBe('sort-result');
    expect(new Set(station.countedOf('hands'))).toEqual(new Set(order.map((id) => `messages/${id}/fake`)));
    expect(station.countedOf('item.')).toEqual([]);
    expect(station.countedOf('judge.finish')).toEqual(['messages']);
  });

  it('asks a class what worries its village', () => {
    const station = new OneStation([VOICE]);
    station.present(true);
    station.start('voice');
    for (const answer of ['calls', 'theft']) {
      raise(station, answer, 3);
      station.next();
    }
    expect(station.step.at).toBe('question-result');
    expect(station.countedOf('hands')).toHaveLength(6);
    expect(station.countedOf('answer')).toEqual([]);
  });

  it('does not let a palm on a big button decide', () => {
    const station = classAtDecision();
    station.press('genuine');
    expect(station.step).toMatchObject({ at: 'beat', beat: 'hotel' });
  });

  it('is never asked whether it is still there, and the next exhibit is for the class too', () => {
    const station = classAtDecision();
    station.wait(3600);
    expect(station.view.stillHere).toBeNull();
    station.touch({ do: 'leave' });
    expect(station.step.at).toBe('attract');
    expect(station.view.audience).toEqual({ is: 'class', hands: {} });
    station.present(false);
    expect(station.view.audience).toEqual({ is: 'one' });
  });

  it('takes over a running session without ending it: votes and messages are gone', () => {
    const station = new OneStation([LEARNING]);
    station.start('fake-police');
    expect(station.step.at).toBe('item');
    station.present(true);
    expect(station.step).toMatchObject({ at: 'beat', beat: 'ring' });
    expect(station.countedOf('session')).toEqual(['session.start']);
    const group = new OneStation([LEARNING]);
    group.press('scam');
    group.at += 500;
    group.press('scam');
    group.press('genuine');
    group.present(true);
    group.wait(10);
    expect(group.step).toMatchObject({ at: 'beat', beat: 'hotel' });
    expect(group.view.audience).toEqual({ is: 'class', hands: {} });
  });

  it('gives the session back to a single visitor, whose idle time begins then', () => {
    const station = classAtDecision();
    station.wait(3600);
    station.present(false);
    station.wait(59);
    expect(station.view.stillHere).toBeNull();
    station.wait(1);
    expect(station.view.stillHere).toBe(20);
  });
});

it('keeps hands between none and sixty, and follows the largest count', () => {
  const ballot = { asked: 'hotel', choices: ['hang-up', 'pay', 'ask'] };
  const raised = fc.tuple(fc.constantFrom('hang-up', 'pay', 'ask', 'unknown'), fc.boolean());
  fc.assert(
    fc.property(fc.array(raised, { maxLength: 300, size: 'max' }), (all) => {
      const counted = all.reduce<Readonly<Record<string, number>>>(
        (hands, [choice, more]) => countHand(hands, ballot, choice, more),
        {},
      );
      for (const [choice, n] of Object.entries(counted)) {
        expect(ballot.choices).toContain(choice);
        expect(n >= 0 && n <= MOST_HANDS).toBe(true);
      }
      const chosen = majorityOf(counted, ballot);
      const most = Math.max(0, ...Object.values(counted));
      if (most === 0) expect(chosen).toBeNull();
      else expect(counted[chosen!]).toBe(most);
    }),
  );
});
