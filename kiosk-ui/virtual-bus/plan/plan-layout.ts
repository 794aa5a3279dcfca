import type { BusSummary } from '@pingan/protocol/bus-summary';
import { isTurningPoint } from '../turning-point.ts';
import { distance, type Point, type Room } from './free-spot.ts';
import { type PartPlaces, partPlaces } from './part-places.ts';
import { placesOf } from './places.ts';
import { nearestWall, type Wall } from './walls.ts';

/** What a lamp belongs to, which decides how it is drawn. `control`: it sits in a button or a key door. */
export type LampRole = 'point' | 'thing' | 'window' | 'lantern' | 'beacon' | 'control' | 'other';

/** Where everything stands in the plan, in millimetres from its rear left corner. */
export interface PlanLayout {
  /** `labelled`: the plan names it; of many lamps only the ceiling's, of few all that no station's label names. */
  lamps: { id: string; at: Point; role: LampRole; labelled: boolean }[];
  /** `liftedTo`: where a thing is drawn that is off its place: on the other side of its lamp. */
  things: { id: string; at: Point; liftedTo: Point }[];
  /** `label`: where the name is written: outside the wall it stands at, else below it. */
  stations: { id: string; at: Point; wall: Wall; label: Point }[];
  doors: { id: string; at: Point; wall: Wall }[];
  facades: { id: string; windows: Point[] }[];
  parts: PartPlaces;
}

/** With more lamps than this, names would overlap. */
const FEW = 12;
const BESIDE_WALL = 700;
/** From the middle of a door to that of a name beside its steps. */
const CLEAR_OF_STEPS = 1_150;

/** Lays out the plan of a bus or a room. */
export function layOutPlan(bus: BusSummary): PlanLayout {
  const places = placesOf(bus);
  const doors = [...places.doors].map(([id, at]) => ({ id, at, wall: nearestWall(at, bus.plan) }));
  const stations = [...places.stations].map(([id, at]) => {
    const wall = nearestWall(at, bus.plan);
    const steps = doors.filter((door) => door.wall === wall).map((door) => door.at);
    return { id, at, wall, label: labelPlace(at, bus.plan, steps) };
  });
  const roles = rolesOf(bus);
  const lamps = bus.lamps.map(({ id }) => {
    const at = places.lamps.get(id)!;
    const role = roles.get(id) ?? 'other';
    const isAtStation = stations.some((station) => distance(station.at, at) < 200);
    return { id, at, role, labelled: role === 'point' || (bus.lamps.length <= FEW && !isAtStation) };
  });
  return {
    lamps,
    things: bus.things.map(({ id, lamp }) => {
      const at = places.things.get(id)!;
      return { id, at, liftedTo: liftedTo(at, places.lamps.get(lamp), bus.plan.width) };
    }),
    stations,
    doors,
    facades: bus.facades.map(({ id, windows }) => ({
      id,
      windows: lamps.filter((lamp) => windows.includes(lamp.id)).map(({ at }) => at),
    })),
    parts: partPlaces(bus, places),
  };
}

function rolesOf(bus: BusSummary): Map<string, LampRole> {
  const as = (role: LampRole, ids: readonly string[]) => ids.map((id): [string, LampRole] => [id, role]);
  const lampsIn = (parts: readonly { lamp?: string | null | undefined }[]) =>
    parts.flatMap(({ lamp }) => lamp ?? []);
  return new Map([
    ...as('control', lampsIn([...bus.buttons, ...bus.keyDoors])),
    ...as('thing', lampsIn(bus.things)),
    ...as(
      'window',
      bus.facades.flatMap(({ windows }) => windows),
    ),
    ...as('lantern', bus.lantern?.lamps ?? []),
    ...as('beacon', bus.alarmRig === null ? [] : [bus.alarmRig.beacon]),
    ...as('point', bus.lamps.map(({ id }) => id).filter(isTurningPoint)),
  ]);
}

/** A lifted thing is drawn past its lamp where that is near, else a hand's breadth into the room. */
function liftedTo(at: Point, lamp: Point | undefined, width: number): Point {
  if (lamp !== undefined && distance(at, lamp) > 0 && distance(at, lamp) < 400) {
    return { x: 2 * lamp.x - at.x, y: 2 * lamp.y - at.y };
  }
  return { x: at.x, y: at.y + (at.y < width / 2 ? 380 : -380) };
}

/** Outside the wall that it stands at, clear of the steps of a door there. */
function labelPlace(at: Point, { width }: Room, steps: readonly Point[]): Point {
  const near = steps.find(({ x }) => Math.abs(at.x - x) < CLEAR_OF_STEPS);
  const x = near === undefined ? at.x : near.x + (at.x < near.x ? -CLEAR_OF_STEPS : CLEAR_OF_STEPS);
  if (at.y < BESIDE_WALL) return { x, y: -190 };
  if (at.y > width - BESIDE_WALL) return { x, y: width + 290 };
  return { x: at.x, y: at.y + 320 };
}
