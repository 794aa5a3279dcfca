import type { Path } from '../texts.ts';

/** What a schema cannot see. `broken`: visitors or counts would go wrong, so the exhibit must not run. */
export interface ExhibitFault {
  path: Path;
  value: unknown;
  problem: string;
  wayOut: string;
  broken: boolean;
}

export function broken(path: Path, value: unknown, problem: string, wayOut: string): ExhibitFault {
  return { path, value, problem, wayOut, broken: true };
}

/** Reported, and the exhibit runs all the same. */
export function flaw(path: Path, value: unknown, problem: string, wayOut: string): ExhibitFault {
  return { path, value, problem, wayOut, broken: false };
}

export interface PlacedId {
  id: string;
  path: Path;
}

/** Ids of a list with their places: `idsAt(items, ['items'])`. */
export function idsAt(list: readonly { id: string }[], path: Path): PlacedId[] {
  return list.map(({ id }, nth) => ({ id, path: [...path, nth, 'id'] }));
}

/** Every id that stands in the group a second time; counts go by ids, so none may mean two things. */
export function repeatedIds(group: readonly PlacedId[], whose: string): ExhibitFault[] {
  return group
    .filter(({ id }, index) => group.findIndex((other) => other.id === id) < index)
    .map(({ id, path }) => broken(path, id, 'is used twice', `give ${whose} its own id`));
}
