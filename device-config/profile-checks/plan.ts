import type { Path } from '../fault.ts';
import type { ReadableProfile } from '../readable-profile.ts';
import type { MeaningFault } from './meaning-fault.ts';

/** What stands outside the plan of the bus. */
export function planFaults({
  plan,
  doors = {},
  lamps = {},
  things,
  stations,
}: ReadableProfile): MeaningFault[] {
  if (plan === undefined) return [];
  return [...placed({ doors, lamps, things }), ...stationPlaces(stations)].flatMap(
    ({ path, place }): MeaningFault[] => {
      if (place === undefined || (place.x <= plan.length && place.y <= plan.width)) return [];
      const message = `lies outside the plan, which is ${plan.length} mm long (x) and ${plan.width} mm wide (y)`;
      return [{ path, message, other: ['plan'] }];
    },
  );
}

interface Placed {
  path: Path;
  place?: { x: number; y: number } | undefined;
}

function placed(
  sections: Readonly<Record<string, Readonly<Record<string, Pick<Placed, 'place'>>>>>,
): Placed[] {
  return Object.entries(sections).flatMap(([section, entries]) =>
    Object.entries(entries).map(([id, { place }]) => ({ path: [section, id, 'place'], place })),
  );
}

function stationPlaces(stations: ReadableProfile['stations']): Placed[] {
  return stations.map(({ place }, index) => ({ path: ['stations', index, 'place'], place }));
}
