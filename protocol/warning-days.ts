/** Days a warning holds at the longest; after that it is history and not a warning. */
export const LONGEST_WARNING_DAYS = 30;
const DAY_MS = 86_400_000;

/** What decides when a warning is shown. Days are `YYYY-MM-DD`. */
export interface WarningDays {
  id: string;
  published: string;
  /** The last day it is shown. */
  expires: string;
}

/** Whole days from the one to the other. */
export function daysBetween(published: string, expires: string): number {
  return Math.round((Date.parse(expires) - Date.parse(published)) / DAY_MS);
}

/** The warnings that hold on a day, newest first; none where nobody knows what day it is. @param today YYYY-MM-DD */
export function warningsOn<Warning extends WarningDays>(
  warnings: readonly Warning[],
  today: string | null,
): Warning[] {
  if (today === null) return [];
  return warnings
    .filter(({ published, expires }) => published <= today && today <= expires)
    .sort((a, b) => b.published.localeCompare(a.published) || a.id.localeCompare(b.id));
}
