import type { BusGlance, ContactSeen } from './bus-glance.ts';
import { type CheckPart, type CheckPlan, restOf } from './check-plan.ts';

/** How far the part under way has come. */
export type Doing =
  | { is: 'look' }
  /** Ways seen by both beams together, and beams that were broken at all. */
  | { is: 'walk'; in: boolean; out: boolean; outer: boolean; inner: boolean }
  | { is: 'lamps' }
  /** What was seen of each contact, and since when all that is open only has to be put right. */
  | {
      is: 'hands';
      seen: Readonly<Record<string, ContactTried>>;
      onlyStandingSince: number | null;
    }
  /** When it began to sound; null while it is announced. */
  | { is: 'siren'; soundedAt: number | null }
  | { is: 'chime'; chime: number; how: 'played' | 'locked' | 'failed' | null };

/** Values seen of a contact, and the one it had when it was asked for; null where that was unknown. */
export interface ContactTried {
  first: boolean | null;
  on: boolean;
  off: boolean;
}

/** Whoever is near the siren has this long to cover their ears, in milliseconds. */
export const SIREN_WARNING_MS = 5_000;
export const SIREN_SOUNDS_MS = 1_000;

/** What the questions below need to know of a check. */
interface Course {
  plan: CheckPlan;
  glance: BusGlance;
  doing: Doing;
  now: number;
}

/** A part that has just begun. @param chime its number, where the part has one */
export function startDoing(part: CheckPart, glance: BusGlance, chime: number): Doing {
  switch (part.is) {
    case 'look':
    case 'lamps':
      return { is: part.is };
    case 'siren':
      return { is: 'siren', soundedAt: null };
    case 'walk':
      return { is: 'walk', in: false, out: false, outer: false, inner: false };
    case 'chime':
      return { is: 'chime', chime, how: null };
    case 'hands': {
      const seen = part.items.map((id): [string, ContactTried] => {
        const first = valueOf(glance.contacts[id]);
        return [id, { first, on: first === true, off: first === false }];
      });
      return { is: 'hands', seen: Object.fromEntries(seen), onlyStandingSince: null };
    }
  }
}

/** The thing is away, the button hangs, the handset is off its hook: not as it is when nobody has a hand on it. */
export function isStanding({ plan, glance }: Pick<Course, 'plan' | 'glance'>, id: string): boolean {
  const act = plan.acts[id];
  const rest = act === undefined ? null : restOf(act);
  const seen: ContactSeen | undefined = glance.contacts[id];
  if (rest === null || seen === undefined || seen === null || seen === 'flapping') return false;
  return rest ? seen === false : seen === true || seen === 'stuck';
}

/** It was moved, and is as it was before a hand came. */
export function isMoved({ plan, glance, doing }: Course, id: string): boolean {
  if (doing.is !== 'hands') return false;
  const seen = doing.seen[id];
  if (seen === undefined || !seen.on || !seen.off || isStanding({ plan, glance }, id)) return false;
  // A key may be left either way, but not otherwise than it was found.
  return plan.acts[id] !== 'turn' || seen.first === null || glance.contacts[id] === seen.first;
}

/** It has sounded: whether it was heard can be told. */
export function sirenIsOver({ doing, now }: Pick<Course, 'doing' | 'now'>): boolean {
  return doing.is === 'siren' && doing.soundedAt !== null && now - doing.soundedAt >= SIREN_SOUNDS_MS;
}

function valueOf(seen: ContactSeen | undefined): boolean | null {
  if (seen === 'stuck') return true;
  return typeof seen === 'boolean' ? seen : null;
}
