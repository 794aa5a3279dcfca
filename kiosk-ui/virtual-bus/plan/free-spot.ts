export type Point = { x: number; y: number };
export interface Room {
  length: number;
  width: number;
}

export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

const STEP = 60;

/** How far a place is from the nearest of others; without others, as far as can be. */
export const clearance = (at: Point, others: readonly Point[]): number =>
  Math.min(Infinity, ...others.map((other) => distance(at, other)));

/**
 * The place in the room nearest to `wanted` that is at least `gap` millimetres from everything that is taken and from the walls; where the
 * room is too full for that, the one that is farthest from all.
 */
export function freeSpot(wanted: Point, taken: readonly Point[], room: Room, gap: number): Point {
  const margin = Math.min(gap / 2, room.length / 4, room.width / 4);
  const spots: Point[] = [];
  for (let x = margin; x <= room.length - margin; x += STEP)
    for (let y = margin; y <= room.width - margin; y += STEP) spots.push({ x, y });
  spots.sort((a, b) => distance(a, wanted) - distance(b, wanted));
  return (
    spots.find((spot) => taken.every((other) => distance(spot, other) >= gap)) ??
    farthest(spots, taken) ??
    wanted
  );
}

function farthest(spots: readonly Point[], taken: readonly Point[]): Point | null {
  let found: Point | null = null;
  let most = -Infinity;
  for (const spot of spots) {
    const room = clearance(spot, taken);
    if (room > most) [found, most] = [spot, room];
  }
  return found;
}
