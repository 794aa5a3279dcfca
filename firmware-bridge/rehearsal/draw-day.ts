import type { ContentPack } from '@pingan/content/pack';
import type { BusProfile } from '@pingan/device-config/profile';
import type { PlayedDay } from '@pingan/protocol/rehearsal';
import { stationCrowd } from './crowd/at-station.ts';
import type { CrowdBus } from './crowd/crowd-bus.ts';
import type { DayPlan } from './crowd/day-plan.ts';
import { Luck } from './crowd/luck.ts';
import { planDay } from './crowd/plan-day.ts';
import type { StationCrowd } from './crowd/station-crowd.ts';
import { stationPlace } from './crowd/station-place.ts';

/** How long people stay at a station who think as people think, in milliseconds. */
const UNHURRIED_MS = 180_000;
const MOST_HURRIED = 0.03;
/** How long the finger of an officer takes, in milliseconds. */
const REACTION: [number, number] = [150, 900];

/** A day that was drawn: bodies, hands, and how long a finger of its officer takes. */
export interface DrawnDay {
  plan: DayPlan;
  crowds: Readonly<Record<string, StationCrowd>>;
  reaction: () => number;
}

export interface DayPlace {
  profile: BusProfile;
  pack: Pick<ContentPack, 'exhibits'>;
  bus: CrowdBus;
}

/**
 * Draws bodies and hands of a day from its one seed. What people read and think is shrunk as their stay is.
 * @throws CrowdTooLarge, NowhereToGo
 */
export function drawDay(day: PlayedDay, { profile, pack, bus }: DayPlace): DrawnDay {
  const plan = planDay(day, bus);
  const stations = profile.stations.map(({ id }) => id);
  // The first four are drawn from by the plan itself.
  const matters = ['people', 'arrivals', 'walks', 'mishaps', 'officer'] as const;
  const { officer } = Luck.severalOf(day.seed, matters);
  const lucks: Record<string, Luck> = Luck.severalOf(day.seed, [...matters, ...stations]);
  const pace = Math.min(1, Math.max(MOST_HURRIED, usualStay(plan) / UNHURRIED_MS));
  const crowds = stations.map((id) => [
    id,
    stationCrowd({ station: stationPlace(profile, id), content: pack, luck: lucks[id]!, pace }),
  ]);
  return { plan, crowds: Object.fromEntries(crowds), reaction: () => officer.between(...REACTION) };
}

function usualStay({ visits }: DayPlan): number {
  const stays = visits.map(({ from, until }) => until - from).sort((a, b) => a - b);
  return stays[Math.floor(stays.length / 2)] ?? 0;
}
