const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * Milliseconds to wait before the next attempt: 0.5 s after the first failure, doubling up to 10 s. `jitter` in 0..1 takes
 * up to a quarter off, so that several boards behind one hub do not all come back in the same moment.
 */
export function reconnectDelay(failures: number, jitter: number): number {
  const doubled = FIRST_MS * 2 ** Math.max(0, Math.min(failures - 1, 10));
  return Math.min(LONGEST_MS, doubled) * (1 - 0.25 * jitter);
}
