/** Visible size of a panel and the distance people read it from, in millimetres. */
export interface Panel {
  width: number;
  height: number;
  readingDistance: number;
}

/** A 21.5-inch panel at arm's length, until the bridge says what hangs here. */
export const USUAL_PANEL: Panel = { width: 476, height: 268, readingDistance: 600 };

/** Capital height of Noto Sans SC as a share of its em. */
const CAPITAL = 0.733;
/** EN 301 549, 5.1.4: a capital H is seen under at least this angle. */
const LEAST_ANGLE = (0.7 * Math.PI) / 180;
/** Beyond this share of the panel's short side a line of text no longer leaves room for choices. */
const LARGEST_EM = 1 / 22;

/**
 * CSS pixels a millimetre of the panel, and millimetres an em of body text. Long side is compared with long side, so a
 * rotated panel needs no second profile; a window smaller than the panel shows the same page, smaller.
 */
export function measurePanel(
  panel: Panel,
  window: { width: number; height: number },
): { mm: number; em: number } {
  const long = Math.max(panel.width, panel.height);
  const short = Math.min(panel.width, panel.height);
  const byLong = Math.max(window.width, window.height) / long;
  const byShort = Math.min(window.width, window.height) / short;
  const em = (panel.readingDistance * Math.tan(LEAST_ANGLE)) / CAPITAL;
  return { mm: Math.min(byLong, byShort), em: Math.min(em, short * LARGEST_EM) };
}
