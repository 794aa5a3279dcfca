import type { Exhibit } from '@pingan/content/pack';

/** What a station shows, and where the alarm rig of the bus stands (null where there is none). */
export interface Showing {
  id: string;
  exhibits: readonly string[];
}

/** The exhibits a station may start, in the order of its profile. The live alarm needs the rig at that very station. */
export function offersOf(station: Showing, playable: readonly Exhibit[], rigAt: string | null): Exhibit[] {
  return station.exhibits
    .flatMap((id) => playable.filter((exhibit) => exhibit.id === id))
    .filter((exhibit) => exhibit.kind !== 'alarm' || rigAt === station.id);
}

/** Why exhibits that the profile names are never offered there, one sentence each, for the log at the start. */
export function neverOffered(
  stations: readonly Showing[],
  pack: readonly Exhibit[],
  rigAt: string | null,
): string[] {
  return stations.flatMap((station) => {
    const offered = new Set(offersOf(station, pack, rigAt).map(({ id }) => id));
    return station.exhibits
      .filter((id) => !offered.has(id))
      .map((id) => `exhibit ${id} is not offered at station ${station.id}: ${reasonOf(id, pack, rigAt)}`);
  });
}

function reasonOf(id: string, pack: readonly Exhibit[], rigAt: string | null): string {
  if (!pack.some((exhibit) => exhibit.id === id))
    return 'the content pack does not have it, or left it out; mend its file or take it out of the profile';
  return rigAt === null
    ? 'this bus has no alarm rig; name one under alarmRig in the profile or take the exhibit out of the station'
    : `the alarm rig of this bus belongs to station ${rigAt}; show the exhibit there`;
}
