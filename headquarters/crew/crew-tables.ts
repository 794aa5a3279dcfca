import type { Generated } from 'kysely';

/** How often the crew of a bus has changed. */
export interface CrewTable {
  bus_id: number;
  revision: number;
}

export interface CrewMemberTable {
  id: Generated<number>;
  bus_id: number;
  code: string;
  name: string;
  /** `SecretHash` as JSON, null until one is chosen. */
  pin: string | null;
}

/** A sealed one-time code. The code itself is on paper alone. */
export interface CrewCodeTable {
  id: Generated<number>;
  member_id: number;
  code: string;
  /** `SecretHash` as JSON. */
  hash: string;
  /** The last day it opens, YYYY-MM-DD. */
  expires: string;
}

export interface CrewTables {
  crew: CrewTable;
  crew_member: CrewMemberTable;
  crew_code: CrewCodeTable;
}
