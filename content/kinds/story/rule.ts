import { BOTH_GO_ON, type KindRule, type Length, NO_BUTTONS } from '../kind-rule.ts';
import type { Beat, Ending, Story } from './story.ts';

/** Where somebody is in a story. `feedback` follows every choice and says what the choice met. */
export type StoryState =
  | { at: 'beat'; beat: string; length: Length }
  | { at: 'feedback'; beat: string; choice: string; length: Length }
  | { at: 'result'; ending: string };

export type Choice = Extract<Beat['then'], { choices: unknown }>['choices'][number];

export const storyRule: KindRule<Story, StoryState> = {
  start(story, { length }) {
    const [first] = story.beats;
    if (first === undefined) throw new EmptyStoryError(story.id);
    return arrive(story, first.id, length);
  },

  next(story, state, action) {
    switch (state.at) {
      case 'beat': {
        const then = beatOf(story, state.beat)?.then;
        if (then === undefined) return state;
        if ('next' in then) return action.do === 'next' ? goTo(story, state, then.next) : state;
        if (action.do !== 'choose' || !then.choices.some(({ id }) => id === action.choice)) return state;
        return { ...state, at: 'feedback', choice: action.choice };
      }
      case 'feedback': {
        const choice = choiceOf(story, state.beat, state.choice);
        return action.do === 'next' && choice !== undefined ? goTo(story, state, choice.next) : state;
      }
      case 'result':
        return state;
    }
  },

  isOver: ({ at }) => at === 'result',

  counts(story, before, state) {
    if (before === state) return [];
    if (state.at === 'beat') return [{ metric: 'step', label: `${story.id}/${state.beat}` }];
    if (state.at === 'feedback')
      return [{ metric: 'story.choice', label: `${story.id}/${state.beat}/${state.choice}` }];
    return [];
  },

  lights(story, state) {
    switch (state.at) {
      case 'beat': {
        const beat = beatOf(story, state.beat);
        return { lights: beat?.lights ?? {}, turningPoint: beat?.turningPoint, level: 'full' };
      }
      case 'feedback': {
        const { turningPoint } = choiceOf(story, state.beat, state.choice)?.feedback ?? {};
        return { lights: beatOf(story, state.beat)?.lights ?? {}, turningPoint, level: 'full' };
      }
      case 'result': {
        const ending = endingOf(story, state.ending);
        return { lights: ending?.lights ?? {}, turningPoint: ending?.turningPoint, level: 'glow' };
      }
    }
  },

  /** "Scam" takes the first safe choice, "genuine" the first one the trick waits for. */
  buttons(story, state) {
    if (state.at === 'result') return NO_BUTTONS;
    const beat = state.at === 'beat' ? beatOf(story, state.beat) : undefined;
    if (beat === undefined || !('choices' in beat.then)) return BOTH_GO_ON;
    const choose = (verdict: Choice['verdict']) => {
      const choice = choicesOf(beat).find((offered) => offered.verdict === verdict);
      return choice === undefined ? null : ({ do: 'choose', choice: choice.id } as const);
    };
    return { genuine: choose('caught'), scam: choose('safe'), decides: true };
  },

  spoken(story, state) {
    switch (state.at) {
      case 'beat': {
        const beat = beatOf(story, state.beat);
        return beat === undefined ? [] : [beat.text, ...choicesOf(beat).map(({ text }) => text)];
      }
      case 'feedback': {
        const choice = choiceOf(story, state.beat, state.choice);
        return choice === undefined ? [] : [choice.feedback.text];
      }
      case 'result': {
        const ending = endingOf(story, state.ending);
        return ending === undefined ? [] : [ending.title, ending.text, ...ending.actions];
      }
    }
  },
};

/** The beat of that id, if the story has it. */
export function beatOf(story: Story, id: string): Beat | undefined {
  return story.beats.find((beat) => beat.id === id);
}

/** The choices a beat offers; none where it simply goes on. */
export function choicesOf(beat: Beat): Choice[] {
  return 'choices' in beat.then ? beat.then.choices : [];
}

/** The choice of that id in that beat, if the story has it. */
export function choiceOf(story: Story, beatId: string, choiceId: string): Choice | undefined {
  const beat = beatOf(story, beatId);
  return beat === undefined ? undefined : choicesOf(beat).find(({ id }) => id === choiceId);
}

/** The ending of that id, if the story has it. */
export function endingOf(story: Story, id: string): Ending | undefined {
  return story.endings.find((ending) => ending.id === id);
}

/** The beats of a length in the order of the file. */
export function beatsIn(story: Story, length: Length): Beat[] {
  return length === 'full' ? story.beats : story.beats.filter(({ shortcut }) => shortcut === undefined);
}

function goTo(story: Story, state: Extract<StoryState, { length: Length }>, id: string): StoryState {
  const known = beatOf(story, id) !== undefined || endingOf(story, id) !== undefined;
  return known ? arrive(story, id, state.length) : state;
}

/** Follows shortcuts in the short length. A ring of them, which the check refuses, stops where it began to repeat. */
function arrive(story: Story, id: string, length: Length): StoryState {
  const passed = new Set<string>();
  let here = id;
  for (;;) {
    const shortcut = length === 'short' ? beatOf(story, here)?.shortcut : undefined;
    if (shortcut === undefined || passed.has(here)) break;
    passed.add(here);
    here = shortcut;
  }
  return endingOf(story, here) === undefined
    ? { at: 'beat', beat: here, length }
    : { at: 'result', ending: here };
}

export class EmptyStoryError extends Error {
  constructor(story: string) {
    super(`story ${story} has no beats; give it at least two`);
  }
}
