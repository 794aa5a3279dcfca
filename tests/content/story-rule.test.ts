import { storyRule, type StoryState } from '@pingan/content/kinds/story/rule';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aStory, type RandomBeat, storyOf } from './a-story.ts';
import { actionsWith, keepsToTheContract, play } from './play.ts';

const FULL = { length: 'full', luck: 'x' } as const;
const SHORT = { length: 'short', luck: 'x' } as const;
const story = aStory();
const { start, next, counts, lights, buttons, isOver } = storyRule;
const after = (...actions: string[]): StoryState =>
  actions.reduce<StoryState>(
    (state, action) =>
      next(story, state, action === 'next' ? { do: 'next' } : { do: 'choose', choice: action }),
    start(story, FULL),
  );

describe('a story', () => {
  it('begins at the first beat, in the length that was set', () => {
    expect(start(story, FULL)).toEqual({ at: 'beat', beat: 'ring', length: 'full' });
    expect(start(story, SHORT)).toEqual({ at: 'beat', beat: 'ring', length: 'short' });
  });

  it('goes from beat to beat, and through the feedback of a choice to an ending', () => {
    expect(after('next')).toEqual({ at: 'beat', beat: 'hotel', length: 'full' });
    expect(after('next', 'hang-up')).toMatchObject({ at: 'feedback', beat: 'hotel', choice: 'hang-up' });
    expect(after('next', 'hang-up', 'next')).toEqual({ at: 'result', ending: 'safe' });
    expect(after('next', 'pay', 'next')).toEqual({ at: 'result', ending: 'caught' });
  });

  it.each([
    ['a choice where the story just goes on', ['hang-up'], 'ring'],
    ['next where there is something to choose', ['next', 'next'], 'hotel'],
    ['a choice this beat does not offer', ['next', 'unknown'], 'hotel'],
  ])('ignores %s', (_, actions, beat) => {
    expect(after(...actions)).toMatchObject({ at: 'beat', beat });
  });

  it('gives back the very same state when nothing happens, so that nobody takes it for a change', () => {
    const feedback = after('next', 'pay');
    expect(next(story, feedback, { do: 'choose', choice: 'hang-up' })).toBe(feedback);
    const result = after('next', 'pay', 'next');
    expect(next(story, result, { do: 'next' })).toBe(result);
    const nowhere: StoryState = { at: 'beat', beat: 'of-another-story', length: 'full' };
    expect(next(story, nowhere, { do: 'next' })).toBe(nowhere);
  });

  it('counts each beat as a step, and each choice once it is made', () => {
    const { counts: all } = play(storyRule, story, start(story, FULL), [
      { do: 'next' },
      { do: 'choose', choice: 'pay' },
      { do: 'next' },
    ]);
    expect(all.map(({ metric, label }) => `${metric} ${label}`)).toEqual([
      'step small/ring',
      'step small/hotel',
      'story.choice small/hotel/pay',
    ]);
    expect(counts(story, after('next', 'pay'), after('next', 'pay', 'next'))).toEqual([]);
  });

  it('lights the turning point of a choice fully, and lets that of an ending glow', () => {
    expect(lights(story, after('next', 'pay'))).toMatchObject({ turningPoint: 'hushed', level: 'full' });
    expect(lights(story, after('next', 'pay', 'next'))).toMatchObject({
      turningPoint: 'hushed',
      level: 'glow',
    });
  });

  it('takes the scam button for the safe choice, the genuine one for what the trick waits for', () => {
    expect(buttons(story, after('next'))).toEqual({
      genuine: { do: 'choose', choice: 'pay' },
      scam: { do: 'choose', choice: 'hang-up' },
      decides: true,
    });
    expect(buttons(story, after())).toMatchObject({ genuine: { do: 'next' }, decides: false });
    expect(buttons(story, after('next', 'pay', 'next'))).toEqual({
      genuine: null,
      scam: null,
      decides: false,
    });
  });
});

/** Stories whose beats lead on to later ones or to endings, as a checked story's short length does in the end. */
const forwardStories = fc
  .record({ beats: fc.integer({ min: 2, max: 7 }), endings: fc.integer({ min: 1, max: 3 }) })
  .chain(({ beats, endings }) =>
    fc
      .tuple(
        ...Array.from({ length: beats }, (_, b): fc.Arbitrary<RandomBeat> => {
          const later = fc.integer({ min: b + 1, max: beats + endings - 1 });
          return fc.record({
            to: fc.array(later, { minLength: 1, maxLength: 3 }),
            shortcut: fc.option(later),
          });
        }),
      )
      .map((drawn) => storyOf(drawn, endings)),
  );
const choices = fc.array(fc.nat(2), { minLength: 20, maxLength: 20 });

/** Always goes on, choosing as told where there is something to choose. */
function goOn(story: ReturnType<typeof aStory>, length: 'short' | 'full', picks: readonly number[]) {
  const states = [start(story, { length, luck: '' })];
  for (const pick of picks) {
    const state = states.at(-1)!;
    const on = next(story, state, { do: 'next' });
    const chosen = next(story, state, { do: 'choose', choice: `choice-${pick}` });
    const first = next(story, state, { do: 'choose', choice: 'choice-0' });
    states.push(on !== state ? on : chosen !== state ? chosen : first);
  }
  return states;
}

describe('a story of any shape', () => {
  it('keeps to the contract of every kind', () => {
    fc.assert(
      fc.property(
        forwardStories,
        fc.constantFrom(FULL, SHORT),
        actionsWith('choice-0', 'choice-1'),
        (any, set, actions) => keepsToTheContract(storyRule, any, start(any, set), actions),
      ),
    );
  });

  it('comes to an ending in either length when somebody always goes on', () => {
    fc.assert(
      fc.property(
        forwardStories,
        fc.constantFrom('short' as const, 'full' as const),
        choices,
        (any, length, picks) => {
          expect(isOver(goOn(any, length, picks).at(-1)!)).toBe(true);
        },
      ),
    );
  });

  it('never shows a beat with a shortcut in the short length', () => {
    fc.assert(
      fc.property(forwardStories, choices, (any, picks) => {
        for (const state of goOn(any, 'short', picks))
          if (state.at === 'beat')
            expect(any.beats.find(({ id }) => id === state.beat)!.shortcut).toBeUndefined();
      }),
    );
  });

  it('does not hang in a ring of shortcuts, which the check refuses', () => {
    const ring = storyOf(
      [
        { to: [2], shortcut: 1 },
        { to: [2], shortcut: 0 },
      ],
      1,
    );
    expect(start(ring, SHORT)).toMatchObject({ at: 'beat' });
  });
});
