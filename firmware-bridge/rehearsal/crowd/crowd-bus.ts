import { beamsApart } from '@pingan/device-config/beams-apart';
import { holdsOf } from '@pingan/device-config/holds';
import type { BusProfile } from '@pingan/device-config/profile';

export interface Point {
  x: number;
  y: number;
}

/** A doorway as a crowd needs it; lengths in millimetres. */
export interface CrowdDoor {
  id: string;
  /** On the wall. */
  place: Point;
  /** From the room to the street, one millimetre. */
  outwards: Point;
  beamsApart: number;
  /** Boards that its beams are wired to; one, as a rule. */
  boards: readonly string[];
}

export interface CrowdStation {
  id: string;
  place: Point;
}

/** What a crowd must know of a bus, and nothing else. In the order of the profile: people come in by the first door. */
export interface CrowdBus {
  plan: { length: number; width: number };
  holds: number;
  doors: readonly CrowdDoor[];
  stations: readonly CrowdStation[];
  boards: readonly string[];
}

type Profile = Pick<BusProfile, 'plan' | 'holds' | 'doors' | 'stations' | 'boards'>;

export function crowdBusOf(profile: Profile): CrowdBus {
  const { plan } = profile;
  const doors = Object.entries(profile.doors).map(([id, door]) => ({ id, ...door }));
  const doorPlaces = placesOf(doors, (share) => ({ x: plan.length * (1 - share), y: 0 }));
  const stationPlaces = placesOf(profile.stations, (share) => ({
    x: plan.length * share,
    y: plan.width * 0.85,
  }));
  return {
    plan,
    holds: holdsOf(profile),
    doors: doors.map((door, at) => ({
      id: door.id,
      ...onWall(doorPlaces[at]!, plan),
      beamsApart: beamsApart(door),
      boards: [...new Set([door.outer.board, door.inner.board])],
    })),
    stations: profile.stations.map(({ id }, at) => ({ id, place: stationPlaces[at]! })),
    boards: Object.keys(profile.boards),
  };
}

/** Whatever has no place stands where a plain plan would draw it: spread along the length. */
function placesOf(
  parts: readonly { place?: Point | undefined }[],
  spread: (share: number) => Point,
): readonly Point[] {
  const homeless = parts.filter(({ place }) => place === undefined);
  return parts.map((part) => part.place ?? spread((homeless.indexOf(part) + 1) / (homeless.length + 1)));
}

/** A door is in the wall that its place lies nearest to. */
function onWall({ x, y }: Point, { length, width }: CrowdBus['plan']): Pick<CrowdDoor, 'place' | 'outwards'> {
  const walls = [
    { distance: y, place: { x, y: 0 }, outwards: { x: 0, y: -1 } },
    { distance: width - y, place: { x, y: width }, outwards: { x: 0, y: 1 } },
    { distance: x, place: { x: 0, y }, outwards: { x: -1, y: 0 } },
    { distance: length - x, place: { x: length, y }, outwards: { x: 1, y: 0 } },
  ];
  const { place, outwards } = walls.reduce((nearest, wall) =>
    wall.distance < nearest.distance ? wall : nearest,
  );
  return { place, outwards };
}
