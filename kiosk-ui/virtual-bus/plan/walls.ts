import type { Point, Room } from './free-spot.ts';

export type Wall = 'near' | 'far' | 'rear' | 'front';

/** The wall that a place lies nearest to: a door is in it, a stand stands at it. */
export function nearestWall({ x, y }: Point, room: Room): Wall {
  const distances: [Wall, number][] = [
    ['near', y],
    ['far', room.width - y],
    ['rear', x],
    ['front', room.length - x],
  ];
  return distances.reduce((nearest, wall) => (wall[1] < nearest[1] ? wall : nearest))[0];
}

/** Degrees by which something drawn with the wall above it is turned to stand at that wall. */
export const TURN: Record<Wall, number> = { near: 0, front: 90, far: 180, rear: 270 };

/** What is `out` millimetres outside a wall and `along` millimetres to its side, seen from a place in it. */
export function outside(at: Point, wall: Wall, out: number, along = 0): Point {
  if (wall === 'near') return { x: at.x + along, y: at.y - out };
  if (wall === 'far') return { x: at.x + along, y: at.y + out };
  return { x: at.x + (wall === 'rear' ? -out : out), y: at.y + along };
}

/** A stretch of a wall, in millimetres along it. */
export interface Stretch {
  wall: 'near' | 'far';
  from: number;
  to: number;
}

/** What is left of a stretch once `blocked` ones are cut out of it. */
export function cutOut(whole: Stretch, blocked: readonly { from: number; to: number }[]): Stretch[] {
  let left = [whole];
  for (const { from, to } of blocked) {
    left = left.flatMap((stretch) => [
      { ...stretch, to: Math.min(stretch.to, from) },
      { ...stretch, from: Math.max(stretch.from, to) },
    ]);
    left = left.filter((stretch) => stretch.to > stretch.from);
  }
  return left;
}
