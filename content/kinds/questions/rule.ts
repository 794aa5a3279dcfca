import type { VisitorText } from '../../texts.ts';
import { brightest } from '../brightest.ts';
import { type KindRule, NO_BUTTONS } from '../kind-rule.ts';
import type { House, Measure, Questions, Voice } from './questions.ts';

export type QuestionsState =
  | { at: 'house'; bought: readonly string[] }
  | { at: 'house-result'; bought: readonly string[] }
  /** `answers`: what was answered so far, in the order of the questions. */
  | { at: 'question'; answers: readonly string[] }
  | { at: 'question-result'; answers: readonly string[] };

export const questionsRule: KindRule<Questions, QuestionsState> = {
  start: ({ style }) => (style === 'house' ? { at: 'house', bought: [] } : { at: 'question', answers: [] }),

  next(questions, state, action) {
    if (state.at === 'house' && questions.style === 'house') {
      if (action.do === 'next') return { at: 'house-result', bought: state.bought };
      return action.do === 'choose' ? buy(questions, state, action.choice) : state;
    }
    if (state.at === 'question' && questions.style === 'voice' && action.do === 'choose')
      return answer(questions, state, action.choice);
    return state;
  },

  isOver: ({ at }) => at === 'house-result' || at === 'question-result',

  /** Counted together at the end: an answer that is taken back leaves no trace. */
  counts(questions, before, state) {
    if (before?.at === state.at) return [];
    if (state.at === 'house-result')
      return state.bought.map((measure) => ({
        metric: 'answer',
        label: `${questions.id}/bought/${measure}`,
      }));
    if (state.at === 'question-result' && questions.style === 'voice')
      return state.answers.map((given, nth) => ({
        metric: 'answer',
        label: `${questions.id}/${questions.questions[nth]?.id ?? 'gone'}/${given}`,
      }));
    return [];
  },

  lights(questions, state) {
    if (questions.style !== 'house' || !('bought' in state)) return { lights: {}, level: 'full' };
    const lit = questions.measures.filter(({ id }) => state.bought.includes(id)).map(({ lights }) => lights);
    return { lights: brightest(lit), level: 'full' };
  },

  buttons: () => NO_BUTTONS,

  spoken(questions, state): VisitorText[] {
    if (questions.style === 'voice') {
      const asked = state.at === 'question' ? questions.questions[state.answers.length] : undefined;
      return asked === undefined
        ? [questions.remember]
        : [asked.text, ...asked.answers.map(({ text }) => text)];
    }
    if (state.at === 'house') return [questions.question];
    return 'bought' in state
      ? [questions.results[houseBand(questions, state.bought)], questions.remember]
      : [];
  },
};

/** Yuan left in the purse. */
export function purseLeft(house: House, bought: readonly string[]): number {
  return (
    house.purse -
    sum(
      house.measures.filter(({ id }) => bought.includes(id)),
      ({ yuan }) => yuan,
    )
  );
}

/** Points of what was bought. */
export function housePoints(house: House, bought: readonly string[]): number {
  return sum(
    house.measures.filter(({ id }) => bought.includes(id)),
    ({ points }) => points,
  );
}

/** How the house stands: one critical measure missing is never safe, two leave it open. */
export function houseBand(house: House, bought: readonly string[]): 'safe' | 'nearly' | 'open' {
  const missing = house.measures.filter(({ id, critical }) => critical && !bought.includes(id)).length;
  const points = housePoints(house, bought);
  if (missing >= 2 || points < house.bands.nearly) return 'open';
  return missing === 0 && points >= house.bands.safe ? 'safe' : 'nearly';
}

/**
 * The three missing measures to get first: those without which the house is never safe, then those that cost nothing, then
 * those that protect most for their price.
 */
export function bestMissing(house: House, bought: readonly string[]): Measure[] {
  return house.measures
    .filter(({ id }) => !bought.includes(id))
    .sort(
      (a, b) =>
        Number(b.critical) - Number(a.critical) ||
        Number(b.yuan === 0) - Number(a.yuan === 0) ||
        worth(b) - worth(a),
    )
    .slice(0, 3);
}

function worth({ points, yuan }: Measure): number {
  return points / Math.max(1, yuan);
}

function buy(house: House, state: { at: 'house'; bought: readonly string[] }, id: string): QuestionsState {
  const measure = house.measures.find((each) => each.id === id);
  if (measure === undefined) return state;
  if (state.bought.includes(id)) return { at: 'house', bought: state.bought.filter((each) => each !== id) };
  return measure.yuan > purseLeft(house, state.bought)
    ? state
    : { at: 'house', bought: [...state.bought, id] };
}

function answer(
  voice: Voice,
  state: { at: 'question'; answers: readonly string[] },
  id: string,
): QuestionsState {
  const asked = voice.questions[state.answers.length];
  if (asked === undefined || !asked.answers.some((each) => each.id === id)) return state;
  const answers = [...state.answers, id];
  return { at: answers.length < voice.questions.length ? 'question' : 'question-result', answers };
}

function sum<T>(list: readonly T[], of: (each: T) => number): number {
  return list.reduce((total, each) => total + of(each), 0);
}
