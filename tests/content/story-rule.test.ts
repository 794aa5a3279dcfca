import { nextStory, startStory, type StoryState } from '@pingan/content/kinds/story/rule';
import { expect, it } from 'vitest';
import { aStory } from './a-story.ts';

const story = aStory();
const play = (...actions: string[]): StoryState =>
  actions.reduce<StoryState>(
    (state, action) =>
      nextStory(story, state, action === 'next' ? { do: 'next' } : { do: 'choose', choice: action }),
    startStory(story),
  );

it('begins at the first beat', () => {
  expect(startStory(story)).toEqual({ at: 'beat', beat: 'ring' });
});

it('goes from beat to beat, and through the feedback of a choice to an ending', () => {
  expect(play('next')).toEqual({ at: 'beat', beat: 'hotel' });
  expect(play('next', 'hang-up')).toEqual({ at: 'feedback', beat: 'hotel', choice: 'hang-up' });
  expect(play('next', 'hang-up', 'next')).toEqual({ at: 'result', ending: 'safe' });
  expect(play('next', 'pay', 'next')).toEqual({ at: 'result', ending: 'caught' });
});

it.each([
  ['a choice where the story just goes on', ['hang-up'], 'ring'],
  ['next where there is something to choose', ['next', 'next'], 'hotel'],
  ['a choice this beat does not offer', ['next', 'unknown'], 'hotel'],
])('ignores %s', (_, actions, beat) => {
  expect(play(...actions)).toEqual({ at: 'beat', beat });
});

it('gives back the very same state when nothing happens, so that nobody takes it for a change', () => {
  const feedback = play('next', 'pay');
  expect(nextStory(story, feedback, { do: 'choose', choice: 'hang-up' })).toBe(feedback);
  const result = play('next', 'pay', 'next');
  expect(nextStory(story, result, { do: 'next' })).toBe(result);
  const nowhere: StoryState = { at: 'beat', beat: 'of-another-story' };
  expect(nextStory(story, nowhere, { do: 'next' })).toBe(nowhere);
});
