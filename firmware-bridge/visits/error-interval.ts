/** 97.5th percentile of the standard normal distribution: two-sided 95 %. */
const Z = 1.959964;
/** What Agresti and Coull add to each side, rounded as they do. */
const ADDED = 2;

/** Of all people who went through by hand count, how many the machine saw, missed, and saw though nobody was there. */
export interface Matched {
  seen: number;
  missed: number;
  ghosts: number;
}

/** An estimate with its 95 % interval. */
export interface Interval {
  estimate: number;
  low: number;
  high: number;
}

/** Share of `hits` among `n`: Wilson's score interval (Wilson 1927, JASA 22: 209–212). */
export function shareInterval(hits: number, n: number): Interval {
  const p = hits / n;
  const centre = p + Z ** 2 / (2 * n);
  const half = Z * Math.sqrt((p * (1 - p)) / n + Z ** 2 / (4 * n ** 2));
  const scale = 1 + Z ** 2 / n;
  return {
    estimate: p,
    low: Math.max(0, (centre - half) / scale),
    high: Math.min(1, (centre + half) / scale),
  };
}

/** Events for each of `n` people: the score interval of a Poisson rate (Rao score; see Barker 2002, Am. Stat. 56: 85–89). */
export function rateInterval(events: number, n: number): Interval {
  const centre = events + Z ** 2 / 2;
  const half = Z * Math.sqrt(events + Z ** 2 / 4);
  return { estimate: events / n, low: Math.max(0, centre - half) / n, high: (centre + half) / n };
}

/**
 * Relative error (machine − hand) / hand, which is the rate of ghosts less the share missed. The two intervals are joined by
 * the method of variance estimates recovery (Zou and Donner 2008, Statistics in Medicine 27: 1693–1702), which stays
 * sound where nobody was missed and a normal approximation would promise an error of exactly nothing.
 * It takes people as independent of each other; a party that squeezes through together makes the truth a little wider.
 */
export function relativeError({ seen, missed, ghosts }: Matched): Interval {
  const hand = seen + missed;
  return difference(rateInterval(ghosts, hand), shareInterval(missed, hand));
}

/**
 * How many people a machine's count stands for, as whole people: the calibration's own uncertainty, and the luck of
 * this one count (a miss or two more or less), joined in squares. The luck uses the rates of Agresti and Coull (1998, Am.
 * Stat. 52: 119–126), two added to each side, as 50 without a miss do not prove that there are none.
 */
export function peopleBehind(count: number, matched: Matched): { low: number; high: number } {
  const error = relativeError(matched);
  const hand = matched.seen + matched.missed;
  const missShare = (matched.missed + ADDED) / (hand + 2 * ADDED);
  const ghostRate = (matched.ghosts + ADDED) / hand;
  const luck = Z * Math.sqrt(count * (missShare * (1 - missShare) + ghostRate));
  const estimate = count / (1 + error.estimate);
  const down = Math.hypot(estimate - count / (1 + error.high), luck);
  const up = Math.hypot(count / (1 + error.low) - estimate, luck);
  return { low: Math.max(0, Math.floor(estimate - down)), high: Math.ceil(estimate + up) };
}

function difference(a: Interval, b: Interval): Interval {
  const estimate = a.estimate - b.estimate;
  return {
    estimate,
    low: estimate - Math.hypot(a.estimate - a.low, b.high - b.estimate),
    high: estimate + Math.hypot(a.high - a.estimate, b.estimate - b.low),
  };
}
