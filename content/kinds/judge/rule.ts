import { shuffled } from '../../draw.ts';
import { itemMetric } from '../../learning-rule.ts';
import { BOTH_GO_ON, type ExhibitCount, type KindRule, NO_BUTTONS } from '../kind-rule.ts';
import type { Judge, JudgeItem } from './judge.ts';

/** `said`: the pile chosen for each item so far, in the order of `order`. */
export type JudgeState =
  | { at: 'sort'; order: readonly string[]; said: readonly string[] }
  | { at: 'sorted'; order: readonly string[]; said: readonly string[] }
  | { at: 'sort-result'; order: readonly string[]; said: readonly string[] };

export const judgeRule: KindRule<Judge, JudgeState> = {
  start(judge, { length, luck }) {
    return { at: 'sort', order: drawBalanced(judge, judge.draw[length], luck), said: [] };
  },

  next(judge, state, action) {
    const { order, said } = state;
    if (state.at === 'sort' && action.do === 'choose' && judge.piles.some(({ id }) => id === action.choice))
      return { at: 'sorted', order, said: [...said, action.choice] };
    if (state.at === 'sorted' && action.do === 'next')
      return { at: said.length < order.length ? 'sort' : 'sort-result', order, said };
    return state;
  },

  isOver: ({ at }) => at === 'sort-result',

  /** Counted together and only at the end, so that a game broken off says nothing about its items. */
  counts(judge, before, state) {
    if (before?.at === state.at) return [];
    if (state.at === 'sort-result')
      return state.order.flatMap((id, nth) => countOf(judge, id, state.said[nth]));
    return state.at === 'sort'
      ? [{ metric: 'step', label: `${judge.id}/item-${state.said.length + 1}` }]
      : [];
  },

  lights(judge, state) {
    const item = shownItem(judge, state);
    const turningPoint = state.at === 'sorted' ? item?.turningPoint : undefined;
    return { lights: item?.lights ?? {}, turningPoint, level: 'full' };
  },

  buttons(judge, state) {
    if (state.at === 'sort-result') return NO_BUTTONS;
    if (state.at === 'sorted') return BOTH_GO_ON;
    const choose = (tone: 'safe' | 'danger') => {
      const pile = judge.piles.find((each) => each.tone === tone);
      return pile === undefined ? null : ({ do: 'choose', choice: pile.id } as const);
    };
    return { genuine: choose('safe'), scam: choose('danger'), decides: true };
  },

  spoken(judge, state) {
    if (state.at === 'sort-result') return [judge.remember];
    const item = shownItem(judge, state);
    if (item === undefined) return [];
    if (state.at === 'sorted') return [item.why];
    return [judge.question, ...(item.sender ? [item.sender] : []), item.text];
  },
};

/** The item on the screen: the one to be sorted, or the one that was sorted just now. */
export function shownItem(judge: Judge, state: JudgeState): JudgeItem | undefined {
  if (state.at === 'sort-result') return undefined;
  const id = state.order[state.at === 'sort' ? state.said.length : state.said.length - 1];
  return judge.items.find((item) => item.id === id);
}

/** How many of the answers so far were right. */
export function rightOf(judge: Judge, { order, said }: JudgeState): number {
  return said.filter((pile, nth) => judge.items.find(({ id }) => id === order[nth])?.belongs === pile).length;
}

/** As many items of either pile as can be, in an order that luck decides. */
function drawBalanced({ piles, items }: Judge, n: number, luck: string): string[] {
  const cards = shuffled(items, luck);
  const hands = shuffled(piles, `${luck}/piles`).map(({ id }) =>
    cards.filter(({ belongs }) => belongs === id),
  );
  const dealt: JudgeItem[] = [];
  for (let round = 0; dealt.length < n && hands.some((hand) => hand.length > round); round += 1) {
    for (const hand of hands) if (hand[round] !== undefined && dealt.length < n) dealt.push(hand[round]!);
  }
  return shuffled(dealt, `${luck}/order`).map(({ id }) => id);
}

function countOf(judge: Judge, id: string, said: string | undefined): ExhibitCount[] {
  const item = judge.items.find((each) => each.id === id);
  const toneOf = (pile: string | undefined) =>
    judge.piles.find((each) => each.id === pile)?.tone === 'danger' ? 'scam' : 'genuine';
  if (item === undefined || said === undefined) return [];
  return [{ metric: itemMetric(toneOf(item.belongs), toneOf(said)), label: `play/${judge.id}/${id}` }];
}
