import type { Stay } from './crew-keys.ts';

/** How long a phone stays paired after the last stop was closed. */
export const LONGEST_STAY_MS = 12 * 3_600_000;

/** From now on, because a stop is open or the phone has just been paired. */
export function stayFrom(wall: number | null): Stay {
  return { from: wall, ran: 0 };
}

/**
 * Whether the twelve hours are over: by the clock where it is known, which also counts hours without power, and by the time the bus has run
 * where it is not or was set back.
 */
export function isOver(stay: Stay, wall: number | null): boolean {
  const byClock = wall === null || stay.from === null ? 0 : wall - stay.from;
  return Math.max(byClock, stay.ran) > LONGEST_STAY_MS;
}

/** The stay after the bus has run for so many milliseconds more; `stopOpen` starts it anew, unless it was over before. */
export function after(
  stay: Stay,
  { ran, wall, stopOpen }: { ran: number; wall: number | null; stopOpen: boolean },
): Stay {
  const longer = { ...stay, ran: stay.ran + ran };
  if (stopOpen && !isOver(longer, wall)) return stayFrom(wall);
  return stay.from === null && wall !== null ? { ...longer, from: wall - longer.ran } : longer;
}
