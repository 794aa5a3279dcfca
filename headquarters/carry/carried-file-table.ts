import type { Generated } from 'kysely';

/** A file that was read, each time it was. Wall times are milliseconds since 1970-01-01T00:00Z. */
export interface CarriedFileTable {
  id: Generated<number>;
  bus: string;
  /** What the bus drew for this file. */
  file: string;
  /** By the clock of the bus; null where it did not know the time. */
  written: number | null;
  /** By the clock of headquarters. */
  read_at: number;
  read_by: string;
  stored: number;
  known: number;
  rejected: number;
}

export interface CarriedFileTables {
  carried_file: CarriedFileTable;
}
