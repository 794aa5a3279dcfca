import type { TouchAction } from '@pingan/protocol/screen-messages';
import type { At } from './shown-step.ts';
import { type Idea, lying, type Situation, take } from './situation.ts';
import { choiceIdeas, goOnIdeas } from './story-ideas.ts';

/** Piles, shelves, a purse, questions. */
export function gameIdeas(
  situation: Situation,
  step: At<
    | 'sort'
    | 'sorted'
    | 'sort-result'
    | 'shelf'
    | 'object'
    | 'house'
    | 'house-result'
    | 'question'
    | 'question-result'
  >,
): Idea[] {
  switch (step.at) {
    case 'sort':
      return sortIdeas(situation, step);
    case 'sorted':
      return goOnIdeas(situation);
    case 'shelf':
    case 'object':
      return shelfIdeas(situation, step);
    case 'house':
      return 'bought' in step ? houseIdeas(situation, step.exhibit, step.bought) : [];
    case 'question': {
      const asked =
        'answers' in step ? situation.texts.question(step.exhibit, step.answers.length) : undefined;
      const answers = (asked?.answers ?? []).map(({ id }): TouchAction => ({ do: 'choose', choice: id }));
      return answers.map((answer) => touched(situation, 1, answer, answers));
    }
    default:
      return [];
  }
}

function sortIdeas(situation: Situation, step: At<'sort'>): Idea[] {
  const { texts } = situation;
  const card = step.order[step.said.length];
  const truth = card === undefined ? undefined : texts.cardOf(step.exhibit, card);
  const piles = (['genuine', 'scam'] as const).flatMap((says) => texts.pileOf(step.exhibit, says) ?? []);
  const right = truth && texts.pileOf(step.exhibit, truth);
  return choiceIdeas(situation, piles, right ?? piles[0] ?? '');
}

function shelfIdeas(situation: Situation, step: At<'shelf' | 'object'>): Idea[] {
  const { texts, luck, party } = situation;
  const objects = (texts.of('collection', step.exhibit)?.objects ?? []).map(({ id }) => id);
  const open = step.at === 'object' ? [step.object, step.beside] : [];
  const others = objects.filter((id) => !open.includes(id));
  const things = lying(situation).filter(({ id }) => others.includes(id));
  const choose = (choice: string): TouchAction => ({ do: 'choose', choice });
  const cards = others.map(choose);
  const lift = {
    weight: 4 * party.handy,
    deed: () => take(situation, [luck.oneOf(things)], luck.happens(0.3)),
  };
  const two = { weight: 1.5 * party.handy, deed: () => take(situation, pair(situation, things), false) };
  return [
    ...(cards.length === 0
      ? []
      : [{ weight: 3, deed: () => touched(situation, 1, luck.oneOf(cards), cards).deed() }]),
    ...(things.length === 0 ? [] : [lift, two]),
    ...(step.at === 'object' ? openIdeas(situation, others) : doneIdeas(situation, step.seen.length)),
  ];
}

/** A card is open: another is laid beside it, or it is put away. */
function openIdeas(situation: Situation, others: readonly string[]): Idea[] {
  const beside = others.map((object): TouchAction => ({ do: 'beside', object }));
  return [
    ...(beside.length === 0 ? [] : [touched(situation, 2, situation.luck.oneOf(beside), beside)]),
    touched(situation, 2, { do: 'back' }),
    touched(situation, 2, { do: 'next' }),
  ];
}

function doneIdeas(situation: Situation, seen: number): Idea[] {
  return seen === 0 ? [] : [touched(situation, 0.5 + seen * 1.2, { do: 'next' })];
}

function pair({ luck }: Situation, things: ReturnType<typeof lying>) {
  const first = luck.oneOf(things);
  const rest = things.filter((each) => each !== first);
  return rest.length === 0 ? [first] : [first, luck.oneOf(rest)];
}

function houseIdeas(situation: Situation, house: string, bought: readonly string[]): Idea[] {
  const { texts, make, luck } = situation;
  const left = texts.purse(house, bought);
  const measures = texts.measures(house);
  const choose = (id: string): TouchAction => ({ do: 'choose', choice: id });
  const missing = measures.filter(({ id }) => !bought.includes(id));
  const within = missing.filter(({ yuan }) => yuan <= left).map(({ id }) => choose(id));
  const tooDear = missing.filter(({ yuan }) => yuan > left).map(({ id }) => choose(id));
  const back = bought.map(choose);
  return [
    ...(within.length === 0 ? [] : [touched(situation, 5, luck.oneOf(within), within)]),
    ...(back.length === 0 ? [] : [touched(situation, 1, luck.oneOf(back))]),
    ...(tooDear.length === 0 ? [] : [{ weight: 0.7, deed: () => make.tryOut(luck.oneOf(tooDear)) }]),
    touched(situation, 0.5 + bought.length * 0.7, { do: 'next' }),
  ];
}

function touched(
  { make, view, party }: Situation,
  weight: number,
  action: TouchAction,
  others: readonly TouchAction[] = [],
): Idea {
  return { weight, deed: () => make.touch(view, action, party, others) };
}
