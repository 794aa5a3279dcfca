import type { TouchAction } from '@pingan/protocol/screen-messages';
import type { At } from './shown-step.ts';
import type { BigButton } from './station-place.ts';
import { type Idea, moveHandset, press, type Situation } from './situation.ts';
import { isDecision } from './wish.ts';

/** Below this many seconds a vote is left alone: a press that comes too late would mean something else. */
const LAST_SECONDS = 2;

/** Messages to tell apart, and a story: by touch, by the big buttons, by the handset. */
export function storyIdeas(
  situation: Situation,
  step: At<'item' | 'item-feedback' | 'beat' | 'feedback'>,
): Idea[] {
  switch (step.at) {
    case 'item':
      return choiceIdeas(situation, ['genuine', 'scam'], verdictOf(situation, step));
    case 'beat': {
      const choices = situation.texts.choices(step.exhibit, step.beat);
      if (choices.length === 0) return goOnIdeas(situation);
      const safe = choices.filter(({ verdict }) => verdict === 'safe').map(({ id }) => id);
      const ids = choices.map(({ id }) => id);
      const { luck } = situation;
      return choiceIdeas(situation, ids, luck.oneOf(safe.length > 0 ? safe : ids));
    }
    default:
      return goOnIdeas(situation);
  }
}

/** Something is chosen on the screen, by a button, by hanging up, or by all together. */
export function choiceIdeas(situation: Situation, choices: readonly string[], right: string): Idea[] {
  const { view, make, party, luck, place, hands } = situation;
  const { audience } = view;
  const vote = audience.is === 'group' ? audience.vote : null;
  if (vote !== null && vote.secondsLeft > 0 && vote.secondsLeft <= LAST_SECONDS)
    return [{ weight: 1, deed: () => onlooking(situation) }];
  const touches = choices.map((choice): TouchAction => ({ do: 'choose', choice }));
  const touched = () => {
    const choice = luck.happens(party.sure) ? right : luck.oneOf(choices);
    return make.touch(view, { do: 'choose', choice }, party, touches);
  };
  const buttons = buttonsHere(situation);
  const byButtons = audience.is === 'group' ? 6 : 1.5 * party.handy;
  return [
    { weight: audience.is === 'group' ? 0.5 : 5, deed: touched },
    ...(buttons.length === 0
      ? []
      : [{ weight: byButtons, deed: () => press(situation, voters(situation, buttons)) }]),
    ...(hands.has(place.handset) ? [{ weight: 1.5 * party.handy, deed: () => moveHandset(situation) }] : []),
    ...(vote !== null ? [{ weight: 5, deed: () => onlooking(situation) }] : []),
  ];
}

/** Nothing is decided: somebody goes on. */
export function goOnIdeas(situation: Situation): Idea[] {
  const { view, make, party } = situation;
  const buttons = buttonsHere(situation);
  const byButtons = view.audience.is === 'group' ? 5 : party.handy;
  return [
    { weight: 5, deed: () => make.touch(view, { do: 'next' }, party) },
    ...(buttons.length === 0
      ? []
      : [{ weight: byButtons, deed: () => press(situation, voters(situation, buttons)) }]),
  ];
}

function onlooking({ view, make }: Situation) {
  const before = JSON.stringify([view.step, view.audience]);
  return make.wait(({ step, audience }) => JSON.stringify([step, audience]) !== before, 2_000);
}

function buttonsHere({ place }: Situation): BigButton[] {
  return (['genuine', 'scam'] as const).filter((button) => place.buttons[button] !== undefined);
}

function voters({ view, luck, texts }: Situation, buttons: readonly BigButton[]): BigButton[] {
  const isVote = view.audience.is === 'group' && isDecision(view.step, texts);
  const several = view.audience.is === 'group' && luck.happens(isVote ? 0.5 : 0.25);
  return Array.from({ length: several ? 2 : 1 }, () => luck.oneOf(buttons));
}

function verdictOf({ texts }: Situation, { exhibit, item }: At<'item'>): string {
  return texts.truthOf(exhibit, item) ?? 'genuine';
}
