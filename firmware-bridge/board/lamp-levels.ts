import type { LampPlace, WiredLamp } from './board-wiring.ts';

/** Steps of a dimmed pin, and of a channel of a PCA9685. */
const PIN_STEPS = 255;
const CHANNEL_STEPS = 4095;

/** Value that a board writes for full brightness. */
export function fullValue(place: Pick<LampPlace, 'at'>): number {
  return place.at === 'pin' ? PIN_STEPS : CHANNEL_STEPS;
}

/** Value a board writes for a level 0..1. Linear; a plain lamp is on at any level above 0, and a faint one never rounds to dark. */
export function lampValue(
  place: { at: 'channel' } | { at: 'pin'; dimmable: boolean },
  level: number,
): number {
  const full = fullValue(place);
  if (!(level > 0)) return 0;
  if (level >= 1 || (place.at === 'pin' && !place.dimmable)) return full;
  return Math.max(1, Math.round(level * full));
}

/** A complete picture as a board writes it: one value for each lamp of the wiring, dark where the picture says nothing. */
export function lampValues(lamps: readonly WiredLamp[], levels: Readonly<Record<string, number>>): number[] {
  return lamps.map(({ lamp, place }) => lampValue(place, levels[lamp] ?? 0));
}
