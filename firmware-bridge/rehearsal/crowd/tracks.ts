import { lengthOf, pathInside } from './aisle.ts';
import type { CrowdBus, CrowdDoor, CrowdStation, Point } from './crowd-bus.ts';
import type { DayPlan, DoorWalk, Visit } from './day-plan.ts';
import type { Person } from './person.ts';
import { type Onlooker, standingSpots } from './standing-spots.ts';

/** Somebody is seen waiting outside so long before they come in, and walking away so long after they left, in milliseconds. */
const SEEN_BEFORE = 4_000;
export const SEEN_AFTER = 1_800;
/** Most of the time aboard that is drawn as walking, for each way. */
const MOST_WALKING = 0.35;
const BUCKET = 1_000;

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

/** Everybody of a day, found by the time at which they are seen. */
export class Tracks {
  /** By the time they come in. */
  readonly #all: readonly Track[];
  readonly #buckets: Track[][] = [];

  constructor(plan: DayPlan, bus: CrowdBus) {
    this.#all = tracksOf(plan, bus);
    for (const track of this.#all) {
      const seenUntil = (track.goes?.until ?? plan.lasts) + SEEN_AFTER;
      for (let at = bucketOf(seenFrom(track)); at <= bucketOf(seenUntil); at++)
        (this.#buckets[at] ??= []).push(track);
    }
  }

  /** Whoever is seen at a moment, in the order they came. */
  at(at: number): Track[] {
    const seen = this.#buckets[bucketOf(at)] ?? [];
    return seen.filter((track) => seenFrom(track) <= at && at < (track.goes?.until ?? Infinity) + SEEN_AFTER);
  }

  /** How many are before somebody in the line outside; whoever steps out of it takes `stepMs` for it, so that the line moves up smoothly. */
  ahead({ rank }: Track, at: number, stepMs: number): number {
    let ahead = 0;
    for (let before = rank - 1; before >= 0; before--) {
      const left = this.#all[before]!.comes.from - at;
      if (left <= 0) break;
      ahead += Math.min(1, left / stepMs);
    }
    return ahead;
  }
}

function seenFrom({ comes, turned }: Track): number {
  return Math.max(0, Math.min(comes.from, turned[0]?.from ?? Infinity) - SEEN_BEFORE);
}

function bucketOf(at: number): number {
  return Math.max(0, Math.floor(at / BUCKET));
}

function tracksOf(plan: DayPlan, bus: CrowdBus): Track[] {
  const doors = new Map(bus.doors.map((door) => [door.id, door]));
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
  const aboard = plan.people
    .flatMap((who) => (comes.get(who.id) ?? []).slice(0, 1).map((walk) => ({ who, comes: walk })))
    .sort((a, b) => a.comes.from - b.comes.from);
  const coming = aboard.map(({ who, comes }) => ({
    ...{ who, comes, goes: goes.get(who.id)?.[0] ?? null },
    turned: turned.get(who.id) ?? [],
    visit: visits.get(who.id),
  }));
  const stationOf = ({ visit }: { visit: Visit | undefined }) =>
    bus.stations.find(({ id }) => id === visit?.station) ?? bus.stations[0]!;
  const onlookers = coming.map((one): Onlooker => ({
    station: stationOf(one),
    from: one.comes.until,
    until: one.goes?.from ?? Infinity,
  }));
  const spots = standingSpots(onlookers, bus);
  return coming.map(({ visit, ...one }, rank): Track => {
    const comesBy = doors.get(one.comes.door)!;
    const goesBy = doors.get(one.goes?.door ?? one.comes.door)!;
    const spot = spots[rank]!;
    const pathIn = pathInside(comesBy, one.who.depth, spot, bus.plan);
    const pathOut = pathInside(goesBy, one.who.depth, spot, bus.plan).reverse();
    const ways = { ...one, rank, comesBy, goesBy, station: onlookers[rank]!.station, spot, pathIn, pathOut };
    const hesitates = one.turned.find(({ direction }) => direction === 'out');
    const atExit = hesitates?.from ?? one.goes?.from ?? Infinity;
    return { ...ways, atExit, stands: standsFor({ ...ways, atExit }, visit) };
  });
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
