import type { Step, TouchAction } from '@pingan/protocol/screen-messages';
import type { StationView } from '../../sessions/station-view.ts';
import type { PackTexts } from './pack-texts.ts';
import type { BigButton } from './station-place.ts';

/** Something that a hand did. */
export type Act =
  | { by: 'touch'; action: TouchAction; session: string; step: number }
  | { by: 'button'; button: BigButton }
  | { by: 'handset'; lifted: boolean }
  /** `held`: what was in hands or touched besides. */
  | { by: 'thing'; thing: string; held: readonly string[] };

/** What somebody wants of the screen. `open`: a thing that was taken up shows its card, wherever its shelf begins. */
export type Wish = TouchAction | { do: 'open'; thing: string };

/**
 * What hands mean at a step, as the notes beside the buttons promise: "scam" takes the safe way, "genuine" the one that the trick waits for; hanging up
 * is the safe way too. Null where it means nothing, or is one press of a vote.
 */
export function wishOf(act: Act, view: StationView, texts: PackTexts): Wish | null {
  switch (act.by) {
    case 'touch':
      return act.action;
    case 'button':
      return mayDecide(view, texts) ? buttonWish(act.button, view.step, texts) : null;
    case 'handset':
      return handsetWish(act.lifted, view.step, texts);
    case 'thing':
      return thingWish(act.thing, act.held, view.step, texts);
  }
}

/** What the majority of a vote wants; null while there is none. */
export function majorityWish({ step, audience }: StationView, texts: PackTexts): Wish | null {
  if (audience.is !== 'group' || audience.vote === null) return null;
  const { genuine, scam } = audience.vote;
  if (genuine === scam) return null;
  return buttonWish(genuine > scam ? 'genuine' : 'scam', step, texts);
}

/** Where a group votes. */
export function isDecision(step: Step, texts: PackTexts): boolean {
  if (step.at === 'beat') return texts.choices(step.exhibit, step.beat).length > 0;
  return step.at === 'sort' || step.at === 'item';
}

/** One visitor decides alone; in a group a single press decides nothing, save after a tie whose time is up. */
function mayDecide({ step, audience }: StationView, texts: PackTexts): boolean {
  if (audience.is === 'one' || !isDecision(step, texts)) return true;
  if (audience.is === 'class' || audience.vote === null) return false;
  const { genuine, scam, secondsLeft } = audience.vote;
  // The last second may pass unseen between two looks at the screen.
  return genuine === scam && secondsLeft <= 1;
}

function buttonWish(button: BigButton, step: Step, texts: PackTexts): Wish | null {
  switch (step.at) {
    case 'attract':
    case 'menu': {
      const exhibit = step.exhibits.find((id) => ['story', 'judge'].includes(texts.kindOf(id) ?? ''));
      return exhibit === undefined ? null : { do: 'start', exhibit };
    }
    case 'item':
      return { do: 'choose', choice: button };
    case 'sort':
      return chosen(texts.pileOf(step.exhibit, button));
    case 'beat': {
      const choices = texts.choices(step.exhibit, step.beat);
      if (choices.length === 0) return { do: 'next' };
      return chosen(choices.find(({ verdict }) => (verdict === 'safe') === (button === 'scam'))?.id);
    }
    case 'item-feedback':
    case 'feedback':
    case 'sorted':
      return { do: 'next' };
    default:
      return isOver(step) ? { do: 'next' } : null;
  }
}

function handsetWish(lifted: boolean, step: Step, texts: PackTexts): Wish | null {
  if (step.at === 'attract' || step.at === 'menu') {
    const story = step.exhibits.find((id) => texts.of('story', id)?.medium === 'phone');
    return lifted && story !== undefined ? { do: 'start', exhibit: story } : null;
  }
  if (lifted) return null;
  if (isOver(step)) return { do: 'leave' };
  return step.at === 'beat' && isDecision(step, texts) ? buttonWish('scam', step, texts) : null;
}

function thingWish(thing: string, held: readonly string[], step: Step, texts: PackTexts): Wish | null {
  if (step.at === 'attract' || step.at === 'menu')
    return step.exhibits.some((id) => texts.hasObject(id, thing)) ? { do: 'open', thing } : null;
  if (step.at !== 'shelf' && step.at !== 'object') return null;
  if (!texts.hasObject(step.exhibit, thing)) return null;
  const compares = step.at === 'object' && step.object !== thing && held.includes(step.object);
  return compares ? { do: 'beside', object: thing } : { do: 'choose', choice: thing };
}

/** Thanks, or a result: nothing more is to be done in the exhibit itself. */
function isOver({ at }: Step): boolean {
  return at === 'closing' || at.endsWith('result');
}

function chosen(choice: string | undefined): Wish | null {
  return choice === undefined ? null : { do: 'choose', choice };
}
