import type { PagePlan } from '../paging/pages.ts';

/** Most objects on one page: more are too many to choose among. */
const MOST = 12;
/** Least width of an object's place, and of its drawing, in em of body text: names have long words, and drawings are known at 24 mm. */
const LEAST_WIDTH = 6.4;
const LEAST_DRAWING = 2.4;
/** What lies between drawing and name: the board with its lantern; and a line of the name. In em. */
const LANTERN = 1.4;
const LINE = 1.3;

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
): PagePlan {
  const mostColumns = Math.max(1, Math.floor(space.width / LEAST_WIDTH));
  const tried = Array.from({ length: mostColumns }, (_, nth) => {
    const width = space.width / (nth + 1);
    const caption = captionHeight(width, longest);
    const mostRows = Math.max(1, Math.floor(space.height / (LEAST_DRAWING + caption)));
    const pages = Math.max(1, Math.ceil(count / Math.min(MOST, mostRows * (nth + 1))));
    const perPage = Math.max(1, Math.ceil(count / pages));
    const rows = Math.ceil(perPage / (nth + 1));
    const columns = Math.ceil(perPage / rows);
    return { columns, rows, perPage, pages, drawing: Math.min(width, space.height / rows - caption) };
  });
  const { columns, rows, perPage, pages } = tried.sort(
    (a, b) => a.pages - b.pages || b.drawing - a.drawing,
  )[0]!;
  return { columns, rows, perPage, pages };
}

/** Height of lantern and name under an object in a place of that width, in em. */
export function captionHeight(width: number, longest: number): number {
  return LANTERN + LINE * Math.min(3, Math.ceil((longest * 1.1) / width));
}
