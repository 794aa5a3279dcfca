import type { Alarm } from '@pingan/content/kinds/alarm/alarm';

type Timeline = readonly { seen: string; at: number }[];
export type Seen = keyof Alarm['seen'];
export interface Sighting {
  seen: Seen;
  /** Milliseconds since the announcement. */
  at: number;
}

/** What the sensors of the rig say now, as far as this demonstration has told; null before that. */
export interface Sensors {
  door: 'open' | 'shut' | null;
  moving: boolean | null;
}

/** The least telling go first where a list would be too long to read. */
const LEAST_TELLING: Seen[] = ['motion-ended', 'door-shut', 'motion-began', 'armed', 'disarmed'];

export function sensorsOf(timeline: Timeline): Sensors {
  const sensors: Sensors = { door: null, moving: null };
  for (const { seen } of timeline) {
    if (seen === 'door-opened') sensors.door = 'open';
    else if (seen === 'door-shut') sensors.door = 'shut';
    else if (seen === 'motion-began') sensors.moving = true;
    else if (seen === 'motion-ended') sensors.moving = false;
  }
  return sensors;
}

/** What there are words for, in the order it was seen, and at most `most` of it: the most telling, and of those the first. */
export function told(timeline: Timeline, says: Alarm['seen'], most: number): Sighting[] {
  let sightings = timeline.filter((sighting): sighting is Sighting => sighting.seen in says);
  for (const dull of LEAST_TELLING) {
    if (sightings.length <= most) break;
    const spare = sightings.length - most;
    const dullest = sightings.filter(({ seen }) => seen === dull).slice(-spare);
    sightings = sightings.filter((sighting) => !dullest.includes(sighting));
  }
  return sightings.slice(0, most);
}
