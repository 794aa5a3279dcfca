import type { PagePlan } from '../paging/pages.ts';

/** Most objects on one page: more are too many to choose among. */
const MOST = 12;
/** Least width of an object's place, and of its drawing, in em of body text: names have long words, and drawings are known at 24 mm. */
const LEAST_WIDTH = 6.4;
const LEAST_DRAWING = 2.4;
/** What lies between drawing and name: the board with its lantern; and a line of the name. In em. */
const LANTERN = 1.4;
const LINE = 1.3;

/** A drawing lower than this is not known over its name: names then lie beside the drawings, in places at least so wide. In em. */
const LEAST_OVER_NAME = 1.8;
const LEAST_WIDTH_BESIDE = 9.4;
/** Height of a lantern without a name under it, in em. */
const LANTERN_ALONE = 1.1;

export interface ShelfPlan extends PagePlan {
  /** Names lie beside the drawings, on a low shelf. */
  beside: boolean;
  /** Height of the lantern, and of the name under it, in em. */
  caption: number;
}

/**
 * How many objects lie on the shelf at once, and in how many rows. Pages hold about equally many, and the drawings are as large as the
 * space allows.
 * @param space width and height of the shelf in em of body text
 * @param longest the longest name, in em
 */
export function planShelf(
  count: number,
  space: { width: number; height: number },
  longest: number,
): ShelfPlan {
  const mostColumns = Math.max(1, Math.floor(space.width / LEAST_WIDTH));
  const tried = Array.from({ length: mostColumns }, (_, nth) => planOf(count, nth + 1, space, longest));
  const {
    drawing: _,
    isWhole: __,
    ...plan
  } = tried.sort(
    (a, b) => Number(b.isWhole) - Number(a.isWhole) || a.pages - b.pages || b.drawing - a.drawing,
  )[0]!;
  return plan;
}

function planOf(count: number, most: number, space: { width: number; height: number }, longest: number) {
  const width = space.width / most;
  const under = LANTERN + LINE * Math.min(3, Math.ceil((longest * 1.1) / width));
  const mostRows = Math.max(1, Math.floor(space.height / (LEAST_DRAWING + under)));
  const pages = Math.max(1, Math.ceil(count / Math.min(MOST, mostRows * most)));
  const perPage = Math.max(1, Math.ceil(count / pages));
  const rows = Math.ceil(perPage / most);
  const columns = Math.ceil(perPage / rows);
  const beside = space.height / rows - under < LEAST_OVER_NAME;
  const caption = beside ? LANTERN_ALONE : under;
  const isWhole = !beside || space.width / columns >= LEAST_WIDTH_BESIDE;
  const drawing = Math.min(width, space.height / rows - caption);
  return { columns, rows, perPage, pages, beside, caption, isWhole, drawing };
}
