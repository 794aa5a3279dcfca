import { linesIn, widthInEm } from '../paging/width-in-em.ts';

/** In em: a line, what lies between two rows and between label and value, and the least a drawing needs with its frame. */
const LINE = 1.3;
const BETWEEN = 0.2;
const COLUMN_GAP = 0.5;
const DRAWING = 3.4;

/**
 * The first rows of a card that stay whole under its drawing; on a small panel with large type the rest is left to the comparison.
 * @param space width and height of drawing and rows together, in em of body text
 */
export function rowsThatFit<Row extends { label: string; value: string }>(
  rows: readonly Row[],
  space: { width: number; height: number },
): Row[] {
  const labels = Math.max(0, ...rows.map(({ label }) => widthInEm(label)));
  const width = Math.max(1, space.width - labels - COLUMN_GAP);
  let left = space.height - DRAWING;
  const tooTall = rows.findIndex(({ value }) => {
    left -= linesIn(value, width) * LINE + BETWEEN;
    return left < 0;
  });
  return tooTall === -1 ? [...rows] : rows.slice(0, tooTall);
}
