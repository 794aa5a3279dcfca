/** What happens to one liftable thing. `at` is in milliseconds of the monotonic clock. */
export type LiftedThingEvent =
  /** What is believed of its contact has changed: true in its place, false away, null unknown. */
  | { kind: 'contact'; from: boolean | null; to: boolean | null; at: number }
  /** The visit at its station is over, or a new one has begun. */
  | { kind: 'session'; running: boolean; at: number }
  | { kind: 'tick'; at: number };

export interface MissingRules {
  /** Away longer than this, in milliseconds, and a thing is missing. */
  awayMs: number;
  /** Still away this long after the visit is over, in milliseconds, and it is missing. */
  leftOutMs: number;
}

export const MISSING_RULES: MissingRules = { awayMs: 10 * 60_000, leftOutMs: 60_000 };

export type MissingWhy = 'too-long' | 'left-out';

export interface LiftedThing {
  where: 'never-seen' | 'unknown' | 'in-place' | 'away';
  /** Since when it has been away; kept while unknown, so that a loose cable does not start the time anew. */
  awaySince: number | null;
  /** Since when it has been away with no visit going on. */
  leftOutSince: number | null;
  /** Why the officer is called. An unknown thing is never missing. */
  missing: MissingWhy | null;
}

/** `found`: no longer missing, or nobody can say any more. */
export type LiftedThingHappening = 'lifted' | 'returned' | 'missing' | 'found';

export interface LiftedThingStep {
  state: LiftedThing;
  happened: LiftedThingHappening[];
}

/** A thing whose contact nobody has reported yet. */
export const UNSEEN_THING: LiftedThing = {
  where: 'never-seen',
  awaySince: null,
  leftOutSince: null,
  missing: null,
};

/** What one event means for one thing. Only a lift that was seen is told as one: a thing found away was not lifted now. */
export function liftedThingStep(
  state: LiftedThing,
  event: LiftedThingEvent,
  rules: MissingRules = MISSING_RULES,
): LiftedThingStep {
  switch (event.kind) {
    case 'contact':
      return move(state, event);
    case 'session':
      if (state.awaySince === null) return quiet(state);
      return quiet({ ...state, leftOutSince: event.running ? null : (state.leftOutSince ?? event.at) });
    case 'tick':
      return watch(state, event.at, rules);
  }
}

function move(state: LiftedThing, { from, to, at }: Extract<LiftedThingEvent, { kind: 'contact' }>) {
  if (to === true) return comeBack(state);
  if (to === false) return goAway(state, from, at);
  return heal({ ...state, where: 'unknown' }, state);
}

function goAway(state: LiftedThing, from: boolean | null, at: number): LiftedThingStep {
  // When the bus starts nobody is visiting yet: whatever is away then was left out.
  const leftOutSince = state.where === 'never-seen' ? at : state.leftOutSince;
  const away: LiftedThing = { ...state, where: 'away', awaySince: state.awaySince ?? at, leftOutSince };
  return { state: away, happened: from === true ? ['lifted'] : [] };
}

function comeBack(state: LiftedThing): LiftedThingStep {
  const healed = heal({ where: 'in-place', awaySince: null, leftOutSince: null, missing: null }, state);
  return state.awaySince === null ? healed : { ...healed, happened: ['returned', ...healed.happened] };
}

function heal(state: LiftedThing, before: LiftedThing): LiftedThingStep {
  return { state: { ...state, missing: null }, happened: before.missing === null ? [] : ['found'] };
}

function watch(state: LiftedThing, at: number, rules: MissingRules): LiftedThingStep {
  if (state.where !== 'away' || state.missing !== null) return quiet(state);
  const tooLong = state.awaySince !== null && at - state.awaySince > rules.awayMs;
  const leftOut = state.leftOutSince !== null && at - state.leftOutSince >= rules.leftOutMs;
  if (!tooLong && !leftOut) return quiet(state);
  return { state: { ...state, missing: tooLong ? 'too-long' : 'left-out' }, happened: ['missing'] };
}

function quiet(state: LiftedThing): LiftedThingStep {
  return { state, happened: [] };
}
