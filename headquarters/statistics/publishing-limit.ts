/** Answers of fewer people than this are not told, so that nobody in a small group can be made out. */
export const CELL_LIMIT = 10;

/** The count, or null for "under 10". */
export function published(n: number): number | null {
  return n < CELL_LIMIT ? null : n;
}

/** The share of a group in whole percents (0..1), or null where the group is too small. */
export function publishedShare(part: number, group: number): number | null {
  return group < CELL_LIMIT ? null : Math.round((part / group) * 100) / 100;
}
