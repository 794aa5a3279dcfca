import { shuffled } from '@pingan/content/draw';
import type { Verdict } from '@pingan/content/learning-rule';
import type { Message } from './message.ts';

export const MESSAGES_A_ROUND = 6;
/** Time to judge in; while somebody reads why, it stands still. */
export const SECONDS_A_ROUND = 60;

/** Where a round is. `said` holds the verdicts so far, in the order of `order`. */
export type Round =
  | { at: 'start' }
  | { at: 'message' | 'why'; order: readonly Message[]; said: readonly Verdict[] }
  | { at: 'result'; order: readonly Message[]; said: readonly Verdict[]; timeOver: boolean };

export type RoundAction =
  /** @param luck any text; the same one draws the same messages */
  { do: 'begin'; luck: string } | { do: 'say'; verdict: Verdict } | { do: 'next' } | { do: 'time-over' };

/** The next state; an action that means nothing here gives back the same one. */
export function nextRound(messages: readonly Message[], round: Round, action: RoundAction): Round {
  if (action.do === 'begin') {
    return round.at === 'start' || round.at === 'result'
      ? { at: 'message', order: drawRound(messages, action.luck), said: [] }
      : round;
  }
  if (round.at === 'message') {
    const { order, said } = round;
    if (action.do === 'say') return { at: 'why', order, said: [...said, action.verdict] };
    if (action.do === 'time-over') return { at: 'result', order, said, timeOver: true };
  }
  if (round.at === 'why' && action.do === 'next') {
    const { order, said } = round;
    return said.length < order.length
      ? { at: 'message', order, said }
      : { at: 'result', order, said, timeOver: false };
  }
  return round;
}

/** Half genuine, half scam, in an order that luck decides. */
export function drawRound(messages: readonly Message[], luck: string): Message[] {
  const some = (truth: Verdict) =>
    shuffled(
      messages.filter((message) => message.truth === truth),
      `${luck}/${truth}`,
    ).slice(0, MESSAGES_A_ROUND / 2);
  return shuffled([...some('genuine'), ...some('scam')], `${luck}/order`);
}

/** The message that is judged or explained now. */
export function messageOf(round: Round): Message | null {
  if (round.at === 'message') return round.order[round.said.length] ?? null;
  if (round.at === 'why') return round.order[round.said.length - 1] ?? null;
  return null;
}

/** Of the messages answered, how many there were of a kind and how many were told apart. Unanswered ones count as nothing. */
export function scoreOf(
  round: Extract<Round, { said: unknown }>,
  truth: Verdict,
): { right: number; of: number } {
  const answered = round.said.flatMap((said, nth) =>
    round.order[nth]?.truth === truth ? [said === truth] : [],
  );
  return { right: answered.filter(Boolean).length, of: answered.length };
}
