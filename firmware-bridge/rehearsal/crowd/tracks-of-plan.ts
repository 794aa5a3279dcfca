import { lengthOf, pathInside } from './aisle.ts';
import type { CrowdBus, CrowdDoor, CrowdStation, Point } from './crowd-bus.ts';
import type { DayPlan, DoorWalk, Visit } from './day-plan.ts';
import type { Person } from './person.ts';
import { standingSpots } from './standing-spots.ts';

/** Most of the time aboard that is drawn as walking, for each way. */
const MOST_WALKING = 0.35;

/** How one person goes through the day; milliseconds since it began. */
export interface Track {
  who: Person;
  /** Their turn to come in. */
  rank: number;
  comes: DoorWalk;
  comesBy: CrowdDoor;
  /** Null where they do not leave before the plan ends. */
  goes: DoorWalk | null;
  goesBy: CrowdDoor;
  /** Doorways they came into and went out of again. */
  turned: readonly DoorWalk[];
  station: CrowdStation;
  spot: Point;
  pathIn: readonly Point[];
  pathOut: readonly Point[];
  /** Stands at the station. */
  stands: { from: number; until: number };
  /** Has come to the exit, which may be before they go through; Infinity for whoever does not leave. */
  atExit: number;
}

/** What the plan says of one person who comes in. */
interface Coming {
  who: Person;
  comes: DoorWalk;
  goes: DoorWalk | null;
  turned: readonly DoorWalk[];
  visit: Visit | undefined;
}

/** Everybody who comes in, in that order, with a spot to stand on and the ways there and back. */
export function tracksOf(plan: DayPlan, bus: CrowdBus): Track[] {
  const coming = comingOf(plan);
  const stations = coming.map(
    ({ visit }) => bus.stations.find(({ id }) => id === visit?.station) ?? bus.stations[0]!,
  );
  const spots = standingSpots(
    coming.map(({ comes, goes }, nth) => ({
      station: stations[nth]!,
      from: comes.until,
      until: goes?.from ?? Infinity,
    })),
    bus,
  );
  return coming.map((one, rank) => trackOf(one, { rank, station: stations[rank]!, spot: spots[rank]! }, bus));
}

function comingOf(plan: DayPlan): Coming[] {
  const walksOf = (wanted: (walk: DoorWalk) => readonly number[]) => {
    const found = new Map<number, DoorWalk[]>();
    for (const walk of plan.walks)
      for (const id of wanted(walk)) found.set(id, [...(found.get(id) ?? []), walk]);
    return found;
  };
  const comes = walksOf(({ direction, people }) => (direction === 'in' ? people : []));
  const goes = walksOf(({ direction, people }) => (direction === 'out' ? people : []));
  const turned = walksOf((walk) => (walk.turned === null ? [] : [walk.turned]));
  const visits = new Map(plan.visits.flatMap((visit) => visit.people.map((id) => [id, visit] as const)));
  return plan.people
    .flatMap((who) => {
      const walk = comes.get(who.id)?.[0];
      if (walk === undefined) return [];
      const more = { goes: goes.get(who.id)?.[0] ?? null, turned: turned.get(who.id) ?? [] };
      return [{ who, comes: walk, ...more, visit: visits.get(who.id) }];
    })
    .sort((a, b) => a.comes.from - b.comes.from);
}

function trackOf(
  { visit, ...one }: Coming,
  place: Pick<Track, 'rank' | 'station' | 'spot'>,
  bus: CrowdBus,
): Track {
  const doorOf = (walk: DoorWalk) => bus.doors.find(({ id }) => id === walk.door)!;
  const comesBy = doorOf(one.comes);
  const goesBy = doorOf(one.goes ?? one.comes);
  const pathIn = pathInside(comesBy, one.who.depth, place.spot, bus.plan);
  const pathOut = pathInside(goesBy, one.who.depth, place.spot, bus.plan).reverse();
  const hesitates = one.turned.find(({ direction }) => direction === 'out');
  const atExit = hesitates?.from ?? one.goes?.from ?? Infinity;
  const ways = { ...one, ...place, comesBy, goesBy, pathIn, pathOut, atExit };
  return { ...ways, stands: standsFor(ways, visit) };
}

/** People walk to their station and back at their own pace, in the time that the plan leaves for it. */
function standsFor(
  { who, comes, atExit, pathIn, pathOut }: Pick<Track, 'who' | 'comes' | 'atExit' | 'pathIn' | 'pathOut'>,
  visit: Visit | undefined,
): Track['stands'] {
  const most = (atExit - comes.until) * MOST_WALKING;
  const takes = (path: readonly Point[], planned: number) =>
    Math.min((lengthOf(path) / who.pace) * 1_000, most, planned > 0 ? planned : Infinity);
  const from = comes.until + takes(pathIn, (visit?.from ?? 0) - comes.until);
  if (atExit === Infinity) return { from, until: Infinity };
  return { from, until: atExit - takes(pathOut, atExit - (visit?.until ?? atExit)) };
}
