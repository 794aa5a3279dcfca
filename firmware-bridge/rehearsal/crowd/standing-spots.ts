import { distance, isOnFloor, onFloor } from './aisle.ts';
import type { CrowdBus, CrowdStation, Point } from './crowd-bus.ts';

/** Shoulders of grown people, with the air between them, in millimetres. */
const SHOULDERS = 440;
/** From a screen to whoever stands nearest, and from one half ring of onlookers to the next. */
const NEAREST = 560;
const RING = 450;
/** Onlookers stand where they still see the screen: so far to either side, in radians. */
const WIDEST = (80 * Math.PI) / 180;
/** A station this near to a wall hangs on it. */
const ON_WALL = 700;

/** Somebody who needs a spot before a station for a while; milliseconds since the day began. */
export interface Onlooker {
  station: CrowdStation;
  from: number;
  until: number;
}

/**
 * A spot on the floor for each, in the order they come: in half rings around their station, the best first, and not where somebody stands at
 * that time. Where the floor is full they stand as far from each other as they can.
 */
export function standingSpots(onlookers: readonly Onlooker[], bus: CrowdBus): Point[] {
  const choices = new Map(bus.stations.map((station) => [station.id, spotsBefore(station, bus)]));
  let here: { until: number; spot: Point }[] = [];
  return onlookers.map(({ station, from, until }) => {
    here = here.filter((other) => other.until > from);
    const spot = freest(choices.get(station.id)!, here);
    here.push({ until, spot });
    return spot;
  });
}

function freest(spots: readonly Point[], here: readonly { spot: Point }[]): Point {
  let best = spots[0]!;
  let room = -1;
  for (const spot of spots) {
    const nearest = Math.min(...here.map((other) => distance(other.spot, spot)));
    if (nearest >= SHOULDERS) return spot;
    if (nearest > room) [best, room] = [spot, nearest];
  }
  return best;
}

function spotsBefore(station: CrowdStation, { plan }: CrowdBus): Point[] {
  const { x, y } = station.place;
  const straight = straightAhead(station.place, plan);
  const spots: Point[] = [];
  for (let radius = NEAREST; radius < Math.max(plan.length, plan.width); radius += RING) {
    const step = (SHOULDERS + 20) / radius;
    for (let nth = 0; nth * step <= WIDEST; nth++)
      for (const side of nth === 0 ? [1] : [1, -1]) {
        const angle = straight + side * nth * step;
        spots.push({ x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) });
      }
  }
  const pushedIn = spots.map((spot) => onFloor(spot, plan));
  return [...spots.filter((spot) => isOnFloor(spot, plan)), ...pushedIn];
}

/** The direction that a screen faces: away from its wall, or else to the middle of the room. */
function straightAhead({ x, y }: Point, { length, width }: CrowdBus['plan']): number {
  if (y < ON_WALL && y <= width - y) return Math.PI / 2;
  if (width - y < ON_WALL) return -Math.PI / 2;
  return Math.atan2(width / 2 - y, length / 2 - x);
}
