import { shuffled } from '@pingan/content/draw';
import type { ExhibitAction } from '@pingan/content/kinds/kind-rule';
import type { Story } from '@pingan/content/kinds/story/story';
import { itemOf, type LearningItem } from '@pingan/content/learning-rule';
import type { Exhibit } from '@pingan/content/pack';
import { itemTally, verdictOf } from './learning-pass.ts';
import type { SessionTally } from './session-tallies.ts';

/** A message that was asked at the last stop in this village. */
export interface AskedItem {
  exhibit: string;
  item: string;
}

/** On a return visit one message of last time is asked before anything else: the delayed test, which nobody announces. */
export interface ReturnItem {
  at: 'later';
  story: Story;
  item: LearningItem;
  mistaken: boolean;
  /** What comes after it; null is the menu. */
  then: Exhibit | null;
}

/** Draws one of last time's messages, if the pack still has any of them. @param playable every exhibit that may be shown now */
export function drawReturnItem(
  lastTime: readonly AskedItem[],
  playable: readonly Exhibit[],
  then: Exhibit | null,
  luck: string,
): ReturnItem | null {
  const known = lastTime.flatMap(({ exhibit, item: id }) => {
    const story = playable.find((each) => each.id === exhibit);
    const item = story?.kind === 'story' ? itemOf(story.learning, id) : undefined;
    return story?.kind === 'story' && item !== undefined ? [{ story, item }] : [];
  });
  const [drawn] = shuffled(known, `${luck}/later`);
  return drawn === undefined ? null : { at: 'later', ...drawn, mistaken: false, then };
}

/** What an action means; `on`: the message is done with and what comes after it may begin. Null where it is impossible. */
export function answerReturnItem(
  asked: ReturnItem,
  action: ExhibitAction,
): { asked: ReturnItem | 'on'; tallies: SessionTally[] } | null {
  if (asked.mistaken) return action.do === 'next' ? { asked: 'on', tallies: [] } : null;
  const said = action.do === 'choose' ? verdictOf(action.choice) : null;
  if (said === null) return null;
  const { item, story } = asked;
  const tallies = [itemTally('later', story.id, item, said)];
  return { asked: item.truth === said ? 'on' : { ...asked, mistaken: true }, tallies };
}
