import type { PagePlan } from '../paging/pages.ts';

/** Most objects on one page: more are too many to choose among. */
const MOST = 12;
/** Least size of an object's place, in em of body text: a drawing of 24 mm with its name beneath, and gaps for fingers. */
const LEAST_WIDTH = 6.4;
const LEAST_HEIGHT = 5.8;
/** Height that a place gives to lantern and name, in em. */
const CAPTION = 3.4;

/**
 * How many objects lie on the shelf at once, and in how many rows. Pages hold about equally many, and the drawings are as large as the
 * space allows.
 * @param space width and height of the shelf in em of body text
 */
export function planShelf(count: number, space: { width: number; height: number }): PagePlan {
  const mostColumns = Math.max(1, Math.floor(space.width / LEAST_WIDTH));
  const mostRows = Math.max(1, Math.floor(space.height / LEAST_HEIGHT));
  const capacity = Math.min(MOST, mostColumns * mostRows);
  const pages = Math.max(1, Math.ceil(count / capacity));
  const perPage = Math.max(1, Math.ceil(count / pages));
  let best: PagePlan & { drawing: number } = {
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
