/** What happens at one contact. Every event carries `at`, in milliseconds of the monotonic clock. */
export type ContactEvent =
  | { kind: 'report'; active: boolean; at: number }
  /** The board or chip that reads the contact is gone: nothing is known until it reports again. */
  | { kind: 'lost'; at: number }
  | { kind: 'tick'; at: number };

export interface ContactRules {
  /** A contact counts as active after this long without a change, in milliseconds. */
  activeMs: number;
  /** And as inactive after this long. */
  inactiveMs: number;
  /** Active longer than this, in milliseconds, and the switch is stuck; null where it may stay active for ever. */
  stuckMs: number | null;
  /** More changes than this within `flappingMs`, and the contact is flapping; quiet for as long, and it is well again. */
  flappingChanges: number;
  flappingMs: number;
}

/** What stays as somebody left it: a thing in its place, a handset on its hook, a key. */
export const RESTING: ContactRules = {
  activeMs: 30,
  inactiveMs: 30,
  stuckMs: null,
  flappingChanges: 20,
  flappingMs: 5_000,
};

/**
 * What a hand presses. A press is believed after 5 ms, so that the lamp answers at once and a spike on the cable does
 * not; only the release waits for the bouncing to end. A child hammers six times a second, which is no loose contact.
 */
export const PRESSED: ContactRules = {
  activeMs: 5,
  inactiveMs: 30,
  stuckMs: 120_000,
  flappingChanges: 60,
  flappingMs: 5_000,
};

interface Level {
  active: boolean;
  since: number;
}

export interface ContactState {
  now: number;
  /** As the board reported it last; null until it has. */
  raw: Level | null;
  /** As it is believed; null while it is unknown or ignored for a fault. */
  value: Level | null;
  fault: { fault: 'stuck' | 'flapping'; since: number } | null;
  /** Times of recent changes, the newest last, none older than `flappingMs`. */
  changes: number[];
}

/** What is believed of a contact has changed; null stands for unknown. `at` is when the contact itself moved. */
export interface ContactChange {
  from: boolean | null;
  to: boolean | null;
  at: number;
}

export interface ContactStep {
  state: ContactState;
  changes: ContactChange[];
}

/** A contact of which nothing is known yet. */
export function startContact(at = 0): ContactState {
  return { now: at, raw: null, value: null, fault: null, changes: [] };
}

/** What one event means at one contact. Repeated reports change nothing; a clock that steps back is held. */
export function contactStep(state: ContactState, event: ContactEvent, rules: ContactRules): ContactStep {
  const now = Math.max(state.now, event.at);
  // First what time alone did: a press that ended before anybody looked was a press all the same.
  const waited = passTime(quiet({ ...state, now }), rules);
  switch (event.kind) {
    case 'tick':
      return waited;
    case 'lost':
      return believe(
        { ...waited, state: { ...waited.state, raw: null, fault: null, changes: [] } },
        null,
        now,
      );
    case 'report':
      return passTime(report(waited, event, rules), rules);
  }
}

/** When a tick will next settle something, in milliseconds of the monotonic clock; null while nothing is pending. */
export function contactDueAt({ raw, value, fault }: ContactState, rules: ContactRules): number | null {
  if (raw === null || fault?.fault === 'flapping' || value?.active === raw.active) return null;
  if (fault?.fault === 'stuck' && raw.active) return null;
  return raw.since + (raw.active ? rules.activeMs : rules.inactiveMs);
}

function report(step: ContactStep, event: { active: boolean; at: number }, rules: ContactRules): ContactStep {
  const { raw, now } = step.state;
  if (raw?.active === event.active) return step;
  const at = Math.max(event.at, raw?.since ?? event.at);
  const recent = step.state.changes.filter((change) => at - change <= rules.flappingMs);
  // One more than the limit is enough to know; a first report is no change.
  const changes = raw === null ? [] : [...recent, at].slice(-(rules.flappingChanges + 1));
  const state: ContactState = { ...step.state, raw: { active: event.active, since: at }, changes };
  if (changes.length <= rules.flappingChanges || state.fault?.fault === 'flapping') return { ...step, state };
  return believe(
    { ...step, state: { ...state, fault: { fault: 'flapping', since: changes[0]! } } },
    null,
    now,
  );
}

function passTime(step: ContactStep, rules: ContactRules): ContactStep {
  return watchStuck(settle(calmDown(step, rules), rules), rules);
}

function calmDown(step: ContactStep, rules: ContactRules): ContactStep {
  const { raw, fault, now } = step.state;
  if (fault?.fault !== 'flapping' || raw === null || now - raw.since < rules.flappingMs) return step;
  return { ...step, state: { ...step.state, fault: null, changes: [] } };
}

function settle(step: ContactStep, rules: ContactRules): ContactStep {
  const { raw, now } = step.state;
  const dueAt = contactDueAt(step.state, rules);
  if (raw === null || dueAt === null || now < dueAt) return step;
  return believe({ ...step, state: { ...step.state, fault: null } }, raw.active, raw.since);
}

function watchStuck(step: ContactStep, { stuckMs }: ContactRules): ContactStep {
  const { value, now } = step.state;
  if (stuckMs === null || value?.active !== true || now - value.since <= stuckMs) return step;
  return believe(
    { ...step, state: { ...step.state, fault: { fault: 'stuck', since: value.since } } },
    null,
    now,
  );
}

function believe({ state, changes }: ContactStep, to: boolean | null, at: number): ContactStep {
  const from = state.value?.active ?? null;
  if (from === to) return { state, changes };
  return {
    state: { ...state, value: to === null ? null : { active: to, since: at } },
    changes: [...changes, { from, to, at }],
  };
}

function quiet(state: ContactState): ContactStep {
  return { state, changes: [] };
}
