/** From the least to the most: each may do what the one before it may. */
export const ROLES = ['viewer', 'scheduler', 'publisher', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** Whether somebody with `role` may do what needs `needed`. */
export function atLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** What decides over somebody's reach. */
export interface Reach {
  role: Role;
  /** Ids of counties; empty means all of them. */
  counties: readonly string[];
}

/** Whether to show what belongs to `county`. What belongs to no known county is shown to everybody. */
export function maySee({ counties }: Pick<Reach, 'counties'>, county: string | null): boolean {
  return counties.length === 0 || county === null || counties.includes(county);
}

/** Whether plans of `county` may be changed. Whoever is limited to counties changes nothing whose county is unknown. */
export function mayEdit({ role, counties }: Reach, county: string | null): boolean {
  if (!atLeast(role, 'scheduler')) return false;
  return counties.length === 0 || (county !== null && counties.includes(county));
}

/**
 * Whether files of a bus may be brought and its readings seen, by the counties in which it has stops planned. What is in a file was
 * decided by the bus; who brings it needs no right to every stop, but one of them must be theirs. A bus of no known county is everybody's.
 */
export function mayCarry(reach: Reach, counties: readonly string[]): boolean {
  if (!atLeast(reach.role, 'scheduler')) return false;
  return counties.length === 0 || counties.some((county) => mayEdit(reach, county));
}
