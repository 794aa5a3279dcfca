import type { StoryState } from '@pingan/content/kinds/story-rule';
import type { Language } from '@pingan/protocol/ids';
import type { KnownMetric } from '@pingan/protocol/tally';

/** One increment. Labels are content ids, a bucket or a language, never anything a visitor said or is. */
export interface SessionTally {
  metric: KnownMetric;
  label: string;
}

/** `finished`: closed at the result. `left`: closed before. `timeout`: nobody answered "still here?". */
export type HowItEnded = 'finished' | 'left' | 'timeout';

/** What is counted when a step of a story is reached. */
export function enteredStep(exhibit: string, story: StoryState): SessionTally[] {
  switch (story.at) {
    case 'beat':
      return [{ metric: 'step', label: `${exhibit}/${story.beat}` }];
    case 'feedback':
      return [{ metric: 'story.choice', label: `${exhibit}/${story.beat}/${story.choice}` }];
    case 'result':
      return [];
  }
}

/** What is counted when a story has come to an ending, `tookMs` after its first beat. */
export function storyFinished(exhibit: string, tookMs: number): SessionTally[] {
  return [
    { metric: 'story.finish', label: exhibit },
    { metric: 'dwell', label: `${exhibit}/${dwellBucket(tookMs)}` },
  ];
}

/** What is counted when a station goes back to attract. */
export function sessionEnded(how: HowItEnded, language: Language): SessionTally[] {
  return [
    { metric: 'session.end', label: how },
    { metric: 'language', label: language },
  ];
}

/** How long somebody stayed, in milliseconds, as one of five buckets; a bucket includes its lower bound. */
export function dwellBucket(ms: number): string {
  if (ms < 30_000) return 'under-30s';
  if (ms < 60_000) return '30-60s';
  if (ms < 120_000) return '60-120s';
  if (ms < 240_000) return '120-240s';
  return 'over-240s';
}
