import type { Stop } from '@pingan/device-config/stops';
import type { PlanFields } from '@pingan/protocol/schedule/plan';

/** A stop of the plain list, as a plan that nobody has edited: a bus without headquarters opens its stops from it. */
export function planOfListed({ id, name, place, village, date }: Stop): Partial<PlanFields> {
  const where = { name, village: village ?? id, county: null, address: place?.zh ?? null, position: null };
  return { place: where, ...(date !== undefined && { when: { date, from: null, to: null } }) };
}
