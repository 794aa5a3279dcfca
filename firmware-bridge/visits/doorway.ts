import {
  CLEAR,
  otherBeam,
  readPassage,
  type Beam,
  type Beams,
  type Direction,
  type Passage,
} from './passage.ts';

/** What happens at one door. Every event carries `at`, in milliseconds of the monotonic clock. */
export type DoorwayEvent =
  | { kind: 'beam'; beam: Beam; broken: boolean; at: number }
  /** The board that reads the beams is gone: their state is unknown until it reports both again. */
  | { kind: 'lost'; at: number }
  | { kind: 'tick'; at: number };

export type DoorwayFault =
  /** Something stands or hangs in the beam. */
  | { fault: 'blocked'; beam: Beam; since: number }
  /** A loose contact, a fly, a curtain: the beam changes far more often than people can walk. */
  | { fault: 'flapping'; beam: Beam; since: number };

/** Somebody may have crossed, and the door will not guess. */
export interface DoorwayDoubt {
  doubt: 'undecided';
  why: 'direction' | 'blocked' | 'flapping' | 'lost';
  at: number;
}

export interface DoorwayRules {
  /** A beam broken longer than this, in milliseconds, is blocked. */
  blockedMs: number;
  /** More changes than this within `flappingMs` without a crossing, and the door is flapping. */
  flappingChanges: number;
  flappingMs: number;
  /** Longest time in which a running child may be between the beams and break neither, in milliseconds. */
  gapMs: number;
  /** Changes this close together, in milliseconds, are one sample: the order in which they were told means nothing. */
  sampleMs: number;
}

export const DOORWAY_RULES: DoorwayRules = {
  blockedMs: 30_000,
  flappingChanges: 20,
  flappingMs: 5_000,
  gapMs: 500,
  sampleMs: 4,
};

type Waiting = { at: 'waiting'; why: 'start' | 'blocked' | 'flapping' | 'lost' };
type Reading = Passage | Waiting;

interface Contact {
  /** Null until the board has said. */
  broken: boolean | null;
  since: number;
}

export interface DoorwayState {
  now: number;
  outer: Contact;
  inner: Contact;
  reading: Reading;
  /** The sample being told: what was read before it, so that its second half can be read together with its first. */
  sample: { at: number; before: Passage } | null;
  /** Changes since the last crossing, the newest last, none older than `flappingMs`. */
  changes: { beam: Beam; at: number }[];
  faults: DoorwayFault[];
}

export interface DoorwayStep {
  state: DoorwayState;
  crossings: Direction[];
  doubts: DoorwayDoubt[];
  /** Every fault the door has now, old and new; empty when all is well. */
  faults: DoorwayFault[];
}

/** A door of which nothing is known yet: it counts once both beams were reported clear. */
export function startDoorway(at = 0): DoorwayState {
  const unknown: Contact = { broken: null, since: at };
  return {
    now: at,
    outer: unknown,
    inner: unknown,
    reading: { at: 'waiting', why: 'start' },
    sample: null,
    changes: [],
    faults: [],
  };
}

/**
 * Since when a door cannot see: its beams are blocked or flicker, or their board is gone after it had been there. Null while it sees, and
 * before the beams were first reported: what has not begun yet is not blind.
 */
export function blindSince({ reading, faults, now }: DoorwayState): number | null {
  if (reading.at !== 'waiting' || reading.why === 'start') return null;
  return Math.min(now, ...faults.map(({ since }) => since));
}

/** What one event means at one door. Repeated reports change nothing; a clock that steps back is held. */
export function doorwayStep(
  state: DoorwayState,
  event: DoorwayEvent,
  rules: DoorwayRules = DOORWAY_RULES,
): DoorwayStep {
  // A report may reach us after a later tick; it keeps its own time, so that both halves of a sample stay together.
  const at = Math.max(event.at, event.kind === 'tick' ? state.now : lastReport(state));
  const waited = passTime(state, Math.max(at, state.now), rules);
  const next = event.kind === 'tick' ? unchanged(waited.state) : apply(waited.state, { ...event, at }, rules);
  return {
    state: next.state,
    crossings: next.crossings,
    doubts: [...waited.doubts, ...next.doubts],
    faults: next.state.faults,
  };
}

interface Change {
  state: DoorwayState;
  crossings: Direction[];
  doubts: DoorwayDoubt[];
}

function unchanged(state: DoorwayState): Change {
  return { state, crossings: [], doubts: [] };
}

/** What time alone does: beams become blocked, a quiet door stops flapping. */
function passTime(state: DoorwayState, at: number, rules: DoorwayRules): Change {
  let change = unchanged({ ...state, now: at });
  for (const beam of ['outer', 'inner'] as const) {
    const contact = state[beam];
    if (
      contact.broken === true &&
      at - contact.since > rules.blockedMs &&
      !has(change.state, 'blocked', beam)
    ) {
      const interrupted = interrupt(change.state, 'blocked', at);
      change = {
        state: withFault(interrupted.state, { fault: 'blocked', beam, since: contact.since }),
        crossings: [],
        doubts: [...change.doubts, ...interrupted.doubts],
      };
    }
  }
  return { ...change, state: calmDown(change.state, at, rules) };
}

function calmDown(state: DoorwayState, at: number, rules: DoorwayRules): DoorwayState {
  if (!state.faults.some((fault) => fault.fault === 'flapping') || at - lastReport(state) < rules.flappingMs)
    return state;
  return resume({
    ...state,
    changes: [],
    faults: state.faults.filter((fault) => fault.fault !== 'flapping'),
  });
}

function apply(
  state: DoorwayState,
  event: Exclude<DoorwayEvent, { kind: 'tick' }>,
  rules: DoorwayRules,
): Change {
  if (event.kind === 'lost') return lose(state, event.at);
  if (state[event.beam].broken === event.broken) return unchanged(state);
  const turned = turn(state, event.beam, event.broken, event.at, rules);
  const change =
    turned.reading.at === 'waiting' ? wait(turned, event) : read(turned, turned.reading, event.at, rules);
  return watchFlapping(change, event.at, rules);
}

function turn(
  state: DoorwayState,
  beam: Beam,
  broken: boolean,
  at: number,
  rules: DoorwayRules,
): DoorwayState {
  const recent = state.changes.filter((change) => at - change.at <= rules.flappingMs);
  // Twice the limit is plenty: a beam that flaps faster is flapping anyway.
  const firstReport = state[beam].broken === null;
  const changes = firstReport ? recent : [...recent, { beam, at }].slice(-2 * rules.flappingChanges);
  const faults = broken ? state.faults : state.faults.filter((f) => f.fault !== 'blocked' || f.beam !== beam);
  return { ...state, [beam]: { broken, since: at }, changes, faults };
}

function read(state: DoorwayState, reading: Passage, at: number, rules: DoorwayRules): Change {
  const open = state.sample !== null && at - state.sample.at <= rules.sampleMs ? state.sample : null;
  const sample = open ?? { at, before: reading };
  const step = readPassage(sample.before, beamsOf(state), at, rules.gapMs);
  // What has been told to the statistics cannot be read anew together with what follows.
  const told = step.crossings.length > 0 || step.undecided;
  return {
    state: {
      ...state,
      reading: step.passage,
      sample: told ? null : sample,
      changes: step.crossings.length > 0 ? [] : state.changes,
    },
    crossings: step.crossings,
    doubts: step.undecided ? [{ doubt: 'undecided', why: 'direction', at }] : [],
  };
}

/** While the door waits for both beams to be clear it counts nothing, but says when somebody slipped past. */
function wait(state: DoorwayState, event: { beam: Beam; broken: boolean; at: number }): Change {
  const slippedPast = !event.broken && has(state, 'blocked', otherBeam(event.beam)) && !flaps(state);
  return {
    state: resume(state),
    crossings: [],
    doubts: slippedPast ? [{ doubt: 'undecided', why: 'blocked', at: event.at }] : [],
  };
}

function resume(state: DoorwayState): DoorwayState {
  const clear = state.outer.broken === false && state.inner.broken === false;
  return clear && !flaps(state) ? { ...state, reading: CLEAR, sample: null } : state;
}

function lose(state: DoorwayState, at: number): Change {
  const { state: stopped, doubts } = interrupt(state, 'lost', at);
  const unknown: Contact = { broken: null, since: at };
  return {
    state: { ...stopped, outer: unknown, inner: unknown, changes: [], faults: [] },
    crossings: [],
    doubts,
  };
}

function watchFlapping(change: Change, at: number, rules: DoorwayRules): Change {
  const { state } = change;
  if (state.changes.length <= rules.flappingChanges || flaps(state)) return change;
  const stopped = interrupt(state, 'flapping', at);
  const outer = state.changes.filter(({ beam }) => beam === 'outer').length;
  const beam = outer * 2 >= state.changes.length ? 'outer' : 'inner';
  return {
    state: withFault(stopped.state, { fault: 'flapping', beam, since: state.changes[0]?.at ?? at }),
    crossings: change.crossings,
    doubts: [...change.doubts, ...stopped.doubts],
  };
}

/** Stops reading. Somebody who was in the doorway becomes a doubt, not a number. */
function interrupt(state: DoorwayState, why: 'blocked' | 'flapping' | 'lost', at: number): Change {
  const { reading } = state;
  const somebody = reading.at === 'passing' || reading.at === 'both-at-once';
  // A board that has not come yet cannot go.
  const neverSaw = why === 'lost' && reading.at === 'waiting' && reading.why === 'start';
  return {
    state: { ...state, reading: neverSaw ? reading : { at: 'waiting', why }, sample: null },
    crossings: [],
    doubts: somebody ? [{ doubt: 'undecided', why, at }] : [],
  };
}

function withFault(state: DoorwayState, fault: DoorwayFault): DoorwayState {
  return { ...state, faults: [...state.faults, fault] };
}

function has(state: DoorwayState, fault: DoorwayFault['fault'], beam: Beam): boolean {
  return state.faults.some((known) => known.fault === fault && known.beam === beam);
}

function flaps(state: DoorwayState): boolean {
  return state.faults.some((known) => known.fault === 'flapping');
}

function beamsOf(state: DoorwayState): Beams {
  return { outer: state.outer.broken === true, inner: state.inner.broken === true };
}

function lastReport(state: DoorwayState): number {
  return Math.max(state.outer.since, state.inner.since);
}
