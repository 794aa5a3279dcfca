import type { PlayedDay } from '@pingan/protocol/rehearsal';
import { beamChanges } from './beam-changes.ts';
import type { CrowdBus } from './crowd-bus.ts';
import type { DayPlan } from './day-plan.ts';
import { dayPace } from './day-pace.ts';
import { drawParties } from './draw-parties.ts';
import { Luck } from './luck.ts';
import { planMishaps } from './plan-mishaps.ts';
import { Timetable } from './timetable.ts';
import { arrivalShares } from './village-day.ts';

/** After the last one has gone, in milliseconds. */
const QUIET_END = 500;

/** More people at once than the bus holds. `zh` says it for a screen. */
export class CrowdTooLarge extends Error {
  readonly zh: string;
  constructor(aboard: number, holds: number) {
    super(`${aboard} people at once are more than this bus holds; play the day with at most ${holds} aboard`);
    this.zh = `车上最多 ${holds} 人，不能同时上 ${aboard} 人；请把“同时在车上”改为不超过 ${holds}`;
  }
}

/** There is no way in or nothing to stand at. `zh` says it for a screen. */
export class NowhereToGo extends Error {
  readonly zh: string;
  constructor(missing: 'doors' | 'stations') {
    super(`a crowd needs a way in and a screen to stand at; this profile has no ${missing}`);
    this.zh = `配置里没有${missing === 'doors' ? '车门' : '展台'}，人群无法演练；请先补上`;
  }
}

/**
 * A whole day, drawn from its seed before it begins: the same day on the same bus gives the same plan. Bodies keep their real durations and
 * gaps are shrunk, so where a door is busy all the time `lasts` is longer than what was asked.
 * @throws CrowdTooLarge, NowhereToGo
 */
export function planDay(day: PlayedDay, bus: CrowdBus): DayPlan {
  if (day.aboard > bus.holds) throw new CrowdTooLarge(day.aboard, bus.holds);
  if (bus.doors.length === 0) throw new NowhereToGo('doors');
  if (bus.stations.length === 0) throw new NowhereToGo('stations');
  const lucks = Luck.severalOf(day.seed, ['people', 'arrivals', 'walks', 'mishaps']);
  const parties = drawParties(day.visits, day.aboard, lucks.people);
  const pace = dayPace(day, bus, parties);
  // Whoever comes last still has time to come in, stay and go.
  const lastArrival = Math.max(pace.asked * 0.5, pace.asked - 2 * pace.stay - 2 * pace.aisle - 3_000);
  const arrivals = arrivalShares(parties.length, pace.ease, lucks.arrivals).map(
    (share) => share * lastArrival,
  );
  const timetable = new Timetable({
    bus,
    aboard: day.aboard,
    ...{ parties, arrivals, pace, luck: lucks.walks },
  });
  timetable.run();
  const { walks } = timetable;
  const lasts = Math.max(pace.asked, Math.max(...walks.map(({ until }) => until)) + QUIET_END);
  return {
    people: parties.flat(),
    visits: timetable.visits,
    walks,
    beams: beamChanges(timetable.bodies),
    mishaps: day.mishaps ? planMishaps(lasts, bus.boards, lucks.mishaps) : [],
    lasts,
  };
}
