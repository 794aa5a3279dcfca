import type { BusSummary } from '@pingan/protocol/bus-summary';
import { clearance, freeSpot, type Point } from './free-spot.ts';
import { lampPlaces } from './lamp-places.ts';
import { cutOut, nearestWall, type Stretch } from './walls.ts';

/** Where everything of a bus stands, by its id, in millimetres from the rear left corner. */
export interface Places {
  doors: ReadonlyMap<string, Point>;
  stations: ReadonlyMap<string, Point>;
  things: ReadonlyMap<string, Point>;
  lamps: ReadonlyMap<string, Point>;
}

/** Half of what a door, a stand and a thing that have a place keep free of wall. */
const DOOR_HALF = 700;
const STAND_HALF = 520;
const CORNER = 260;
/** How far from the wall a thing lies on its shelf and a stand stands. */
const SHELF = 160;
const STAND = 200;
const AT_WALL = 520;
/** Millimetres from one thing to the next: as many as there is room for. */
const WIDEST = 280;
const NARROWEST = 40;

/** The places of the profile; what it leaves without one is laid out by itself, in rows along both walls, stand by stand. */
export function placesOf(bus: BusSummary): Places {
  const doors = doorsOf(bus);
  const { stations, things, windows } = alongWalls(bus, doors);
  return { doors, stations, things, lamps: lampPlaces(bus, { doors, stations, things, windows }) };
}

/** The first one in front at the near wall, the second in the rear at the other, so that visitors walk one way. */
function doorsOf({ doors, plan }: BusSummary): Map<string, Point> {
  const end = Math.min(1000, plan.length / 4);
  const usual = [
    { x: plan.length - end, y: 0 },
    { x: end, y: plan.width },
    { x: end, y: 0 },
    { x: plan.length - end, y: plan.width },
  ];
  const taken = doors.flatMap(({ place }) => place ?? []);
  return new Map(
    doors.map(({ id, place }) => {
      if (place !== null) return [id, place];
      const spot = usual.find((at) => clearance(at, taken) > end) ?? {
        x: (plan.length * (taken.length + 1)) / (doors.length + 2),
        y: 0,
      };
      taken.push(spot);
      return [id, spot];
    }),
  );
}

interface Laid {
  id: string;
  /** `space` is left free beside a model house. */
  what: 'station' | 'thing' | 'window' | 'space';
}

/** What stands along the walls, stand by stand: its table, what belongs to it, and the windows of its model house. */
function queueOf({ stations, things, facades, lamps }: BusSummary): Laid[] {
  const homeless = new Set(lamps.filter(({ place }) => place === null).map(({ id }) => id));
  const known = new Set(stations.map(({ id }) => id));
  const of = (station: string | null): Laid[] => {
    const isHere = (at: string) => (station === null ? !known.has(at) : at === station);
    const own = things.filter((thing) => thing.place === null && isHere(thing.station));
    const houses = facades
      .filter((facade) => isHere(facade.station))
      .map(({ windows }) => windows.filter((id) => homeless.has(id)))
      .filter((windows) => windows.length > 0);
    const space: Laid = { id: '', what: 'space' };
    return [
      ...own.map(({ id }): Laid => ({ id, what: 'thing' })),
      ...houses.flatMap((windows) => [space, ...windows.map((id): Laid => ({ id, what: 'window' })), space]),
    ];
  };
  const tables = stations.map(({ id, place }): Laid[] => [
    ...(place === null ? [{ id, what: 'station' } as const] : []),
    ...of(id),
  ]);
  return [...tables.flat(), ...of(null)];
}

function alongWalls(bus: BusSummary, doors: ReadonlyMap<string, Point>) {
  const placed = <Part extends { id: string; place: Point | null }>(parts: readonly Part[]) =>
    new Map(parts.flatMap(({ id, place }) => (place === null ? [] : [[id, place] as const])));
  const found = {
    ...{ stations: placed(bus.stations), things: placed(bus.things) },
    ...{ windows: placed([]), spaces: placed([]) },
  };
  const queue = queueOf(bus);
  if (queue.length === 0) return found;
  const stretches = freeWall(bus, doors);
  for (let pitch = WIDEST; pitch >= NARROWEST; pitch -= 10) {
    const laid = fill(queue, stretches, pitch, bus.plan.width);
    if (laid === null) continue;
    for (const { id, what, at } of laid) found[`${what}s`].set(id, at);
    return found;
  }
  // More than both walls can take: it lies in the room, as far apart as can be.
  for (const { id, what } of queue) {
    const taken = [...found.stations.values(), ...found.things.values(), ...found.windows.values()];
    const middle = { x: bus.plan.length / 2, y: bus.plan.width / 2 };
    found[`${what}s`].set(id, freeSpot(middle, taken, bus.plan, NARROWEST));
  }
  return found;
}

/** The stretches of both long walls that nothing stands at. */
function freeWall(
  { plan, stations, things, lamps }: BusSummary,
  doors: ReadonlyMap<string, Point>,
): Stretch[] {
  const corner = Math.min(CORNER, plan.length / 8);
  return (['near', 'far'] as const).flatMap((wall) => {
    const isAt = ({ y }: Point) => (wall === 'near' ? y < AT_WALL : plan.width - y < AT_WALL);
    const block = (half: number) => (at: Point | null) =>
      at !== null && isAt(at) ? [{ from: at.x - half, to: at.x + half }] : [];
    const before = [...doors.values()].filter((at) => nearestWall(at, plan) === wall);
    return cutOut({ wall, from: corner, to: plan.length - corner }, [
      ...before.flatMap(block(Math.min(DOOR_HALF, plan.length / 8))),
      ...stations.flatMap(({ place }) => block(STAND_HALF)(place)),
      ...things.flatMap(({ place }) => block(WIDEST / 2)(place)),
      ...lamps.flatMap(({ place }) => block(WIDEST / 4)(place)),
    ]);
  });
}

/** Lays the queue along the stretches, one after the other; null where they are too short for that pitch. */
function fill(queue: readonly Laid[], stretches: readonly Stretch[], pitch: number, width: number) {
  const laid: (Laid & { at: Point })[] = [];
  let nth = 0;
  let along = stretches[0]?.from ?? 0;
  for (const each of queue) {
    const takes = each.what === 'station' ? Math.max(pitch * 2, Math.min(STAND_HALF * 2, pitch * 4)) : pitch;
    while (nth < stretches.length && along + takes > stretches[nth]!.to) {
      nth += 1;
      along = stretches[nth]?.from ?? 0;
    }
    const stretch = stretches[nth];
    if (stretch === undefined) return null;
    const depth = Math.min(each.what === 'station' ? STAND : SHELF, width / 4);
    laid.push({ ...each, at: { x: along + takes / 2, y: stretch.wall === 'near' ? depth : width - depth } });
    along += takes;
  }
  return laid;
}
