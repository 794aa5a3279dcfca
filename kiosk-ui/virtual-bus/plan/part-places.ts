import type { BusSummary } from '@pingan/protocol/bus-summary';
import { isTurningPoint } from '../turning-point.ts';
import { freeSpot, type Point } from './free-spot.ts';
import type { Places } from './places.ts';

/** The lamp over the officer's desk has this name in every profile. */
const OFFICER = 'officer';
/** Millimetres between two parts that a finger must tell apart. */
const APART = 300;

/** Where stands what hands can move and the profile gives no place of its own: beside the lamp in it, its stand or its door. */
export interface PartPlaces {
  buttons: ReadonlyMap<string, Point>;
  handsets: ReadonlyMap<string, Point>;
  keyDoors: ReadonlyMap<string, Point>;
  /** The parts of the alarm that a demonstration moves; null where the bus has none. */
  rig: { magnet: Point; motion: Point } | null;
  /** Null where the bus has no such key. */
  panelKey: Point | null;
  /** The officer's desk; null where no lamp marks it. */
  desk: Point | null;
}

/** Finds a place for each part: near what it belongs to, and on nothing else. */
export function partPlaces(bus: BusSummary, places: Places): PartPlaces {
  const taken = [places.doors, places.stations, places.things, places.lamps].flatMap((map) => [
    ...map.values(),
  ]);
  // The name under a lamp of the ceiling keeps its place too.
  const named = bus.lamps
    .filter(({ id }) => isTurningPoint(id))
    .flatMap(({ id }) => places.lamps.get(id) ?? []);
  taken.push(...named.flatMap(({ x, y }) => [-150, 0, 150].map((by) => ({ x: x + by, y: y + 330 }))));
  const centre = { x: bus.plan.length / 2, y: bus.plan.width / 2 };
  const take = (near: Point | undefined): Point => {
    const spot = freeSpot(near ?? centre, taken, bus.plan, APART);
    taken.push(spot);
    return spot;
  };
  const lampOf = (lamp: string | null | undefined) => (lamp ? places.lamps.get(lamp) : undefined);
  const inward = (at: Point | undefined, by: number) =>
    at && { x: at.x, y: at.y < centre.y ? at.y + by : at.y - by };
  // Not before the stand, where visitors are.
  const aside = (at: Point | undefined) =>
    at && { x: at.x + 560, y: at.y < centre.y ? at.y + 300 : at.y - 300 };

  const handsets = new Map(
    bus.handsets.map(({ id, station }) => {
      const stand = places.stations.get(station);
      return [id, stand === undefined ? take(undefined) : { x: stand.x - 215, y: stand.y }];
    }),
  );
  taken.push(...handsets.values());
  const keyDoors = new Map(
    bus.keyDoors.map(({ id, lamp, station }) => [
      id,
      lampOf(lamp) ?? take(inward(places.stations.get(station), APART)),
    ]),
  );
  const desk = places.lamps.get(OFFICER) ?? null;
  const onDesk = desk && { x: desk.x - 215, y: desk.y };
  if (onDesk !== null) taken.push(onDesk);
  const beacon = lampOf(bus.alarmRig?.beacon);
  const rig = bus.alarmRig === null ? null : { magnet: take(beacon), motion: take(beacon) };
  const buttons = new Map(
    bus.buttons.map(({ id, lamp, station, door }) => [
      id,
      lampOf(lamp) ??
        take(aside(station === null ? places.doors.get(door ?? '') : places.stations.get(station))),
    ]),
  );
  const panelKey = bus.panelKey ? (onDesk ?? take([...places.doors.values()][0])) : null;
  return { buttons, handsets, keyDoors, rig, panelKey, desk };
}
