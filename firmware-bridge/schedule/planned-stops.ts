/** When a stop is planned, in local time of the bus. */
export interface PlannedStop {
  id: string;
  /** YYYY-MM-DD; null where nobody has said. */
  date: string | null;
  /** HH:MM, where they are planned. */
  from: string | null;
  to: string | null;
  /** Cancelled or postponed: nobody is expected there. */
  isOff: boolean;
}

/** The stop that is planned nearest to a time of its day; null where none is planned for that day. @param time `YYYY-MM-DD HH:MM` */
export function nearestStop(stops: readonly PlannedStop[], time: string): string | null {
  const [date = '', clock = ''] = time.split(' ');
  const near = stops
    .filter((stop) => stop.date === date && !stop.isOff)
    .map((stop) => ({ id: stop.id, away: minutesAway(stop, minutesOf(clock)) }))
    .sort((a, b) => a.away - b.away || a.id.localeCompare(b.id));
  return near[0]?.id ?? null;
}

/** 0 within the planned time. A stop without times may be at any; one with times is nearer if it is at this one. */
function minutesAway({ from, to }: PlannedStop, at: number): number {
  if (from === null && to === null) return 1;
  const begins = from === null ? 0 : minutesOf(from);
  const ends = to === null ? begins : minutesOf(to);
  return Math.max(0, begins - at, at - Math.max(begins, ends));
}

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
