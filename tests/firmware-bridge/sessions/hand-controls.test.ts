import { actionOf } from '@pingan/firmware-bridge/sessions/hand-controls';
import { describe, expect, it } from 'vitest';
import { aStory } from '../../content/a-story.ts';

const story = aStory();
const attract = { at: 'attract' as const, exhibits: [story.id] };
const beat = (id: string) => ({ at: 'beat', exhibit: story.id, beat: id }) as const;
const feedback = { at: 'feedback', exhibit: story.id, beat: 'hotel', choice: 'hang-up' } as const;
const result = { at: 'result', exhibit: story.id, ending: 'safe' } as const;

describe('the two big buttons', () => {
  it('start what the station offers', () => {
    expect(actionOf(attract, 'scam', [story])).toEqual({ do: 'start', exhibit: story.id });
    expect(actionOf({ at: 'attract', exhibits: [] }, 'scam', [story])).toBeNull();
  });
  it('take the safe choice for "scam" and the one the trick waits for for "genuine"', () => {
    const choices = story.beats.find(({ id }) => id === 'hotel')!.then as {
      choices: { id: string; verdict: string }[];
    };
    const of = (verdict: string) => choices.choices.find((choice) => choice.verdict === verdict)!.id;
    expect(actionOf(beat('hotel'), 'scam', [story])).toEqual({ do: 'choose', choice: of('safe') });
    expect(actionOf(beat('hotel'), 'genuine', [story])).toEqual({ do: 'choose', choice: of('caught') });
  });
  it('go on where there is nothing to decide, and leave the result', () => {
    expect(actionOf(beat('ring'), 'genuine', [story])).toEqual({ do: 'next' });
    expect(actionOf(feedback, 'scam', [story])).toEqual({ do: 'next' });
    expect(actionOf(result, 'scam', [story])).toEqual({ do: 'leave' });
  });
});

describe('the telephone', () => {
  it('starts a story told on the telephone when the handset is lifted, and no other', () => {
    expect(actionOf(attract, 'handset-lifted', [story])).toEqual({ do: 'start', exhibit: story.id });
    expect(actionOf(attract, 'handset-lifted', [{ ...story, medium: 'sms' }])).toBeNull();
  });
  it('hangs up on the scammer only where that is offered', () => {
    expect(actionOf(beat('hotel'), 'handset-hung-up', [story])).toMatchObject({ do: 'choose' });
    expect(actionOf(beat('ring'), 'handset-hung-up', [story])).toBeNull();
  });
  it('means nothing more when it is lifted in the middle of a story', () => {
    expect(actionOf(beat('hotel'), 'handset-lifted', [story])).toBeNull();
    expect(actionOf(result, 'handset-lifted', [story])).toBeNull();
  });
});
