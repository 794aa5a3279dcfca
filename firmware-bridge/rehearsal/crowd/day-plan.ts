import type { Person } from './person.ts';

/** Times in a plan are real milliseconds since the day began: gaps are shrunk already, bodies are not. */
type Ms = number;

/** One change at one beam. Bodies close together are joined: a beam is broken while any of them stands in it. */
export interface BeamChange {
  at: Ms;
  door: string;
  beam: 'outer' | 'inner';
  broken: boolean;
}

/** A walk at a door, and what it truly was. */
export interface DoorWalk {
  door: string;
  /** The first beam breaks. */
  from: Ms;
  /** Both beams are clear of this body. */
  until: Ms;
  direction: 'in' | 'out';
  /** Who went through: nobody where somebody turned back, two where they went abreast. */
  people: readonly number[];
  /** Who turned back; null where somebody went through. */
  turned: number | null;
  how: 'alone' | 'close-behind' | 'abreast' | 'runs' | 'turns-back';
}

/** One party aboard: from when the last of them stands at the station until the first of them turns to go. */
export interface Visit {
  people: readonly number[];
  from: Ms;
  until: Ms;
  /** Where they stand. */
  station: string;
}

/** A board's cable comes loose. */
export interface Mishap {
  at: Ms;
  lasts: Ms;
  board: string;
}

/** A day, whole and drawn from its seed before it begins. What visitors do at a screen is not in it: that depends on the screen. */
export interface DayPlan {
  people: readonly Person[];
  visits: readonly Visit[];
  walks: readonly DoorWalk[];
  /** By time. */
  beams: readonly BeamChange[];
  mishaps: readonly Mishap[];
  lasts: Ms;
}
