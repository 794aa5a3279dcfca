import type { BusSummary } from '@pingan/protocol/screen-messages';

type Point = { x: number; y: number };
export type Wall = 'near' | 'far' | 'rear' | 'front';

/** Where everything stands in the plan, in millimetres from its rear left corner. */
export interface PlanLayout {
  lamps: { id: string; at: Point; ceiling: boolean }[];
  stations: { id: string; at: Point }[];
  doors: { id: string; at: Point; wall: Wall }[];
}

/** Places what the profile leaves without a place: lamps and stations in a row, doors along the near wall. */
export function layOutPlan(bus: BusSummary): PlanLayout {
  const { length, width } = bus.plan;
  const stations = place(bus.stations, (share) => ({ x: length * share, y: width * 0.85 }));
  return {
    lamps: place(bus.lamps, (share) => ({ x: length * share, y: width * 0.16 })).map((lamp) => ({
      ...lamp,
      ceiling: !stations.some(({ at }) => Math.hypot(at.x - lamp.at.x, at.y - lamp.at.y) < 200),
    })),
    stations,
    doors: place(bus.doors, (share) => ({ x: length * (1 - share), y: 0 })).map((door) => ({
      ...door,
      wall: nearestWall(door.at, bus.plan),
    })),
  };
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
