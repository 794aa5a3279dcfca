/** While a door goes on not seeing, what it lost is told at most this often, in milliseconds: a parked bus must not wear its card out. */
export const TOLD_EVERY_MS = 60_000;

/** How long one door could not see. Times in monotonic milliseconds. */
export interface Blindness {
  /** Since when it cannot see; null while it sees. */
  since: number | null;
  /** Up to when what it missed has been told or is owed; nothing before it is counted twice. */
  until: number;
  /** Milliseconds of stretches that are over, since the count began anew. */
  over: number;
  /** Where the count began anew: a stretch that began earlier belongs to what was before. */
  begun: number;
  /** Milliseconds of which the statistics have not heard. */
  owed: number;
  /** When they last heard, or when the stretch began. */
  toldAt: number;
}

/** Whole seconds for the statistics; what is left of one is owed on. */
export interface BlindnessStep {
  blindness: Blindness;
  seconds: number;
}

export const SEEING: Blindness = { since: null, until: 0, over: 0, begun: 0, owed: 0, toldAt: 0 };

/**
 * What is known of a door at a moment. Its seconds are told when it sees again, and now and then meanwhile.
 * @param blindSince null while it sees; may lie in the past, as a beam is known to be blocked only after a while
 */
export function look(blindness: Blindness, blindSince: number | null, at: number): BlindnessStep {
  if (blindSince === null) return blindness.since === null ? { blindness, seconds: 0 } : ends(blindness, at);
  const open = blindness.since === null ? begins(blindness, Math.min(blindSince, at)) : blindness;
  const owing = goesOn(open, at);
  return at - owing.toldAt < TOLD_EVERY_MS ? { blindness: owing, seconds: 0 } : tell(owing, at);
}

/** Tells what is owed although the door still cannot see: what comes next is counted under another stop, or by another process. */
export function settle(blindness: Blindness, at: number): BlindnessStep {
  return tell(blindness.since === null ? blindness : goesOn(blindness, at), at);
}

/** The count of seconds begins anew; what is owed to the statistics stays owed. */
export function beginAnew(blindness: Blindness, at: number): Blindness {
  return { ...blindness, over: 0, begun: at };
}

/** Whole seconds since the count began anew. */
export function blindSeconds({ since, over, begun }: Blindness, at: number): number {
  const running = since === null ? 0 : Math.max(0, at - Math.max(since, begun));
  return Math.floor((over + running) / 1_000);
}

function begins(blindness: Blindness, since: number): Blindness {
  const from = Math.max(since, blindness.until);
  return { ...blindness, since: from, until: from, toldAt: from };
}

function goesOn(blindness: Blindness, at: number): Blindness {
  const until = Math.max(at, blindness.until);
  return { ...blindness, until, owed: blindness.owed + until - blindness.until };
}

function ends(blindness: Blindness, at: number): BlindnessStep {
  const owing = goesOn(blindness, at);
  const stretch = Math.max(0, owing.until - Math.max(owing.since ?? owing.until, owing.begun));
  return tell({ ...owing, since: null, over: owing.over + stretch }, at);
}

function tell(blindness: Blindness, at: number): BlindnessStep {
  const seconds = Math.floor(blindness.owed / 1_000);
  return { blindness: { ...blindness, owed: blindness.owed - seconds * 1_000, toldAt: at }, seconds };
}
