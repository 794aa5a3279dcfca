import type { Stop } from '@pingan/device-config/stops';
import type { DayStop } from '@pingan/protocol/officer-day';
import type { PlanFields } from '@pingan/protocol/schedule/plan';

/** A stop of the plain list, as a plan that nobody has edited. */
export function planOfListed({ id, name, place, village, date }: Stop): Partial<PlanFields> {
  const where = { name, village: village ?? id, county: null, address: place?.zh ?? null, position: null };
  return { place: where, ...(date !== undefined && { when: { date, from: null, to: null } }) };
}

/** A stop at which nothing has happened yet. */
export function quietStop(stop: Stop, open: string | null): DayStop {
  return {
    id: stop.id,
    plan: planOfListed(stop),
    ...{ conflicts: [], edits: [], phase: stop.id === open ? 'open' : 'planned' },
    ...{ arrivedAt: null, openedAt: null, closedAt: null },
    ...{ handCount: null, checklist: null, afterAction: false },
  };
}
