import type { BusProfile } from '@pingan/device-config/profile';
import type { BusSummary } from '@pingan/protocol/screen-messages';

/** What screens may know of the profile: names, sizes and places, but no pins, ports or addresses. */
export function busSummary(profile: BusProfile): BusSummary {
  return {
    id: profile.bus.id,
    name: profile.bus.name,
    vehicle: profile.bus.vehicle,
    purpose: profile.purpose,
    plan: profile.plan,
    stations: profile.stations.map(({ id, name, zones, exhibits, panel, place }) => ({
      id,
      name,
      zones,
      exhibits,
      panel,
      place: place ?? null,
    })),
    doors: Object.entries(profile.doors).map(([id, { name, place }]) => ({ id, name, place: place ?? null })),
    lamps: Object.entries(profile.lamps).map(([id, { name, dimmable, place }]) => ({
      id,
      name,
      dimmable,
      place: place ?? null,
    })),
  };
}
