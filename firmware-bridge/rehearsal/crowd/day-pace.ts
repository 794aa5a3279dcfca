import type { PlayedDay } from '@pingan/protocol/rehearsal';
import type { CrowdBus } from './crowd-bus.ts';
import type { Party } from './draw-parties.ts';

/** Bodies one after the other leave at least this between them, in milliseconds. */
export const LEAST_GAP = 110;
/** A natural gap where there is time for it. */
const EASY_GAP = 900;
/** Shortest stay, in milliseconds: one look. */
const LEAST_STAY = 700;
/** Longest stay of a village day, before it is shrunk, in minutes of a day of eight hours. */
const LONGEST_STAY_MINUTES = 30;
const VILLAGE_DAY_MINUTES = 8 * 60;
/** Hands keep their real durations, so nobody who has the time is hurried out sooner, in milliseconds. */
const TIME_FOR_HANDS = 30_000;
/** Share of the places aboard that are taken while the bus is well visited. */
const WELL_VISITED = 0.65;

/** How the gaps of a day are shrunk; milliseconds. */
export interface DayPace {
  /** How long the day was asked to last. */
  asked: number;
  /** 1: the door has all the time of a village day; 0: it is busy all day. */
  ease: number;
  /** Longest of the natural gaps between bodies. */
  gap: number;
  stay: number;
  /** Longest walk along the aisle. */
  aisle: number;
}

export function dayPace(day: PlayedDay, bus: CrowdBus, parties: readonly Party[]): DayPace {
  const asked = day.minutes * 60_000;
  const apart = bus.doors[0]?.beamsApart ?? 0;
  const bodies = parties
    .flat()
    .reduce((sum, { pace, depth }) => sum + ((apart + depth) / pace) * 1_000 + 2 * LEAST_GAP, 0);
  const busy = bodies * (bus.doors.length > 1 ? 1 : 2);
  const ease = Math.min(1, Math.max(0, 1 - (1.3 * busy) / asked));
  /** How long one person may take a place if all of them are to have one. */
  const place = (WELL_VISITED * day.aboard * asked) / day.visits;
  const longest = Math.max(TIME_FOR_HANDS, (LONGEST_STAY_MINUTES / VILLAGE_DAY_MINUTES) * asked);
  return {
    asked,
    ease,
    gap: LEAST_GAP + 60 + ease * EASY_GAP,
    stay: Math.min(longest, asked * 0.4, Math.max(LEAST_STAY, place * 0.7 - 1_000)),
    aisle: Math.min(6_000, Math.max(250, place * 0.15)),
  };
}
