import { itemOf, type LearningItem } from '@pingan/content/learning-rule';
import type { Beat, Ending, Story } from '@pingan/content/kinds/story/story';
import type { ContentPack, Exhibit } from '@pingan/content/pack';
import type { Step } from '@pingan/protocol/screen-messages';

export type Choice = Extract<Beat['then'], { choices: unknown }>['choices'][number];
type StepAt<At extends Step['at']> = Extract<Step, { at: At }>;
type ExhibitOf<Kind extends Exhibit['kind']> = Extract<Exhibit, { kind: Kind }>;

/** The steps of each kind that has a room of its own under `kinds/`. */
export interface KindSteps {
  judge: Extract<Step, { order: unknown }>;
  collection: StepAt<'shelf' | 'object' | 'shelf-result'>;
  questions: Extract<Step, { bought: unknown } | { answers: unknown }>;
  alarm: StepAt<'alarm' | 'alarm-result'>;
}
export type RoomKind = keyof KindSteps;

/** What the screen of a kind is given. */
export interface KindView<Kind extends RoomKind> {
  at: KindSteps[Kind]['at'];
  kind: Kind;
  exhibit: ExhibitOf<Kind>;
  step: KindSteps[Kind];
}
export type AnyKindView = { [Kind in RoomKind]: KindView<Kind> }[RoomKind];

/** What a visitor screen shows: a step together with its texts. */
export type View =
  /** Nothing to show yet: no step, or texts that are still on their way. */
  | { at: 'waiting' }
  /** Nothing may be started here now: no exhibit is offered. */
  | { at: 'resting' }
  | { at: 'attract'; exhibits: Exhibit[] }
  | { at: 'menu'; exhibits: Exhibit[] }
  | { at: 'item'; exhibit: Exhibit; item: LearningItem; step: StepAt<'item'> }
  | { at: 'item-feedback'; exhibit: Exhibit; item: LearningItem; step: StepAt<'item-feedback'> }
  | { at: 'beat'; story: Story; beat: Beat; step: StepAt<'beat'> }
  | { at: 'feedback'; story: Story; beat: Beat; choice: Choice; step: StepAt<'feedback'> }
  | { at: 'result'; story: Story; ending: Ending; step: StepAt<'result'> }
  | { at: 'closing'; exhibit: Exhibit; step: StepAt<'closing'> }
  | AnyKindView;

const waiting: View = { at: 'waiting' };

/** A part of the screens that is loaded when it is wanted: a kind, or what comes around every exhibit. */
export type Room = RoomKind | 'session';

/** The room that shows a view; null where the screen that is always there does. */
export function roomOf(view: View): Room | null {
  if ('kind' in view) return view.kind;
  return view.at === 'item' || view.at === 'item-feedback' || view.at === 'closing' ? 'session' : null;
}

/** The rooms a view needs now, or would need after the next touch. */
export function roomsOf(view: View): Room[] {
  if (view.at === 'attract' || view.at === 'menu')
    return ['session', ...view.exhibits.flatMap(({ kind }) => (kind === 'story' ? [] : [kind]))];
  const room = roomOf(view);
  return room === null || room === 'session' ? ['session'] : [room, 'session'];
}

/** Which kind's room a step belongs to. */
const ROOMS: Partial<Record<Step['at'], RoomKind>> = {
  sort: 'judge',
  sorted: 'judge',
  'sort-result': 'judge',
  shelf: 'collection',
  object: 'collection',
  'shelf-result': 'collection',
  house: 'questions',
  'house-result': 'questions',
  question: 'questions',
  'question-result': 'questions',
  alarm: 'alarm',
  'alarm-result': 'alarm',
};

/** Finds the texts of a step. A step whose texts are missing waits: the content is then being loaded again. */
export function viewOf(step: Step | null, content: ContentPack | null): View {
  if (step === null) return waiting;
  if (step.at === 'attract' || step.at === 'menu') {
    if (step.exhibits.length === 0) return { at: 'resting' };
    const exhibits = step.exhibits.flatMap(
      (wanted) => content?.exhibits.filter(({ id }) => id === wanted) ?? [],
    );
    return exhibits.length > 0 ? ({ at: step.at, exhibits } as View) : waiting;
  }
  const exhibit = content?.exhibits.find(({ id }) => id === step.exhibit);
  if (exhibit === undefined) return waiting;
  const room = ROOMS[step.at];
  if (room !== undefined)
    return exhibit.kind === room ? ({ at: step.at, kind: room, exhibit, step } as AnyKindView) : waiting;
  return viewWithin(exhibit, step);
}

function viewWithin(exhibit: Exhibit, step: Step): View {
  if (step.at === 'closing') return { at: 'closing', exhibit, step };
  if (exhibit.kind !== 'story') return waiting;
  switch (step.at) {
    case 'item':
    case 'item-feedback': {
      const item = itemOf(exhibit.learning, step.item);
      return item === undefined ? waiting : ({ at: step.at, exhibit, item, step } as View);
    }
    case 'result': {
      const ending = exhibit.endings.find(({ id }) => id === step.ending);
      return ending ? { at: 'result', story: exhibit, ending, step } : waiting;
    }
    case 'beat':
    case 'feedback':
      return viewOfBeat(exhibit, step);
    default:
      return waiting;
  }
}

function viewOfBeat(story: Story, step: StepAt<'beat' | 'feedback'>): View {
  const beat = story.beats.find(({ id }) => id === step.beat);
  if (beat === undefined) return waiting;
  if (step.at === 'beat') return { at: 'beat', story, beat, step };
  const choice = 'choices' in beat.then ? beat.then.choices.find(({ id }) => id === step.choice) : undefined;
  return choice ? { at: 'feedback', story, beat, choice, step } : waiting;
}
