import { lengthFor } from '@pingan/firmware-bridge/sessions/length';
import { askedBy, askedLastTime, withAsked } from '@pingan/firmware-bridge/sessions/last-time';
import { neverOffered } from '@pingan/firmware-bridge/sessions/offers';
import { itemOf } from '@pingan/content/learning-rule';
import { USUAL_REACH } from '@pingan/protocol/screen-messages';
import { describe, expect, it } from 'vitest';
import { ALARM, COLLECTION, JUDGE, LEARNING } from './sample-exhibits.ts';
import { OneStation } from './some-stations.ts';

describe('the length of what starts now', () => {
  it.each([
    ['none', 8, 'full'],
    ['none', 9, 'short'],
    ['short', 4, 'full'],
    ['short', 5, 'short'],
    ['long', 0, 'short'],
  ] as const)('is, with queue %s and %i aboard, %s', (queue, aboard, length) => {
    expect(lengthFor({ queue, aboard, crowded: 8 })).toBe(length);
  });
});

describe('the menu', () => {
  it('opens at the first touch where there are several exhibits, and starts one of them', () => {
    const station = new OneStation([JUDGE, COLLECTION]);
    station.touch({ do: 'begin' });
    expect(station.step).toEqual({ at: 'menu', exhibits: ['messages', 'locks'] });
    expect(station.counted).toEqual(['session.start']);
    station.start('locks');
    expect(station.counted).toEqual(['session.start', 'collection.start locks']);
  });

  it('is left out where there is one exhibit alone', () => {
    const station = new OneStation([JUDGE]);
    station.touch({ do: 'begin' });
    expect(station.step.at).toBe('sort');
  });

  it('can be left, and ends by itself', () => {
    const station = new OneStation([JUDGE, COLLECTION]);
    station.touch({ do: 'begin' });
    station.wait(60);
    station.wait(20);
    expect(station.countedOf('session.end')).toEqual(['timeout']);
    station.touch({ do: 'begin' });
    station.touch({ do: 'leave' });
    expect(station.countedOf('session.end')).toEqual(['timeout', 'left']);
  });
});

describe('reach', () => {
  const easy = { do: 'reach', reach: { easyRead: true, volume: 3 } } as const;

  it('changes for the visitor who asks, and is back to normal for the next one', () => {
    const station = new OneStation([JUDGE]);
    station.start('messages');
    station.touch(easy);
    expect(station.view.reach).toEqual({ ...USUAL_REACH, easyRead: true, volume: 3 });
    expect(station.touch(easy).changed).toEqual([]);
    station.touch({ do: 'leave' });
    expect(station.view.reach).toEqual(USUAL_REACH);
    expect(station.countedOf('easy-read')).toEqual(['on']);
  });

  it('counts easy reading that was used and switched off again, and none in the next session', () => {
    const station = new OneStation([JUDGE]);
    station.touch(easy);
    station.start('messages');
    station.touch({ do: 'reach', reach: { easyRead: false } });
    station.touch({ do: 'leave' });
    station.start('messages');
    station.touch({ do: 'leave' });
    expect(station.countedOf('easy-read')).toEqual(['on']);
  });

  it('that was changed on attract and changed back is nothing to forget', () => {
    const station = new OneStation([JUDGE]);
    station.touch(easy);
    station.touch({ do: 'reach', reach: USUAL_REACH });
    expect(station.wait(60).changed).toEqual([]);
  });

  it('is forgotten on attract when whoever chose it has gone away, and nothing is counted', () => {
    const station = new OneStation([JUDGE]);
    station.touch(easy);
    station.wait(60);
    expect(station.view.reach).toEqual(USUAL_REACH);
    expect(station.counted).toEqual([]);
  });
});

describe('a return visit', () => {
  const lastTime = () => [{ exhibit: 'fake-police', item: 'two-scam' }];
  const later = { at: 'item', exhibit: 'fake-police', phase: 'later', item: 'two-scam', index: 0, count: 1 };

  it('asks one message of last time before anything else, and counts it at once', () => {
    const station = new OneStation([JUDGE, LEARNING], { lastTime });
    station.touch({ do: 'begin' });
    expect(station.step).toEqual(later);
    station.choose('scam');
    expect(station.step.at).toBe('menu');
    expect(station.counted).toEqual(['session.start', 'item.hit later/fake-police/two-scam']);
  });

  it('shows what was overlooked after a mistake, and then goes on to what was chosen', () => {
    const station = new OneStation([JUDGE, LEARNING], { lastTime });
    station.start('messages');
    station.choose('genuine');
    expect(station.step).toMatchObject({ at: 'item-feedback', phase: 'later' });
    station.next();
    expect(station.step.at).toBe('sort');
    expect(station.countedOf('judge.start')).toEqual(['messages']);
    expect(station.countedOf('item.miss')).toHaveLength(1);
  });

  it('asks nothing of a group, of whoever lifts something, in the short length, or what the pack has lost', () => {
    const group = new OneStation([JUDGE], { lastTime });
    group.press('scam');
    expect(group.step.at).toBe('sort');
    const lifter = new OneStation([COLLECTION, LEARNING], { lastTime });
    lifter.lift('lock-01');
    expect(lifter.step.at).toBe('object');
    const hurried = new OneStation([LEARNING], { lastTime, length: () => 'short' });
    hurried.start('fake-police');
    expect(hurried.step.at).toBe('beat');
    const lost = new OneStation([JUDGE, LEARNING], {
      lastTime: () => [{ exhibit: 'fake-police', item: 'gone' }],
    });
    lost.start('messages');
    expect(lost.step.at).toBe('sort');
    expect(itemOf(LEARNING.learning, 'gone')).toBeUndefined();
  });

  it('remembers the messages of two stops, asks those of the other, and forgets the one before', () => {
    const item = (id: string) => ({ exhibit: 'fake-police', item: id });
    const first = withAsked([], 'spring', item('one-scam'));
    expect(askedLastTime(first, 'spring')).toEqual([]);
    expect(askedLastTime(first, 'autumn')).toEqual([item('one-scam')]);
    const second = withAsked(first, 'autumn', item('two-scam'));
    expect(askedLastTime(second, 'autumn')).toEqual([item('one-scam')]);
    expect(withAsked(second, 'autumn', item('two-scam'))).toBe(second);
    const third = withAsked(second, 'winter', item('three-scam'));
    expect(third.map(({ stop }) => stop)).toEqual(['autumn', 'winter']);
    expect(askedLastTime(third, null)).toEqual([]);
  });

  it('keeps at most twelve messages of a stop', () => {
    let asked = withAsked([], 'spring', { exhibit: 'e', item: 'i-0' });
    for (let nth = 1; nth < 40; nth += 1)
      asked = withAsked(asked, 'spring', { exhibit: 'e', item: `i-${nth}` });
    expect(asked[0]!.items).toHaveLength(12);
  });

  it('learns what was asked from the tallies of a complete pass alone', () => {
    expect(askedBy({ metric: 'item.hit', label: 'before/fake-police/one-scam' })).toEqual({
      exhibit: 'fake-police',
      item: 'one-scam',
    });
    for (const label of ['later/fake-police/one-scam', 'play/messages/a'])
      expect(askedBy({ metric: 'item.hit', label })).toBeNull();
    expect(askedBy({ metric: 'story.choice', label: 'before/x/y' })).toBeNull();
  });
});

it('says why an exhibit is never offered, and what to do', () => {
  const stations = [
    { id: 'locks', exhibits: ['burglar', 'locks', 'missing'] },
    { id: 'phone', exhibits: ['burglar'] },
  ];
  const words = neverOffered(stations, [ALARM, COLLECTION], 'locks');
  expect(words).toHaveLength(2);
  expect(words[0]).toMatch(/missing.*locks.*content pack/);
  expect(words[1]).toMatch(/burglar.*phone.*belongs to station locks/);
  expect(neverOffered(stations, [ALARM, COLLECTION], null)[0]).toMatch(/no alarm rig/);
});
