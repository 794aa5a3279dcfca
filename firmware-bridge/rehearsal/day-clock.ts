/** Time as a played day knows it: a parameter, so that a day can be played in a test without waiting for it. */
export interface DayClock {
  /** Milliseconds that only go forward. */
  now(): number;
  /** Does something later; gives back how to leave it undone. */
  after(ms: number, act: () => void): () => void;
}

/** @param now monotonic milliseconds */
export function realClock(now: () => number): DayClock {
  return {
    now,
    after(ms, act) {
      const timer = setTimeout(act, Math.max(0, ms));
      return () => clearTimeout(timer);
    },
  };
}
