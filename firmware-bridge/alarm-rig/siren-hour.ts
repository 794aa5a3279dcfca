/** Soundings of the last hour, the newest last; times in monotonic milliseconds. */
export type SirenHour = readonly { from: number; to: number }[];

const HOUR_MS = 3_600_000;
/** People live next to where the bus stands, and officers stand in it all day. */
export const SIREN_MS_AN_HOUR = 60_000;

/** Keeps one more sounding; those that ended over an hour ago are forgotten. */
export function sounded(hour: SirenHour, from: number, to: number): SirenHour {
  return [...hour.filter((old) => to - old.to < HOUR_MS), { from, to }];
}

/** Milliseconds until a sounding of at most `longestMs` fits into the hour; 0 if it fits now. */
export function waitForSiren(hour: SirenHour, longestMs: number, now: number): number {
  const recent = hour.filter(({ to }) => now - to < HOUR_MS);
  let used = recent.reduce((sum, { from, to }) => sum + to - from, 0);
  let waitMs = 0;
  for (const { from, to } of recent) {
    if (used + longestMs <= SIREN_MS_AN_HOUR) break;
    used -= to - from;
    waitMs = to + HOUR_MS - now;
  }
  return waitMs;
}
