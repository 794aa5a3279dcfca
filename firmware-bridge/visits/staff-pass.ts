import type { Direction } from './passage.ts';

/** A door's staff button: until when, in monotonic milliseconds, the next crossing is not a visit; null if not pressed. */
export type StaffPass = { until: number } | null;

export const NO_STAFF: StaffPass = null;

/** Time to walk from the button through the door, in milliseconds. */
export const STAFF_MS = 10_000;

/** Pressing twice is pressing once: an impatient finger must not swallow a visitor. */
export function staffPressed(at: number): StaffPass {
  return { until: at + STAFF_MS };
}

/** Takes the first crossing that the button stands for out of those seen at `at`. */
export function withoutStaff(
  pass: StaffPass,
  crossings: readonly Direction[],
  at: number,
): { pass: StaffPass; visits: readonly Direction[] } {
  if (pass === null) return { pass, visits: crossings };
  if (at > pass.until) return { pass: NO_STAFF, visits: crossings };
  return crossings.length === 0
    ? { pass, visits: crossings }
    : { pass: NO_STAFF, visits: crossings.slice(1) };
}
