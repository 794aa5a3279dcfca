import type { TouchAction } from '@pingan/protocol/screen-messages';
import { alarmIdeas } from './alarm-ideas.ts';
import { changed } from './deed-maker.ts';
import { gameIdeas } from './game-ideas.ts';
import { isBehindResult } from './shown-step.ts';
import { type Idea, lying, mayEnd, moveHandset, press, type Situation, take } from './situation.ts';
import { storyIdeas } from './story-ideas.ts';

/** What may come to people's minds at what they see. */
export function ideasAt(situation: Situation): Idea[] {
  const { view } = situation;
  if (view.stillHere !== null) return [stay(situation), ...someTimes(situation, here(situation))];
  return [...here(situation), ...anywhere(situation)];
}

function stay({ make }: Situation): Idea {
  return { weight: 6, deed: () => make.adjust({ do: 'stay' }, ({ stillHere }) => stillHere === null) };
}

/** Of what would go on with the visit, nothing that could end it. */
function someTimes(situation: Situation, ideas: readonly Idea[]): Idea[] {
  const { view, make } = situation;
  const onlooking = { weight: 1.5, deed: () => make.dream(view) };
  return isBehindResult(view.step) ? [onlooking] : [onlooking, ...ideas];
}

function here(situation: Situation): Idea[] {
  const { step } = situation.view;
  switch (step.at) {
    case 'attract':
      return attractIdeas(situation, step.exhibits);
    case 'menu':
      return menuIdeas(situation, step.exhibits);
    case 'item':
    case 'item-feedback':
    case 'beat':
    case 'feedback':
      return storyIdeas(situation, step);
    case 'alarm':
      return alarmIdeas(situation, step);
    case 'sort':
    case 'sorted':
    case 'shelf':
    case 'object':
    case 'house':
    case 'question':
      return gameIdeas(situation, step);
    default:
      return mayEnd(situation) ? endIdeas(situation) : [];
  }
}

function attractIdeas(situation: Situation, exhibits: readonly string[]): Idea[] {
  const { make, view, party } = situation;
  const begin: TouchAction = { do: 'begin' };
  const touched = exhibits.length === 0 ? [] : [{ weight: 3, deed: () => make.touch(view, begin, party) }];
  return [...touched, ...menuIdeas(situation, exhibits)];
}

function menuIdeas(situation: Situation, exhibits: readonly string[]): Idea[] {
  const { make, view, party, place, hands, luck, texts } = situation;
  const starts = exhibits.map((exhibit): TouchAction => ({ do: 'start', exhibit }));
  const start = { weight: 4, deed: () => make.touch(view, luck.oneOf(starts), party, starts) };
  const hasButtons = Object.keys(place.buttons).length > 0;
  const isPlayable = exhibits.some((id) => ['story', 'judge'].includes(texts.kindOf(id) ?? ''));
  const pressed = { weight: party.together ? 8 : 1, deed: () => press(situation, pressers(situation)) };
  const shown = lying(situation).filter(({ id }) => exhibits.some((exhibit) => texts.hasObject(exhibit, id)));
  const lifted = {
    weight: 3 * party.handy,
    deed: () => take(situation, [luck.oneOf(shown)], luck.happens(0.2)),
  };
  const ringing =
    exhibits.some((id) => texts.of('story', id)?.medium === 'phone') && !hands.has(place.handset);
  return [
    ...(starts.length === 0 ? [] : [start]),
    ...(hasButtons && isPlayable ? [pressed] : []),
    ...(shown.length === 0 ? [] : [lifted]),
    ...(place.handset !== null && ringing
      ? [{ weight: 4 * party.handy, deed: () => moveHandset(situation) }]
      : []),
  ];
}

function pressers({ party, luck }: Situation) {
  const one = () => luck.oneOf(['genuine', 'scam'] as const);
  return party.together && luck.happens(0.4) ? [one(), one()] : [one()];
}

function endIdeas(situation: Situation): Idea[] {
  const { make, view, party, place, hands } = situation;
  const buttons = Object.keys(place.buttons).length > 0;
  return [
    { weight: 5, deed: () => make.touch(view, { do: 'next' }, party) },
    ...(buttons ? [{ weight: party.handy, deed: () => press(situation, pressers(situation)) }] : []),
    ...(hands.has(place.handset) ? [{ weight: 4, deed: () => moveHandset(situation) }] : []),
  ];
}

/** What people do besides, wherever they are. */
function anywhere(situation: Situation): Idea[] {
  const { view, make, place, hands, luck, party } = situation;
  const isOpen = view.audience.is === 'group' && view.audience.vote !== null;
  if (isOpen) return [];
  const free = lying(situation);
  const { keyDoor } = place;
  const mayLeave = view.step.at !== 'attract' && mayEnd(situation);
  return [
    ...settings(situation),
    { weight: 0.2, deed: () => make.dream(view) },
    ...(mayLeave ? [{ weight: party.restless, deed: () => make.touch(view, { do: 'leave' }, party) }] : []),
    ...(free.length === 0
      ? []
      : [{ weight: 0.3 * party.handy, deed: () => take(situation, [luck.oneOf(free)], false) }]),
    ...(hands.things.length === 0 ? [] : [{ weight: 3, deed: () => backToPlaces(situation) }]),
    ...(keyDoor === null ? [] : [{ weight: 0.15, deed: () => turnKey(situation, keyDoor) }]),
  ];
}

function backToPlaces({ make }: Situation) {
  return make.putBack(null);
}

function turnKey({ make, hands }: Situation, keyDoor: string) {
  return make.forAWhile(keyDoor, !hands.has(keyDoor), [700, 2_500], null);
}

function settings({ view, make, luck }: Situation): Idea[] {
  const language = view.language === 'zh' ? 'en' : 'zh';
  const change = luck.oneOf(['easyRead', 'lowReach', 'aloud'] as const);
  const on = !view.reach[change];
  const louder = (view.reach.volume % 3) + 1;
  const reach = (asked: Extract<TouchAction, { do: 'reach' }>['reach'], weight: number): Idea => ({
    weight,
    deed: () =>
      make.adjust(
        { do: 'reach', reach: asked },
        ({ reach, session }) => isAs(reach, asked) || session !== view.session,
      ),
  });
  return [
    {
      weight: 0.3,
      deed: () =>
        make.adjust(
          { do: 'language', language },
          (shown) => shown.language === language || changed(view)(shown),
        ),
    },
    reach({ [change]: on }, change === 'easyRead' ? 0.5 : 0.2),
    reach({ volume: louder }, 0.1),
  ];
}

function isAs<T extends object>(now: T, asked: Partial<T>): boolean {
  return (Object.keys(asked) as (keyof T)[]).every((each) => now[each] === asked[each]);
}
