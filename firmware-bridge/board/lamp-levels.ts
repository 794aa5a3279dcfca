import type { WiredLamp } from './board-wiring.ts';

/** A lamp, by its place in the wiring, and the value to write: 0..255, or 0 and 255 alone where it cannot be dimmed. */
export interface LampWrite {
  lamp: number;
  value: number;
}

/** Value a board writes for a level 0..1. Linear; a plain lamp is on at any level above 0. */
export function lampValue(lamp: Pick<WiredLamp, 'dimmable'>, level: number): number {
  if (!(level > 0)) return 0;
  if (!lamp.dimmable || level >= 1) return 255;
  return Math.max(1, Math.round(level * 255));
}

/** What must be written so that the board shows `desired`; `shown` holds the values written last and is not changed. */
export function changedLamps(
  lamps: readonly WiredLamp[],
  desired: Readonly<Record<string, number>>,
  shown: readonly (number | undefined)[],
): LampWrite[] {
  return lamps
    .map((lamp, index) => ({ lamp: index, value: lampValue(lamp, desired[lamp.lamp] ?? 0) }))
    .filter(({ lamp, value }) => shown[lamp] !== value);
}
