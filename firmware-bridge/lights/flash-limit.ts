/**
 * What a lamp's light has done lately, as far as flashes go. A *swing* is a change of luminance by `SWING` or more in one
 * direction; a flash is a pair of opposing swings.
 */
export interface FlashHistory {
  /** Direction of the last swing; `still` while there was none. */
  direction: 'up' | 'down' | 'still';
  /** When it was complete, in milliseconds. */
  turnedAt: number;
  /** Lowest and highest luminance since then; a swing back is measured from the far one. */
  low: number;
  high: number;
  /** The luminance that was let through last. */
  shown: number;
}

/**
 * A flash is a pair of opposing changes of relative luminance by 10 % or more of the maximum (WCAG 2.3.1, general flash
 * threshold). Half a per cent is left to boards that round a duty to 255 steps.
 */
export const SWING = 0.095;

/** Six swings, three flashes, fit into any second, its ends included; never a seventh. */
export const SWING_MS = 167;

/** A lamp that has been dark so far. */
export const DARK: FlashHistory = { direction: 'still', turnedAt: -Infinity, low: 0, high: 0, shown: 0 };

/**
 * Lets a luminance through unless it would turn back too soon after the last swing; then the lamp stays as it is until
 * it may. Never more than three flashes a second therefore, whoever asks for what: a faster request is slowed.
 */
export function limitFlashes(history: FlashHistory, wanted: number, at: number): FlashHistory {
  const { direction, turnedAt, low, high } = history;
  const falls = wanted <= high - SWING && direction !== 'down';
  const rises = wanted >= low + SWING && direction !== 'up';
  if (!falls && !rises)
    return { ...history, low: Math.min(low, wanted), high: Math.max(high, wanted), shown: wanted };
  if (at - turnedAt < SWING_MS) return history;
  return { direction: falls ? 'down' : 'up', turnedAt: at, low: wanted, high: wanted, shown: wanted };
}

/** When a lamp that is being held back may go on; a moment that has passed for any other. */
export function heldUntil({ turnedAt }: FlashHistory): number {
  return turnedAt + SWING_MS;
}
