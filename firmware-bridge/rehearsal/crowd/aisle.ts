import type { CrowdBus, CrowdDoor, Point } from './crowd-bus.ts';

/** Shelves and what lies on them take this much of either long side, in millimetres. */
const SHELF = 600;
/** From the ends of the room. */
const END = 300;
/** Where people wait and walk outside, from the wall. */
const KERB = 330;

/** Somebody in the plan: where, and towards where they look or walk. */
export interface Standing {
  at: Point;
  towards: Point;
}

/** The nearest point of the floor on which people may stand: never inside a shelf, in the middle where all is narrow. */
export function onFloor({ x, y }: Point, { length, width }: CrowdBus['plan']): Point {
  return { x: between(x, END, length - END), y: between(y, SHELF, width - SHELF) };
}

export function isOnFloor(point: Point, plan: CrowdBus['plan']): boolean {
  return distance(point, onFloor(point, plan)) < 1;
}

/** Before and behind the beams of a door, for a body as deep as this. */
export function doorstep(
  { place, outwards, beamsApart }: CrowdDoor,
  depth: number,
  side: 'in' | 'out',
): Point {
  return along(place, outwards, ((beamsApart + depth) / 2) * (side === 'out' ? 1 : -1));
}

/** How people walk between a door and a place in the room: straight through the shelves' gap, then across the floor. */
export function pathInside(door: CrowdDoor, depth: number, place: Point, plan: CrowdBus['plan']): Point[] {
  const inside = doorstep(door, depth, 'in');
  return [inside, onFloor(inside, plan), place];
}

/** The line that waits outside a door, along the wall on the side where there is more of it; `rank` 0 is next, parts are steps. */
export function inLine(door: CrowdDoor, rank: number, plan: CrowdBus['plan']): Point {
  return along(along(door.place, door.outwards, KERB), lineDirection(door, plan), 260 + rank * 470);
}

/** The way that whoever has left goes, away from the line. */
export function pathAway(door: CrowdDoor, depth: number, plan: CrowdBus['plan']): Point[] {
  const outside = doorstep(door, depth, 'out');
  const kerb = along(door.place, door.outwards, Math.max(KERB, distance(outside, door.place)));
  return [outside, kerb, along(kerb, lineDirection(door, plan), -10_000)];
}

/** After so many millimetres of a path. At its end people look where they came along. */
export function afterWalking(path: readonly Point[], millimetres: number): Standing {
  let left = Math.max(0, millimetres);
  let last: [Point, Point] = [path[0]!, path[0]!];
  for (const [at, from] of path.entries()) {
    const to = path[at + 1];
    if (to === undefined) break;
    const step = distance(from, to);
    if (step === 0) continue;
    last = [from, to];
    if (left < step) return { at: mix(from, to, left / step), towards: to };
    left -= step;
  }
  const [from, to] = last;
  return { at: to, towards: { x: 2 * to.x - from.x, y: 2 * to.y - from.y } };
}

export function lengthOf(path: readonly Point[]): number {
  return path.reduce((sum, to, at) => (at === 0 ? 0 : sum + distance(path[at - 1]!, to)), 0);
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

export function along({ x, y }: Point, direction: Point, millimetres: number): Point {
  return { x: x + direction.x * millimetres, y: y + direction.y * millimetres };
}

export function mix(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

function lineDirection({ place, outwards }: CrowdDoor, { length, width }: CrowdBus['plan']): Point {
  return outwards.x === 0
    ? { x: place.x > length / 2 ? -1 : 1, y: 0 }
    : { x: 0, y: place.y > width / 2 ? -1 : 1 };
}

function between(value: number, low: number, high: number): number {
  return low > high ? (low + high) / 2 : Math.min(high, Math.max(low, value));
}
