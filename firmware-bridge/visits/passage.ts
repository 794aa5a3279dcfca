/** The two beams of a door: `outer` on the street side, `inner` on the side of the exhibits. */
export type Beam = 'outer' | 'inner';
export type Direction = 'in' | 'out';

/** Which beams are broken at one moment. */
export interface Beams {
  outer: boolean;
  inner: boolean;
}

/**
 * Somebody in the doorway. `near` and `far` are seen from where they came: for somebody who came from the
 * street the outer beam is near and the inner beam far.
 */
interface Passing {
  at: 'passing';
  from: Beam;
  now: 'near' | 'both' | 'far';
  /** The beam last broken alone. */
  last: 'near' | 'far';
  /** One body has reached the far beam alone. Whether it goes on or comes back, only what follows tells. */
  reached: boolean;
  /** Both beams were broken together at some time: a body as deep as the beams are apart. */
  spanned: boolean;
  /** Why the direction is less than certain: a leap between the beams, or both beams broken at once. */
  doubt: 'leapt' | 'both-at-once' | null;
}

/** What is going on in one doorway, read as a quadrature of the two beams. */
export type Passage =
  /** Nobody there. `brushed`: a beam that was broken alone and cleared; a running child may break the other next. */
  | { at: 'clear'; brushed: { beam: Beam; at: number } | null }
  | Passing
  /** Both beams broke in one sample: which clears first will tell the direction. */
  | { at: 'both-at-once' };

export interface PassageStep {
  passage: Passage;
  crossings: Direction[];
  /** Somebody may have crossed and it cannot be told which way. Never guessed. */
  undecided: boolean;
}

export const CLEAR: Passage = { at: 'clear', brushed: null };

/** The other beam of the same door. */
export function otherBeam(beam: Beam): Beam {
  return beam === 'outer' ? 'inner' : 'outer';
}

/**
 * Reads one sample of both beams. The rule in one line: a body counts once it has gone from the near beam over
 * to the far beam and either left on that side or was followed there by the next body.
 * @param gapMs longest time between the beams, in milliseconds, in which a child may be small enough to break neither
 */
export function readPassage(passage: Passage, beams: Beams, at: number, gapMs: number): PassageStep {
  if (beams.outer && beams.inner) return quiet(spanBoth(passage));
  if (beams.outer || beams.inner) return breakOne(passage, beams.outer ? 'outer' : 'inner', at, gapMs);
  return leave(passage, at);
}

function spanBoth(passage: Passage): Passage {
  if (passage.at === 'passing') return { ...passage, now: 'both', spanned: true };
  return { at: 'both-at-once' };
}

function breakOne(passage: Passage, beam: Beam, at: number, gapMs: number): PassageStep {
  switch (passage.at) {
    case 'clear': {
      const { brushed } = passage;
      if (brushed === null || brushed.beam === beam || at - brushed.at > gapMs) return quiet(arrive(beam));
      return quiet({ ...arrive(brushed.beam), now: 'far', last: 'far', reached: true, doubt: 'leapt' });
    }
    case 'both-at-once':
      return quiet({
        ...arrive(otherBeam(beam)),
        now: 'far',
        last: 'far',
        reached: true,
        spanned: true,
        doubt: 'both-at-once',
      });
    case 'passing':
      return beam === passage.from ? backToNear(passage, at) : onToFar(passage);
  }
}

function arrive(beam: Beam): Passing {
  return {
    at: 'passing',
    from: beam,
    now: 'near',
    last: 'near',
    reached: false,
    spanned: false,
    doubt: null,
  };
}

function onToFar(passing: Passing): PassageStep {
  if (passing.last === 'far') return quiet({ ...passing, now: 'far' });
  const leapt = passing.now === 'near' && !passing.reached && !passing.spanned;
  const followed = passing.reached;
  return {
    passage: {
      ...passing,
      now: 'far',
      last: 'far',
      reached: true,
      doubt: leapt ? 'leapt' : followed ? null : passing.doubt,
    },
    crossings: followed ? [towards(passing.from)] : [],
    undecided: false,
  };
}

function backToNear(passing: Passing, at: number): PassageStep {
  if (passing.now !== 'far') return quiet({ ...passing, now: 'near', last: 'near' });
  // The far beam cleared and the near one broke in one sample: one body has left, another has come.
  const left = leave(passing, at);
  return { ...left, passage: arrive(passing.from) };
}

/** Both beams are clear: whoever was there has gone, and the last beam they broke tells where to. */
function leave(passage: Passage, at: number): PassageStep {
  if (passage.at === 'clear') return quiet(passage);
  if (passage.at === 'both-at-once') return { passage: CLEAR, crossings: [], undecided: true };
  switch (passage.now) {
    case 'near':
      return leaveNear(passage, at);
    case 'both':
      // Both cleared in one sample: a running child, who was not seen to turn round.
      if (passage.last === 'near') return leaveFar(passage, passage.reached ? 2 : 1);
      return leaveFar(passage, 1);
    case 'far':
      return leaveFar(passage, 1);
  }
}

function leaveNear(passing: Passing, at: number): PassageStep {
  const brushed = passing.spanned || passing.reached ? null : { beam: passing.from, at };
  const passage: Passage = { at: 'clear', brushed };
  if (!passing.reached || passing.doubt === null) return quiet(passage);
  // Somebody stepped back from the door, and what seemed their leap was another's whole walk the other way.
  if (passing.doubt === 'leapt')
    return { passage, crossings: [towards(otherBeam(passing.from))], undecided: false };
  return { passage, crossings: [], undecided: true };
}

function leaveFar(passing: Passing, bodies: 1 | 2): PassageStep {
  // A body that leaps between the beams cannot also be deep enough to span them.
  if (passing.doubt === 'leapt' && passing.spanned) return { passage: CLEAR, crossings: [], undecided: true };
  return {
    passage: CLEAR,
    crossings: Array<Direction>(bodies).fill(towards(passing.from)),
    undecided: false,
  };
}

function towards(from: Beam): Direction {
  return from === 'outer' ? 'in' : 'out';
}

function quiet(passage: Passage): PassageStep {
  return { passage, crossings: [], undecided: false };
}
