import type { Step } from '@pingan/protocol/screen-messages';
import type { PackTexts } from './pack-texts.ts';
import { type At, isResult, playedExhibit } from './shown-step.ts';
import type { Wish } from './wish.ts';

type Next = (to: Step) => boolean;
const NOWHERE: Next = () => false;

/**
 * Whether the step that follows is the one a wish leads to from a step. Only where it is did the wish come true: a touch that came too late, after a
 * vote or a time-out, is followed by something else.
 */
export function leadsTo(from: Step, wish: Wish, to: Step, texts: PackTexts): boolean {
  if (wish.do === 'leave') return from.at !== 'attract' && to.at === 'attract';
  return nextOf(from, wish, texts)(to);
}

function nextOf(from: Step, wish: Wish, texts: PackTexts): Next {
  switch (from.at) {
    case 'attract':
    case 'menu':
      return fromMenu(from, wish, texts);
    case 'item':
      return wish.do === 'choose' ? fromItem(from, wish.choice, texts) : NOWHERE;
    case 'item-feedback':
      return wish.do === 'next' ? afterItem(from, texts) : NOWHERE;
    case 'beat':
    case 'feedback':
      return fromStory(from, wish, texts);
    case 'sort':
    case 'sorted':
      return fromCards(from, wish);
    case 'shelf':
    case 'object':
      return fromShelf(from, wish, texts);
    case 'house':
    case 'question':
      return fromQuestions(from, wish, texts);
    case 'alarm':
      return wish.do === 'next' ? ({ at }) => at === 'alarm-result' : NOWHERE;
    case 'closing':
      return wish.do === 'next' ? ({ at }) => at === 'attract' : NOWHERE;
    default:
      return isResult(from) && wish.do === 'next' ? afterResult(from) : NOWHERE;
  }
}

/** Messages of last time may come first; nobody announces them. */
function fromMenu(from: At<'attract' | 'menu'>, wish: Wish, texts: PackTexts): Next {
  const isLater: Next = (to) => from.at === 'attract' && to.at === 'item' && to.phase === 'later';
  if (wish.do === 'open')
    return (to) => to.at === 'object' && to.object === wish.thing && same(to.seen, [wish.thing]);
  if (wish.do === 'start') return (to) => isLater(to) || begins(wish.exhibit, to, texts);
  if (wish.do !== 'begin' || from.at === 'menu') return NOWHERE;
  const [only, second] = from.exhibits;
  if (only === undefined) return NOWHERE;
  return (to) => isLater(to) || (second === undefined ? begins(only, to, texts) : to.at === 'menu');
}

/** The first step of an exhibit. */
function begins(exhibit: string, to: Step, texts: PackTexts): boolean {
  if (playedExhibit(to) !== exhibit) return false;
  switch (to.at) {
    case 'item':
      return to.phase === 'before' && to.index === 0;
    case 'beat':
      return isFirstBeat(to, texts);
    case 'sort':
      return to.said.length === 0;
    case 'shelf':
      return to.seen.length === 0;
    case 'house':
      return to.bought.length === 0;
    case 'question':
      return to.answers.length === 0;
    default:
      return to.at === 'alarm';
  }
}

function isFirstBeat({ exhibit, beat, length }: At<'beat'>, texts: PackTexts): boolean {
  const first = texts.of('story', exhibit)?.beats[0]?.id;
  return first !== undefined && texts.arrivesAt(exhibit, first, length) === beat;
}

function fromItem(from: At<'item'>, choice: string, texts: PackTexts): Next {
  if (choice !== 'genuine' && choice !== 'scam') return NOWHERE;
  if (texts.truthOf(from.exhibit, from.item) !== choice)
    return (to) => to.at === 'item-feedback' && to.item === from.item && to.phase === from.phase;
  return afterItem(from, texts);
}

/** The other message of the pair, or what comes after the pair; where the message itself says which, only that. */
function afterItem(from: At<'item' | 'item-feedback'>, texts: PackTexts): Next {
  const { phase, exhibit, item } = from;
  if (phase === 'later') return (to) => to.at === 'menu' || begins(playedExhibit(to) ?? '', to, texts);
  const mayBe = (index: number) => from.at === 'item-feedback' || from.index === index;
  return (to) => {
    if (playedExhibit(to) !== exhibit) return false;
    if (to.at === 'item') return mayBe(0) && to.phase === phase && to.index === 1 && to.item !== item;
    if (!mayBe(1)) return false;
    return phase === 'before' ? to.at === 'beat' && isFirstBeat(to, texts) : to.at === 'closing';
  };
}

function fromStory(from: At<'beat' | 'feedback'>, wish: Wish, texts: PackTexts): Next {
  const { exhibit, beat, length } = from;
  const arrives = (next: string | undefined): Next => {
    if (next === undefined) return NOWHERE;
    const id = texts.arrivesAt(exhibit, next, length);
    return (to) => (to.at === 'beat' && to.beat === id) || (to.at === 'result' && to.ending === id);
  };
  if (from.at === 'feedback') {
    const choice = texts.choices(exhibit, beat).find(({ id }) => id === from.choice);
    return wish.do === 'next' ? arrives(choice?.next) : NOWHERE;
  }
  const then = texts.beat(exhibit, beat)?.then;
  if (then === undefined) return NOWHERE;
  if ('next' in then) return wish.do === 'next' ? arrives(then.next) : NOWHERE;
  if (wish.do !== 'choose') return NOWHERE;
  return (to) => to.at === 'feedback' && to.beat === beat && to.choice === wish.choice;
}

function fromCards(from: At<'sort' | 'sorted'>, wish: Wish): Next {
  if (from.at === 'sort') {
    if (wish.do !== 'choose') return NOWHERE;
    return (to) => to.at === 'sorted' && same(to.said, [...from.said, wish.choice]);
  }
  const at = from.said.length < from.order.length ? 'sort' : 'sort-result';
  return wish.do === 'next' ? (to) => to.at === at && same(to.said, from.said) : NOWHERE;
}

function fromShelf(from: At<'shelf' | 'object'>, wish: Wish, texts: PackTexts): Next {
  const opened = (object: string): Next =>
    texts.hasObject(from.exhibit, object)
      ? (to) => to.at === 'object' && to.object === object && to.beside === null
      : NOWHERE;
  const shelf: Next = ({ at }) => at === 'shelf';
  switch (wish.do) {
    case 'choose':
      return opened(wish.choice);
    case 'beside':
      if (from.at === 'shelf') return opened(wish.object);
      return (to) => to.at === 'object' && to.object === from.object && to.beside === wish.object;
    case 'back':
      if (from.at === 'shelf') return NOWHERE;
      return from.beside === null ? shelf : opened(from.object);
    case 'next':
      if (from.at === 'object') return shelf;
      return from.seen.length === 0 ? NOWHERE : ({ at }) => at === 'shelf-result';
    default:
      return NOWHERE;
  }
}

function fromQuestions(
  from: At<'house' | 'house-result' | 'question' | 'question-result'>,
  wish: Wish,
  texts: PackTexts,
): Next {
  if ('bought' in from) {
    if (wish.do === 'next') return (to) => to.at === 'house-result' && same(to.bought, from.bought);
    if (wish.do !== 'choose') return NOWHERE;
    const bought = withOrWithout(from.bought, wish.choice);
    return (to) => to.at === 'house' && same(to.bought, bought);
  }
  if (wish.do !== 'choose') return NOWHERE;
  const answers = [...from.answers, wish.choice];
  const at = texts.question(from.exhibit, answers.length) === undefined ? 'question-result' : 'question';
  return (to) => to.at === at && same(to.answers, answers);
}

/** Messages, thanks, or back to the beginning where others wait. */
function afterResult(from: Step): Next {
  const exhibit = playedExhibit(from);
  return (to) => {
    if (to.at === 'attract') return true;
    if (playedExhibit(to) !== exhibit) return false;
    return to.at === 'closing' || (to.at === 'item' && to.phase === 'after' && to.index === 0);
  };
}

/** A measure that is chosen again is given back. */
export function withOrWithout(list: readonly string[], one: string): string[] {
  return list.includes(one) ? list.filter((each) => each !== one) : [...list, one];
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, nth) => each === b[nth]);
}
