import type { DayStop, OfficerDay } from '@pingan/protocol/officer-day';

/** A stop that nobody has called off and that has not been held yet. */
export const isToCome = ({ phase, plan }: DayStop): boolean =>
  phase === 'planned' && plan.status !== 'cancelled' && plan.status !== 'postponed';

/** The stop that an officer most likely means between stops: today's next one, else the next by date, else one without a date. */
export function proposedStop({ stops, today }: OfficerDay): DayStop | null {
  const coming = stops.filter(isToCome);
  const dateOf = ({ plan }: DayStop) => plan.when?.date ?? null;
  return (
    coming.find((stop) => dateOf(stop) === today && today !== null) ??
    coming.find((stop) => dateOf(stop) !== null && (today === null || dateOf(stop)! > today)) ??
    coming.find((stop) => dateOf(stop) === null) ??
    coming.at(-1) ??
    null
  );
}

/** The stop that was closed last and whose form nobody has filled in yet. */
export function owedForm({ stops }: OfficerDay): DayStop | null {
  const owed = stops.filter(({ phase, afterAction }) => phase === 'closed' && !afterAction);
  return owed.toSorted((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))[0] ?? null;
}

export interface DatedStops {
  /** YYYY-MM-DD; null for those without a date. */
  date: string | null;
  stops: DayStop[];
}

/** Stops under their dates, from today on first, those that have passed afterwards with the latest first, undated ones in between. */
export function byDate({ stops, today }: OfficerDay): { coming: DatedStops[]; past: DatedStops[] } {
  const dates = [...new Set(stops.map(({ plan }) => plan.when?.date ?? null))];
  const under = (date: string | null): DatedStops => ({
    date,
    stops: stops.filter(({ plan }) => (plan.when?.date ?? null) === date),
  });
  const isPast = (date: string | null) => date !== null && today !== null && date < today;
  const ascending = (a: string | null, b: string | null) =>
    a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1;
  const coming = dates.filter((date) => !isPast(date)).sort(ascending);
  const past = dates.filter(isPast).sort((a, b) => ascending(b, a));
  return { coming: coming.map(under), past: past.map(under) };
}
