import type { Path } from '../../texts.ts';
import type { Length } from '../kind-rule.ts';
import { beatsIn } from './rule.ts';
import type { Story } from './story.ts';

/** The ways of a story in one length, as its rule goes them. */
export interface StoryGraph {
  /** Where it begins; undefined where shortcuts lead nowhere. */
  first: string | undefined;
  /** `to` is undefined where shortcuts lead nowhere. */
  steps: { from: string; to: string | undefined; path: Path }[];
}

/** The beats that the length shows and where each leads; the short length follows shortcuts. */
export function graphOf(story: Story, length: Length): StoryGraph {
  const shown = new Set(beatsIn(story, length));
  const land = (id: string) => (length === 'full' ? id : afterShortcuts(story, id));
  const steps = story.beats.flatMap((beat, b) =>
    shown.has(beat) ? stepsOf(beat, ['beats', b, 'then']) : [],
  );
  return {
    first: story.beats[0] && land(story.beats[0].id),
    steps: steps.map((step) => ({ ...step, to: land(step.to) })),
  };
}

function stepsOf({ id, then }: Story['beats'][number], path: Path) {
  if ('next' in then) return [{ from: id, to: then.next, path: [...path, 'next'] }];
  return then.choices.map(({ next }, c) => ({ from: id, to: next, path: [...path, 'choices', c, 'next'] }));
}

/** Where somebody who is sent to a beat comes in the short length; undefined for a ring. */
export function afterShortcuts(story: Story, id: string): string | undefined {
  let here = id;
  for (let hops = 0; hops <= story.beats.length; hops += 1) {
    const shortcut = story.beats.find((beat) => beat.id === here)?.shortcut;
    if (shortcut === undefined) return here;
    here = shortcut;
  }
  return undefined;
}

/** Every step that can be reached from the first. */
export function reachedIn({ first, steps }: StoryGraph): Set<string> {
  return closure(first === undefined ? [] : [first], steps);
}

/** Every step from which one of the ends can be reached, the ends among them. */
export function leadingTo(ends: readonly string[], { steps }: StoryGraph): Set<string> {
  return closure(
    ends,
    steps.flatMap(({ from, to }) => (to === undefined ? [] : [{ from: to, to: from }])),
  );
}

function closure(start: readonly string[], steps: readonly { from: string; to: string | undefined }[]) {
  const reached = new Set(start);
  for (let size = -1; size !== reached.size;) {
    size = reached.size;
    for (const { from, to } of steps) if (to !== undefined && reached.has(from)) reached.add(to);
  }
  return reached;
}
