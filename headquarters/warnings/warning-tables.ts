import type { Generated } from 'kysely';

export interface WarningTable {
  id: Generated<number>;
  code: string;
  /** The `Warning` as JSON. */
  body: string;
  /** Counties it is for, as a JSON list; empty means every bus. */
  counties: string;
  /** YYYY-MM-DD, taken from the warning. */
  published: string;
  expires: string;
  author_id: string;
  author_name: string;
  /** Wall time of headquarters in milliseconds. */
  written: number;
}

export interface WarningTables {
  warning: WarningTable;
}
