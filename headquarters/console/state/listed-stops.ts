import type { ListedStop } from '../../schedule/list-stops.ts';

export interface KnownVillage {
  id: string;
  name: { zh: string; en: string };
  county: string | null;
}

/** Villages that stops were planned in, so that a return visit is known as one. */
export function knownVillages(stops: readonly ListedStop[]): KnownVillage[] {
  const villages = new Map<string, KnownVillage>();
  for (const { plan } of stops) {
    const place = plan?.fields.place?.current.value;
    if (place) villages.set(place.village, { id: place.village, name: place.name, county: place.county });
  }
  return [...villages.values()].sort((a, b) => a.id.localeCompare(b.id));
}

/** The counties that those villages lie in. */
export function countiesOf(villages: readonly KnownVillage[]): string[] {
  return [...new Set(villages.flatMap(({ county }) => county ?? []))].sort();
}

/** Stops by their day, in the order in which they come; a stop without one under the empty text. */
export function stopsByDay(stops: readonly ListedStop[]): [string, ListedStop[]][] {
  const byDay = new Map<string, ListedStop[]>();
  for (const stop of stops) {
    const day = stop.date ?? '';
    byDay.set(day, [...(byDay.get(day) ?? []), stop]);
  }
  return [...byDay];
}
