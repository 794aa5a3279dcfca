import type { Role } from './roles.ts';

/** What an administrator may change of an account; what is left out stays. */
export interface Change {
  name?: string;
  role?: Role;
  counties?: readonly string[];
  disabled?: true;
}

export type ChangeFault = 'last-administrator' | 'own-role' | 'disabled';

interface Standing {
  id: string;
  role: Role;
  disabledAt: number | null;
}

/** Why a change must not be made, or null. Somebody must always be left who can make the next one. */
export function changeFault(
  all: readonly Standing[],
  target: Standing,
  change: Change,
  actor: string | null,
): ChangeFault | null {
  if (target.disabledAt !== null) return 'disabled';
  const loses = change.disabled === true || (change.role !== undefined && change.role !== 'administrator');
  if (target.role !== 'administrator' || !loses) return null;
  const others = all.filter(
    ({ id, role, disabledAt }) => id !== target.id && role === 'administrator' && disabledAt === null,
  );
  if (others.length === 0) return 'last-administrator';
  // A slip of the finger on one's own line would end one's own session.
  return actor === target.id ? 'own-role' : null;
}
