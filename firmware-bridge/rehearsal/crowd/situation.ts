import type { StationView } from '../../sessions/station-view.ts';
import { changed, type DeedMaker } from './deed-maker.ts';
import type { HandsHere } from './hands-here.ts';
import type { HandsLuck } from './hands-luck.ts';
import type { PackTexts } from './pack-texts.ts';
import type { Party } from './party.ts';
import type { Deed } from './station-crowd.ts';
import type { BigButton, StationPlace, ThingHere } from './station-place.ts';
import { wishOf } from './wish.ts';

/** What somebody finds before them: the screen, the place, and who they are with. */
export interface Situation {
  view: StationView;
  texts: PackTexts;
  place: StationPlace;
  hands: HandsHere;
  party: Party;
  luck: HandsLuck;
  make: DeedMaker;
}

/** Something that comes to somebody's mind, and how readily. */
export interface Idea {
  weight: number;
  deed: () => Deed;
}

/**
 * Whether a visit may be ended now. While "still here?" counts down it is not, so that the end of a visit is either somebody's or the clock's; nor while a vote or
 * the alarm is about to move on by itself, which would pass unseen behind it.
 */
export function mayEnd({ view }: Situation): boolean {
  const { step, stillHere, audience } = view;
  if (stillHere !== null || (audience.is === 'group' && audience.vote !== null)) return false;
  return step.at !== 'alarm' || !['announced', 'silenced'].includes(step.rig.stage);
}

export function press(situation: Situation, buttons: readonly BigButton[]): Deed {
  return situation.make.press(situation.view, buttons);
}

/** Lifts or hangs up the handset, as it is not now. */
export function moveHandset({ hands, place, view, texts, make }: Situation): Deed {
  const lifted = !hands.has(place.handset);
  const wish = wishOf({ by: 'handset', lifted }, view, texts);
  return make.handset(lifted, wish === null ? null : changed(view));
}

/** Takes things up; they are put back at once unless somebody keeps them. */
export function take(
  { hands, view, texts, make }: Situation,
  things: readonly ThingHere[],
  keep: boolean,
): Deed {
  const [first] = things;
  const held = hands.things.map(({ id }) => id);
  const wish = first && wishOf({ by: 'thing', thing: first.id, held }, view, texts);
  return make.take(things, keep, wish ? changed(view) : null);
}

/** Things that lie in their places. */
export function lying({ hands, place }: Situation): ThingHere[] {
  return place.things.filter(({ input }) => !hands.has(input));
}
