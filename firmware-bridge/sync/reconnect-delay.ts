const QUICK_TRIES = 8;
const SHORTEST_MS = 2_000;
const LONGEST_MS = 120_000;

/**
 * Milliseconds before the next attempt to connect. `failures` counts attempts in a row without a lasting connection;
 * `jitter` is 0..1. As long as there never was a connection the first tries come every 1–2 s, so that a headquarters
 * on the same machine that starts a little later is found; later 2 s doubling to 120 s, spread over the upper half.
 */
export function reconnectDelay(failures: number, everConnected: boolean, jitter: number): number {
  if (!everConnected && failures <= QUICK_TRIES) return 1_000 + 1_000 * jitter;
  const doublings = everConnected ? failures - 1 : failures - QUICK_TRIES;
  const longest = Math.min(SHORTEST_MS * 2 ** Math.max(doublings, 1), LONGEST_MS);
  return Math.max(SHORTEST_MS, longest * (0.5 + 0.5 * jitter));
}
