export type BigButton = 'genuine' | 'scam';

/** Presses of the two big buttons at one step. */
export interface Vote {
  genuine: number;
  scam: number;
  /** When the first press opened it, in monotonic milliseconds. */
  since: number;
  secondsLeft: number;
}

/** A vote that goes on, or what the majority wants. */
export type VoteStep = { vote: Vote } | { decided: BigButton };

/** Long enough for four people to reach two buttons, short enough to keep the story going. */
export const VOTE_SECONDS = 6;

/** One press. After a tie the next press decides; one that comes when the time has decided already is not counted. */
export function votePressed(vote: Vote | null, button: BigButton, at: number): VoteStep {
  const open: Vote = vote ?? { genuine: 0, scam: 0, since: at, secondsLeft: VOTE_SECONDS };
  const waited = voteWaited(open, at);
  if ('decided' in waited) return waited;
  const counted = { ...waited.vote, [button]: waited.vote[button] + 1 };
  return counted.secondsLeft === 0 ? { decided: button } : { vote: counted };
}

/** Time passes: the majority decides when it is up, and a tie waits. Gives back the very same vote while no second has passed. */
export function voteWaited(vote: Vote, at: number): VoteStep {
  const left = Math.ceil((vote.since + VOTE_SECONDS * 1000 - at) / 1000);
  const secondsLeft = Math.max(0, Math.min(vote.secondsLeft, left));
  if (secondsLeft === 0 && vote.genuine !== vote.scam)
    return { decided: vote.genuine > vote.scam ? 'genuine' : 'scam' };
  return { vote: secondsLeft === vote.secondsLeft ? vote : { ...vote, secondsLeft } };
}
