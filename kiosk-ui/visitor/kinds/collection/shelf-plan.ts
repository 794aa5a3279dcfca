/** Most objects on one page: more are too many to choose among. */
const MOST = 12;
/** Least size of an object's place, in em of body text: a drawing of 24 mm with its name beneath, and gaps for fingers. */
const LEAST_WIDTH = 5.6;
const LEAST_HEIGHT = 5.2;
/** Height that a place gives to lantern and name, in em. */
const CAPTION = 3;

export interface ShelfPlan {
  columns: number;
  rows: number;
  /** Objects on a page; the last page may hold fewer. */
  perPage: number;
  pages: number;
}

/**
 * How many objects lie on the shelf at once, and in how many rows. Pages hold about equally many, and the drawings are as large as the
 * space allows.
 * @param space width and height of the shelf in em of body text
 */
export function planShelf(count: number, space: { width: number; height: number }): ShelfPlan {
  const mostColumns = Math.max(1, Math.floor(space.width / LEAST_WIDTH));
  const mostRows = Math.max(1, Math.floor(space.height / LEAST_HEIGHT));
  const capacity = Math.min(MOST, mostColumns * mostRows);
  const pages = Math.max(1, Math.ceil(count / capacity));
  const perPage = Math.max(1, Math.ceil(count / pages));
  let best: ShelfPlan & { drawing: number } = {
    columns: 1,
    rows: perPage,
    perPage,
    pages,
    drawing: -Infinity,
  };
  for (let columns = 1; columns <= Math.min(mostColumns, perPage); columns += 1) {
    const rows = Math.ceil(perPage / columns);
    if (rows > mostRows) continue;
    const drawing = Math.min(space.width / columns, space.height / rows - CAPTION);
    if (drawing > best.drawing) best = { columns, rows, perPage, pages, drawing };
  }
  const { columns, rows } = best;
  return { columns, rows, perPage, pages };
}

/** The objects of a page, counted from 0. */
export function onPage<T>(objects: readonly T[], { perPage }: ShelfPlan, page: number): T[] {
  return objects.slice(page * perPage, (page + 1) * perPage);
}

/** The page on which the nth object lies. */
export const pageOf = (nth: number, { perPage }: ShelfPlan): number => Math.floor(Math.max(0, nth) / perPage);
