import type { z } from 'zod';
import { BusProfile, type StationConfig } from './profile.ts';
import type { Path } from './fault.ts';

/**
 * What of a profile fits the schema, entry by entry, so that the checks of meaning can run beside the faults of
 * the schema and everything is told at once.
 */
export interface ProfileParts {
  purpose: BusProfile['purpose'] | undefined;
  plan: BusProfile['plan'] | undefined;
  lights: BusProfile['lights'] | undefined;
  clock: BusProfile['clock'] | undefined;
  boards: BusProfile['boards'];
  doors: BusProfile['doors'];
  lamps: BusProfile['lamps'];
  /** With the place each station has in the file. */
  stations: { index: number; station: StationConfig }[];
  /** Names as declared, those of faulty entries included: a lamp on a faulty board has a board. Null: unknown. */
  declared: { boards: string[] | null; lamps: string[] | null };
}

type Table = Record<string, unknown>;
const TABLES = ['boards', 'doors', 'lamps'];

/** Takes out of the data what the schema refused and returns the rest; null where there is nothing to check. */
export function readableParts(value: unknown, issues: readonly z.core.$ZodIssue[]): ProfileParts | null {
  if (!isTable(value)) return null;
  const kept = structuredClone(value);
  const badStations = new Set<number>();
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') dropKeys(kept, issue.path as Path, issue.keys);
    else dropPart(kept, issue.path as Path, badStations);
  }
  const indices = Array.isArray(kept['stations']) ? [...kept['stations'].keys()].filter((index) => !badStations.has(index)) : [];
  if (indices.length === 0) delete kept['stations'];
  else kept['stations'] = indices.map((index) => (kept['stations'] as unknown[])[index]);

  const parsed = BusProfile.partial().safeParse(kept);
  if (!parsed.success) return null;
  const { purpose, plan, lights, clock, boards = {}, doors = {}, lamps = {}, stations = [] } = parsed.data;
  return {
    ...{ purpose, plan, lights, clock, boards, doors, lamps },
    stations: stations.map((station, nth) => ({ index: indices[nth]!, station })),
    declared: { boards: namesIn(value['boards']), lamps: namesIn(value['lamps']) },
  };
}

function dropKeys(root: Table, path: Path, keys: readonly string[]): void {
  const owner = path.reduce<unknown>((inner, step) => (inner as Table)[step], root);
  for (const key of keys) delete (owner as Table)[key];
}

/** A fault inside one lamp costs that lamp, not the others; a fault elsewhere costs its section. */
function dropPart(root: Table, path: Path, badStations: Set<number>): void {
  const [section, entry] = path;
  if (section === undefined) return;
  if (section === 'stations' && typeof entry === 'number') badStations.add(entry);
  else if (TABLES.includes(String(section)) && entry !== undefined) delete (root[section] as Table)[entry];
  else delete root[section];
}

function namesIn(value: unknown): string[] | null {
  return isTable(value) ? Object.keys(value) : null;
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
