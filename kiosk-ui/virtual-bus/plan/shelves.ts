import type { Point, Room } from './free-spot.ts';
import { nearestWall } from './walls.ts';

const LARGEST = 220;
const DEPTH = 480;
const HALF_WIDTH = 140;

/** How wide each thing's mark may be in millimetres, so that it stays clear of its nearest neighbour. */
export function roomFor(places: readonly Point[]): (at: Point) => number {
  return (at) => {
    const gaps = places.filter((other) => other !== at).map(({ x, y }) => Math.hypot(x - at.x, y - at.y));
    return Math.min(LARGEST, ...gaps.map((gap) => gap * 0.86));
  };
}

/** The shelves: a strip of wall behind every thing; strips of neighbours grow together. `inset`: by how much it is less deep. */
export function shelfPath(places: readonly Point[], plan: Room, inset = 0): string {
  const depth = Math.min(DEPTH, plan.width / 3) - inset;
  return places
    .map((at) => {
      const wall = nearestWall(at, plan);
      if (wall !== 'near' && wall !== 'far') return '';
      const from = wall === 'near' ? 0 : plan.width - depth;
      return `M${at.x - HALF_WIDTH} ${from}h${2 * HALF_WIDTH}v${depth}h${-2 * HALF_WIDTH}Z`;
    })
    .join('');
}
