/** A lamp's light as it was written: moments in milliseconds with the relative luminance 0..1 from then on. */
export type Track = readonly (readonly [at: number, luminance: number])[];

/** A change of luminance that counts, by WCAG 2.3.1. */
const COUNTS = 0.1;

/**
 * The moments at which the light has gone up or down by a tenth since it last turned; each one goes the other way than the
 * one before. Written from the definition, with nothing of the limiter in it.
 */
export function swingsOf(track: Track): number[] {
  const swings: number[] = [];
  let direction: 'up' | 'down' | undefined;
  let lowest = track[0]?.[1] ?? 0;
  let highest = lowest;
  for (const [at, luminance] of track) {
    const turned =
      direction !== 'up' && luminance - lowest >= COUNTS - 1e-9
        ? 'up'
        : direction !== 'down' && highest - luminance >= COUNTS - 1e-9
          ? 'down'
          : undefined;
    if (turned === undefined) {
      lowest = Math.min(lowest, luminance);
      highest = Math.max(highest, luminance);
    } else {
      direction = turned;
      swings.push(at);
      lowest = highest = luminance;
    }
  }
  return swings;
}

/** Most flashes, pairs of opposing swings, in any second of it. */
export function mostFlashesInASecond(track: Track): number {
  const swings = swingsOf(track);
  const within = swings.map((first) => swings.filter((at) => at >= first && at <= first + 1000).length);
  return Math.floor(Math.max(0, ...within) / 2);
}
