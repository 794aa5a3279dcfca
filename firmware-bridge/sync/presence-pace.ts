import type { PresenceReport } from './headquarters-link.ts';

const SOON_MS = 250;
/** The backlog changes with every flush; headquarters need not see each number. */
const BACKLOG_MS = 10_000;

/** Milliseconds until `next` is worth telling after `told`; null where it says the same. */
export function presencePause(told: PresenceReport | null, next: PresenceReport): number | null {
  if (told === null) return 0;
  const { backlog: toldBacklog, ...toldRest } = told;
  const { backlog, ...rest } = next;
  const same = (Object.keys(rest) as (keyof typeof rest)[]).every(
    (key) => JSON.stringify(toldRest[key]) === JSON.stringify(rest[key]),
  );
  if (!same) return SOON_MS;
  return toldBacklog === backlog ? null : BACKLOG_MS;
}
