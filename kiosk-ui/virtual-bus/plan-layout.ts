import type { BusSummary } from '@pingan/protocol/bus-summary';
import { isTurningPoint } from './turning-point.ts';

export type Point = { x: number; y: number };
export type Wall = 'near' | 'far' | 'rear' | 'front';
/** What a lamp belongs to, which decides how it is drawn. */
export type LampRole = 'point' | 'thing' | 'window' | 'lantern' | 'beacon' | 'other';

/** Where everything stands in the plan, in millimetres from its rear left corner. */
export interface PlanLayout {
  /** `labelled`: the plan names it; of many lamps only the ceiling's, of few all that no station's label names. */
  lamps: { id: string; at: Point; role: LampRole; labelled: boolean }[];
  /** `liftedTo`: where a thing is drawn that is off its place: on the other side of its lamp. */
  things: { id: string; at: Point; liftedTo: Point }[];
  /** `label`: where the name is written: outside the wall it stands at, else below it. */
  stations: { id: string; at: Point; label: Point }[];
  doors: { id: string; at: Point; wall: Wall }[];
  facades: { id: string; windows: Point[] }[];
}

/** With more lamps than this, names would overlap. */
const FEW = 12;
const BESIDE_WALL = 700;

/** Places what the profile leaves without a place: things, lamps and stations in a row, doors along the near wall. */
export function layOutPlan(bus: BusSummary): PlanLayout {
  const { length, width } = bus.plan;
  const stations = place(bus.stations, (share) => ({ x: length * share, y: width * 0.85 }));
  const roles = rolesOf(bus);
  const lamps = place(bus.lamps, (share) => ({ x: length * share, y: width * 0.16 })).map((lamp) => {
    const role = roles.get(lamp.id) ?? 'other';
    const isAtStation = stations.some(({ at }) => distance(at, lamp.at) < 200);
    return { ...lamp, role, labelled: role === 'point' || (bus.lamps.length <= FEW && !isAtStation) };
  });
  const things = place(bus.things, (share) => ({ x: length * share, y: width * 0.5 })).map((thing) => {
    const lamp = bus.things.find(({ id }) => id === thing.id)?.lamp;
    return { ...thing, liftedTo: liftedTo(thing.at, lamps.find(({ id }) => id === lamp)?.at, width) };
  });
  return {
    lamps,
    things,
    stations: stations.map((station) => ({ ...station, label: labelPlace(station.at, bus.plan) })),
    doors: place(bus.doors, (share) => ({ x: length * (1 - share), y: 0 })).map((door) => ({
      ...door,
      wall: nearestWall(door.at, bus.plan),
    })),
    facades: bus.facades.map(({ id, windows }) => ({
      id,
      windows: lamps.filter((lamp) => windows.includes(lamp.id)).map(({ at }) => at),
    })),
  };
}

function rolesOf(bus: BusSummary): Map<string, LampRole> {
  const as = (role: LampRole, ids: readonly string[]) => ids.map((id): [string, LampRole] => [id, role]);
  return new Map([
    ...as(
      'thing',
      bus.things.map(({ lamp }) => lamp),
    ),
    ...as(
      'window',
      bus.facades.flatMap(({ windows }) => windows),
    ),
    ...as('lantern', bus.lantern?.lamps ?? []),
    ...as('beacon', bus.alarmRig === null ? [] : [bus.alarmRig.beacon]),
    ...as('point', bus.lamps.map(({ id }) => id).filter(isTurningPoint)),
  ]);
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

/** A lifted thing is drawn past its lamp where that is near, else a hand's breadth into the room. */
function liftedTo(at: Point, lamp: Point | undefined, width: number): Point {
  if (lamp !== undefined && distance(at, lamp) > 0 && distance(at, lamp) < 400) {
    return { x: 2 * lamp.x - at.x, y: 2 * lamp.y - at.y };
  }
  return { x: at.x, y: at.y + (at.y < width / 2 ? 380 : -380) };
}

function labelPlace(at: Point, { width }: { width: number }): Point {
  if (at.y < BESIDE_WALL) return { x: at.x, y: -190 };
  if (at.y > width - BESIDE_WALL) return { x: at.x, y: width + 290 };
  return { x: at.x, y: at.y + 320 };
}

function place(
  things: readonly { id: string; place: Point | null }[],
  spread: (share: number) => Point,
): { id: string; at: Point }[] {
  const homeless = things.filter(({ place }) => place === null);
  return things.map((thing) => ({
    id: thing.id,
    at: thing.place ?? spread((homeless.indexOf(thing) + 1) / (homeless.length + 1)),
  }));
}

/** The wall a door is in: the one its place lies nearest to. */
export function nearestWall({ x, y }: Point, plan: { length: number; width: number }): Wall {
  const distances: [Wall, number][] = [
    ['near', y],
    ['far', plan.width - y],
    ['rear', x],
    ['front', plan.length - x],
  ];
  return distances.reduce((nearest, wall) => (wall[1] < nearest[1] ? wall : nearest))[0];
}
