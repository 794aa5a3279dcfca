/** What the sensors saw and the rig did in one demonstration. Nothing of it says who did it. */
export type Seen =
  | 'announced'
  | 'armed'
  | 'door-opened'
  | 'door-shut'
  | 'motion-began'
  | 'motion-ended'
  | 'siren-on'
  | 'siren-off'
  | 'disarmed'
  | 'board-lost';

export interface Sighting {
  /** Milliseconds since the announcement. */
  afterMs: number;
  seen: Seen;
}

/** Null until the first demonstration. */
export type Timeline = { startedAt: number; sightings: Sighting[]; dropped: number } | null;

/** More than a demonstration of three minutes fills; beyond it the oldest sightings go. */
export const LONGEST_TIMELINE = 60;

/** A demonstration is announced; the one before is forgotten. `at` in monotonic milliseconds. */
export function startTimeline(at: number): Timeline {
  return { startedAt: at, sightings: [{ afterMs: 0, seen: 'announced' }], dropped: 0 };
}

export function sight(timeline: Timeline, seen: Seen, at: number): Timeline {
  if (timeline === null) return null;
  const { startedAt, sightings } = timeline;
  const all = [...sightings, { afterMs: Math.max(0, at - startedAt), seen }];
  const over = Math.max(0, all.length - LONGEST_TIMELINE);
  return { startedAt, sightings: all.slice(over), dropped: timeline.dropped + over };
}
