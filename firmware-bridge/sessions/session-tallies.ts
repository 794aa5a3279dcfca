import type { Exhibit } from '@pingan/content/pack';
import type { Language } from '@pingan/protocol/ids';
import type { KnownMetric } from '@pingan/protocol/tally';

/** One increment. Labels are content ids, a bucket or a language, never anything a visitor said or is. */
export interface SessionTally {
  metric: KnownMetric;
  label: string;
}

/** `finished`: closed at the result or later. `left`: closed before. `timeout`: nobody answered "still here?". */
export type HowItEnded = 'finished' | 'left' | 'timeout';

/** What is counted when an exhibit is chosen. */
export function exhibitStarted({ kind, id }: Exhibit): SessionTally[] {
  return [{ metric: `${kind}.start`, label: id }];
}

/** What is counted when an exhibit has come to its result, `tookMs` after its first step. */
export function exhibitFinished({ kind, id }: Exhibit, tookMs: number): SessionTally[] {
  return [
    { metric: `${kind}.finish`, label: id },
    { metric: 'dwell', label: `${id}/${dwellBucket(tookMs)}` },
  ];
}

/** What is counted when a station goes back to attract. `easyRead`: it was used at some time in the session. */
export function sessionEnded(how: HowItEnded, language: Language, easyRead: boolean): SessionTally[] {
  return [
    { metric: 'session.end', label: how },
    { metric: 'language', label: language },
    ...(easyRead ? [{ metric: 'easy-read' as const, label: 'on' }] : []),
  ];
}

/** What a whole class does is no single visitor's choice: its hands are counted instead. */
export function countedOfClass({ metric }: SessionTally): boolean {
  return metric !== 'story.choice' && metric !== 'answer' && !metric.startsWith('item.');
}

/** How long somebody stayed, in milliseconds, as one of five buckets; a bucket includes its lower bound. */
export function dwellBucket(ms: number): string {
  if (ms < 30_000) return 'under-30s';
  if (ms < 60_000) return '30-60s';
  if (ms < 120_000) return '60-120s';
  if (ms < 240_000) return '120-240s';
  return 'over-240s';
}
