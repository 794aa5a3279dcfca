import type { PagePlan } from '../paging/pages.ts';

/** Between two slips, in em of body text, and the height of a line. */
const GAP = 0.45;
const LINE = 1.3;
/** A name needs this many em for a word of its own. */
const LEAST_NAME = 4.2;

/**
 * A slip lies (`wide`: mark, name and price side by side) or stands (`tall`: the name under mark and price). What it takes besides its name,
 * and the least of all, in em.
 */
const SHAPES = {
  wide: { beside: 6.6, above: 0.6, least: { width: 11, height: 3.3 } },
  tall: { beside: 1, above: 2, least: { width: 8.7, height: 3.3 } },
} as const;
type Shape = keyof typeof SHAPES;

export interface SlipPlan extends PagePlan {
  shape: Shape;
}

/**
 * How the measures lie beside each other: on as few pages as the space allows, in the shape that gives each the most room.
 * @param space width and height of the board in em of body text
 * @param longest the longest name, in em
 */
export function planSlips(
  count: number,
  space: { width: number; height: number },
  longest: number,
): SlipPlan {
  const plans = (Object.keys(SHAPES) as Shape[]).flatMap((shape) => plansOf(shape, count, space, longest));
  const { shape, columns, rows, perPage, pages } = plans.sort(byFit)[0]!;
  return { shape, columns, rows, perPage, pages };
}

/** A plan in which every slip is whole beats one in which it is not; then fewer pages; then more room. */
function byFit(a: Tried, b: Tried): number {
  return Number(b.room >= 1) - Number(a.room >= 1) || a.pages - b.pages || b.room - a.room;
}

interface Tried extends SlipPlan {
  /** How much of the height a slip has is more than it needs; below 1 it is too low. */
  room: number;
}

function plansOf(
  shape: Shape,
  count: number,
  space: { width: number; height: number },
  longest: number,
): Tried[] {
  const { beside, above, least } = SHAPES[shape];
  const mostColumns = Math.max(1, Math.floor((space.width + GAP) / (least.width + GAP)));
  return Array.from({ length: mostColumns }, (_, nth) => {
    const width = (space.width + GAP) / (nth + 1) - GAP;
    const lines = Math.ceil((longest * 1.1) / Math.max(LEAST_NAME, width - beside));
    const height = Math.max(least.height, above + lines * LINE);
    const mostRows = Math.max(1, Math.floor((space.height + GAP) / (height + GAP)));
    const pages = Math.ceil(count / (mostRows * (nth + 1)));
    const perPage = Math.ceil(count / pages);
    const rows = Math.ceil(perPage / (nth + 1));
    const room = ((space.height + GAP) / rows - GAP) / height;
    return { shape, columns: Math.ceil(perPage / rows), rows, perPage, pages, room };
  });
}
