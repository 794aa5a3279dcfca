import { choicesOf, beatOf, storyRule } from '@pingan/content/kinds/story/rule';
import type { Story } from '@pingan/content/kinds/story/story';
import type { VisitorText } from '@pingan/content/texts';
import type { OfferedChoice } from './Choices.svelte';

/** The choices of a beat, each with the big button that takes it, as the story's own rule says. */
export function offeredChoices(
  story: Story,
  step: { beat: string; length: 'short' | 'full' },
  read: (text: VisitorText) => string,
): OfferedChoice[] {
  const beat = beatOf(story, step.beat);
  if (beat === undefined) return [];
  const { genuine, scam } = storyRule.buttons(story, { at: 'beat', beat: beat.id, length: step.length });
  return choicesOf(beat).map(({ id, text }) => ({
    id,
    text: read(text),
    button: takes(genuine, id) ? 'genuine' : takes(scam, id) ? 'scam' : undefined,
  }));
}

const takes = (action: ReturnType<typeof storyRule.buttons>['genuine'], choice: string) =>
  action?.do === 'choose' && action.choice === choice;
