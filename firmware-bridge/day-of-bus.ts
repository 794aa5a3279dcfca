import type { Stop } from '@pingan/device-config/stops';
import type { DayStop, OfficerDay } from '@pingan/protocol/officer-day';
import type { PlanFields } from '@pingan/protocol/schedule/plan';

/** What a day shows of whoever is at its panels; the room of the crew supplies it. */
export interface DayPanels {
  signedIn(): OfficerDay['signedIn'];
  crew(): OfficerDay['crew'];
  shift(): OfficerDay['shift'];
  pairing(): OfficerDay['pairing'];
}

/** A bus without a crew list: its panel is open to whoever is there. */
export const OPEN_PANELS: DayPanels = {
  signedIn: () => [],
  crew: () => [],
  shift: () => null,
  pairing: () => null,
};

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
