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
/** Smaller panels than this many em across their short side cannot hold a story; there the type gives way. */
const LEAST_EMS = 19;
/** How much larger body text is for easy reading, and for a group or a class that reads over shoulders. */
const EASY_READ = 1.25;
const ONLOOKERS = 1.2;

/** Whether type is so large for its page that drawings and margins have to give way. */
export const isTight = ({ mm, em, part }: PanelSizes): boolean => (em * mm) / part > 11;

export interface PanelSizes {
  /** CSS pixels of a millimetre of the panel: what fingers need. */
  mm: number;
  /** Millimetres of an em of body text: what eyes need, or more. */
  em: number;
  /** Millimetres of an em below which no text may shrink. */
  least: number;
  /** CSS pixels of a millimetre on the usual panel, of which drawings and columns are made: they grow and shrink with the panel. */
  part: number;
}

/**
 * Sizes on a panel. Long side is compared with long side, so a rotated panel needs no second profile; a window smaller than the
 * panel shows the same page, smaller.
 */
export function measurePanel(
  panel: Panel,
  window: { width: number; height: number },
  seen: { easyRead: boolean; onlookers: boolean } = { easyRead: false, onlookers: false },
): PanelSizes {
  const long = Math.max(panel.width, panel.height);
  const short = Math.min(panel.width, panel.height);
  const byLong = Math.max(window.width, window.height) / long;
  const byShort = Math.min(window.width, window.height) / short;
  const mm = Math.min(byLong, byShort);
  const em = Math.min((panel.readingDistance * Math.tan(LEAST_ANGLE)) / CAPITAL, short / LEAST_EMS);
  const larger = seen.easyRead ? EASY_READ : seen.onlookers ? ONLOOKERS : 1;
  const part = mm * Math.min(long / USUAL_PANEL.width, short / USUAL_PANEL.height);
  return { mm, em: em * larger, least: em, part };
}
