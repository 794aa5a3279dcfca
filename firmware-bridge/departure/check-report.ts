import type { FactDetail } from '@pingan/protocol/facts';
import type { EndedCheck } from './check-state.ts';

/** What faults may take of a record, in bytes: with everything around them it must pass through every broker. */
const MOST_BYTES = 48 * 1024;

/**
 * The fact that a check came to its end. Faults beyond what fits into one record are only told by their tickets; a bus has to be torn
 * apart for that.
 */
export function checkReport({ plan, verdicts, seconds }: EndedCheck): FactDetail<'departure-check'> {
  const said = plan.items.map(({ id }) => ({ item: id, verdict: verdicts[id] }));
  const faults = said.flatMap(({ item, verdict }) =>
    verdict?.is === 'fault' ? [{ item, words: verdict.words }] : [],
  );
  return {
    good: said.filter(({ verdict }) => verdict?.is === 'good').length,
    faults: fitting(faults).slice(0, 300),
    skipped: said.flatMap(({ item, verdict }) => (verdict?.is === 'skipped' ? [item] : [])).slice(0, 300),
    seconds: Math.min(seconds, 100_000),
  };
}

function fitting<T>(entries: readonly T[]): T[] {
  let left = MOST_BYTES;
  return entries.filter((entry) => (left -= new TextEncoder().encode(JSON.stringify(entry)).length) >= 0);
}
