import type { Exhibit } from '@pingan/content/pack';
import { meaningOf } from '@pingan/firmware-bridge/sessions/hand-controls';
import type { HandControl } from '@pingan/firmware-bridge/sessions/station-state';
import { movePlay, type Play, startPlay } from '@pingan/firmware-bridge/sessions/play';
import { describe, expect, it } from 'vitest';
import { aStory } from '../../content/a-story.ts';
import { ALARM, COLLECTION, JUDGE, LEARNING, VOICE } from './sample-exhibits.ts';

const story = aStory();
const attract = { at: 'attract' } as const;
const begun = (exhibit: Exhibit): Play =>
  startPlay(exhibit, { length: 'full', luck: 'luck', alone: true, at: 0 }).play;
const on = (play: Play, ...moves: ('next' | string)[]): Play =>
  moves.reduce<Play>((here, move) => {
    const step = movePlay(here, move === 'next' ? { do: 'next' } : { do: 'choose', choice: move }, 0);
    if (step === null || step.play === 'over') throw new Error(`${move} is impossible`);
    return step.play;
  }, play);
const meant = (activity: Play | typeof attract, control: HandControl, offered: Exhibit[] = []) =>
  meaningOf(activity, control, offered);

describe('the two big buttons', () => {
  it('start the first exhibit that they can play', () => {
    expect(meant(attract, 'scam', [COLLECTION, VOICE, ALARM, JUDGE, story])).toEqual({
      do: 'start',
      exhibit: JUDGE,
    });
    expect(meant(attract, 'scam', [COLLECTION])).toBeNull();
    expect(meant(attract, 'scam')).toBeNull();
  });
  it('take the safe choice for "scam" and the one the trick waits for for "genuine"', () => {
    const hotel = on(begun(story), 'next');
    expect(meant(hotel, 'scam')).toEqual({
      do: 'move',
      action: { do: 'choose', choice: 'hang-up' },
      decides: true,
    });
    expect(meant(hotel, 'genuine')).toMatchObject({ action: { choice: 'pay' }, decides: true });
  });
  it('put a message where it belongs, before a story as in a judge', () => {
    expect(meant(begun(LEARNING), 'scam')).toMatchObject({ action: { choice: 'scam' }, decides: true });
    expect(meant(begun(JUDGE), 'scam')).toMatchObject({ action: { choice: 'fake' }, decides: true });
    expect(meant(begun(JUDGE), 'genuine')).toMatchObject({ action: { choice: 'real' }, decides: true });
  });
  it('go on where there is nothing to decide', () => {
    const go = { do: 'move', action: { do: 'next' }, decides: false };
    expect(meant(begun(story), 'genuine')).toEqual(go);
    expect(meant(on(begun(story), 'next', 'hang-up'), 'scam')).toEqual(go);
    expect(meant(on(begun(story), 'next', 'hang-up', 'next'), 'scam')).toEqual(go);
    expect(meant(on(begun(story), 'next', 'hang-up', 'next', 'next'), 'scam')).toEqual(go);
  });
  it('mean nothing in a collection, at questions and at the alarm', () => {
    for (const exhibit of [COLLECTION, VOICE, ALARM]) expect(meant(begun(exhibit), 'scam')).toBeNull();
  });
});

describe('the telephone', () => {
  it('starts a story told on the telephone when the handset is lifted, and no other', () => {
    expect(meant(attract, 'handset-lifted', [JUDGE, story])).toEqual({ do: 'start', exhibit: story });
    expect(meant(attract, 'handset-lifted', [JUDGE, { ...story, medium: 'sms' }])).toBeNull();
  });
  it('hangs up on the scammer at once, without a vote, and only where that is offered', () => {
    expect(meant(on(begun(story), 'next'), 'handset-hung-up')).toEqual({
      do: 'move',
      action: { do: 'choose', choice: 'hang-up' },
      decides: false,
    });
    expect(meant(begun(story), 'handset-hung-up')).toBeNull();
    expect(meant(begun(JUDGE), 'handset-hung-up')).toBeNull();
    expect(meant(begun(LEARNING), 'handset-hung-up')).toBeNull();
  });
  it('leaves when it is hung up at the result or at the closing', () => {
    expect(meant(on(begun(story), 'next', 'hang-up', 'next'), 'handset-hung-up')).toEqual({ do: 'leave' });
    expect(meant(on(begun(story), 'next', 'hang-up', 'next', 'next'), 'handset-hung-up')).toEqual({
      do: 'leave',
    });
  });
  it('means nothing more when it is lifted in the middle of a story', () => {
    expect(meant(on(begun(story), 'next'), 'handset-lifted')).toBeNull();
    expect(meant(on(begun(story), 'next', 'hang-up', 'next'), 'handset-lifted')).toBeNull();
  });
});
