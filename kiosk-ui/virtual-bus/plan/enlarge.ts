import type { BusSummary } from '@pingan/protocol/bus-summary';

/** A plan shorter than this is drawn enlarged: doors, stands and marks have the size of a finger, and would cover a table top. */
const LEAST_LENGTH = 4_800;

/** By how much a plan is enlarged before it is drawn. */
export const scaleOf = ({ plan }: Pick<BusSummary, 'plan'>): number =>
  Math.max(1, LEAST_LENGTH / plan.length);

/** The bus with its plan and all places enlarged to a drawing that fingers can use; most are large enough as they are. */
export function enlarge(bus: BusSummary): BusSummary {
  const scale = scaleOf(bus);
  if (scale === 1) return bus;
  const grow = <Part extends { place: { x: number; y: number } | null }>(parts: readonly Part[]): Part[] =>
    parts.map((part) => ({
      ...part,
      place: part.place && { x: part.place.x * scale, y: part.place.y * scale },
    }));
  return {
    ...bus,
    plan: { length: bus.plan.length * scale, width: bus.plan.width * scale },
    ...{ stations: grow(bus.stations), things: grow(bus.things) },
    ...{ doors: grow(bus.doors), lamps: grow(bus.lamps) },
  };
}
