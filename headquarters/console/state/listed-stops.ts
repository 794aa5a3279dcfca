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

export function knownCounties(villages: readonly KnownVillage[]): string[] {
  return [...new Set(villages.flatMap(({ county }) => county ?? []))].sort();
}

/** Stops by their day, in the order they come in; those without a day under the empty text. */
export function byDay(stops: readonly ListedStop[]): [day: string, stops: ListedStop[]][] {
  const days = new Map<string, ListedStop[]>();
  for (const stop of stops) days.set(stop.date ?? '', [...(days.get(stop.date ?? '') ?? []), stop]);
  return [...days];
}
