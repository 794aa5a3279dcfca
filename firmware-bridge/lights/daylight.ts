import { ratio } from './brightness.ts';

/** The dimming that follows from the light around the lamps: it glides `from` → `to`, starting `since`. */
export interface Dimming {
  from: number;
  to: number;
  since: number;
}

/** In the dark, lamps keep this share of their brightness. */
export const DARKEST = 0.5;
/** A change of the dimming smaller than this is not worth one: lamps must not hunt after clouds, nor after their own light. */
export const HYSTERESIS = 0.08;
/** Milliseconds a change of the dimming takes; slow enough that nobody sees it. */
const GLIDE_MS = 5_000;

/** Factor on the brightness of the lamps for each step that an officer may set: soft, usual, strong. */
export const BRIGHTNESS_STEPS: Readonly<Record<number, number>> = { 1: 0.6, 2: 1, 3: 1.25 };

/** Full light, until a sensor says otherwise. */
export const UNDIMMED: Dimming = { from: 1, to: 1, since: -Infinity };

/**
 * Takes in how bright it is around the lamps and gives back the very same dimming where that is no reason to change it.
 *
 * @param surroundings 0 dark to 1 bright, as smoothed by `house/`; null while the sensor says nothing: full light then.
 */
export function dimmed(dimming: Dimming, surroundings: number | null, at: number): Dimming {
  const known = surroundings !== null && Number.isFinite(surroundings);
  const wanted = known ? DARKEST + (1 - DARKEST) * ratio(surroundings) : 1;
  // Full light is reached in full, or the lamps would stay a shade too dark all day.
  const enough = wanted === 1 ? dimming.to === 1 : Math.abs(wanted - dimming.to) < HYSTERESIS;
  return enough ? dimming : { from: dimmingAt(dimming, at), to: wanted, since: at };
}

/** Factor on the brightness of the lamps at `at`, from `DARKEST` in the dark to 1 in full light. */
export function dimmingAt(dimming: Dimming, at: number): number {
  const { from, to, since } = dimming;
  if (!dimmingMoves(dimming, at)) return to;
  const done = ratio((at - since) / GLIDE_MS);
  return from + (to - from) * done * done * (3 - 2 * done);
}

/** Whether the dimming is on its way to another value. */
export function dimmingMoves({ since }: Dimming, at: number): boolean {
  return at < since + GLIDE_MS;
}
