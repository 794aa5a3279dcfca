import type { Beat, Story } from './story.ts';

/** Where somebody is in a story. `feedback` follows every choice and says what the choice met. */
export type StoryState =
  | { at: 'beat'; beat: string }
  | { at: 'feedback'; beat: string; choice: string }
  | { at: 'result'; ending: string };

export type StoryAction = { do: 'next' } | { do: 'choose'; choice: string };

/** A story begins at its first beat. */
export function startStory(story: Story): StoryState {
  const [first] = story.beats;
  if (first === undefined) throw new EmptyStoryError(story.id);
  return { at: 'beat', beat: first.id };
}

/** Where the action leads. An action that is impossible here gives back the very same state. */
export function nextStory(story: Story, state: StoryState, action: StoryAction): StoryState {
  switch (state.at) {
    case 'beat': {
      const then = beatOf(story, state.beat)?.then;
      if (then === undefined) return state;
      if ('next' in then) return action.do === 'next' ? goTo(story, state, then.next) : state;
      if (action.do !== 'choose' || !then.choices.some(({ id }) => id === action.choice)) return state;
      return { at: 'feedback', beat: state.beat, choice: action.choice };
    }
    case 'feedback': {
      const choice = choiceOf(story, state.beat, state.choice);
      return action.do === 'next' && choice !== undefined ? goTo(story, state, choice.next) : state;
    }
    case 'result':
      return state;
  }
}

/** The beat of that id, if the story has it. */
export function beatOf(story: Story, id: string): Beat | undefined {
  return story.beats.find((beat) => beat.id === id);
}

/** The choices a beat offers; none where it simply goes on. */
export function choicesOf(beat: Beat): Choice[] {
  return 'choices' in beat.then ? beat.then.choices : [];
}
export type Choice = Extract<Beat['then'], { choices: unknown }>['choices'][number];

/** The choice of that id in that beat, if the story has it. */
export function choiceOf(story: Story, beatId: string, choiceId: string): Choice | undefined {
  const beat = beatOf(story, beatId);
  return beat === undefined ? undefined : choicesOf(beat).find(({ id }) => id === choiceId);
}

/** The ending of that id, if the story has it. */
export function endingOf(story: Story, id: string): Story['endings'][number] | undefined {
  return story.endings.find((ending) => ending.id === id);
}

function goTo(story: Story, state: StoryState, id: string): StoryState {
  if (beatOf(story, id) !== undefined) return { at: 'beat', beat: id };
  if (endingOf(story, id) !== undefined) return { at: 'result', ending: id };
  return state;
}

export class EmptyStoryError extends Error {
  constructor(story: string) {
    super(`story ${story} has no beats; give it at least two`);
  }
}
