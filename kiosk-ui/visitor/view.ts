import type { Beat, Ending, Story } from '@pingan/content/kinds/story';
import type { ContentPack } from '@pingan/content/pack';
import type { Step } from '@pingan/protocol/screen-messages';

export type Choice = Extract<Beat['then'], { choices: unknown }>['choices'][number];

/** What a visitor screen shows: a step together with its texts. */
export type View =
  /** Nothing to show yet: no step, or texts that are still on their way. */
  | { at: 'waiting' }
  /** Nothing may be started here now: no exhibit is offered. */
  | { at: 'resting' }
  | { at: 'attract'; story: Story }
  | { at: 'beat'; story: Story; beat: Beat; index: number }
  | { at: 'feedback'; story: Story; beat: Beat; choice: Choice; index: number }
  | { at: 'result'; story: Story; ending: Ending };

const waiting: View = { at: 'waiting' };

/** Finds the texts of a step. A step whose texts are missing waits: the content is then being loaded again. */
export function viewOf(step: Step | null, content: ContentPack | null): View {
  if (step === null) return waiting;
  if (step.at === 'attract') {
    if (step.exhibits.length === 0) return { at: 'resting' };
    const story = content?.exhibits.find(({ id }) => id === step.exhibits[0]);
    return story ? { at: 'attract', story } : waiting;
  }
  const story = content?.exhibits.find(({ id }) => id === step.exhibit);
  return story ? viewWithin(story, step) : waiting;
}

function viewWithin(story: Story, step: Exclude<Step, { at: 'attract' }>): View {
  if (step.at === 'result') {
    const ending = story.endings.find(({ id }) => id === step.ending);
    return ending ? { at: 'result', story, ending } : waiting;
  }
  const index = story.beats.findIndex(({ id }) => id === step.beat);
  const beat = story.beats[index];
  if (beat === undefined) return waiting;
  if (step.at === 'beat') return { at: 'beat', story, beat, index };
  const choice = 'choices' in beat.then ? beat.then.choices.find(({ id }) => id === step.choice) : undefined;
  return choice ? { at: 'feedback', story, beat, choice, index } : waiting;
}
