import { type SirenHour, sounded, waitForSiren } from './siren-hour.ts';
import { type Seen, sight, startTimeline, type Timeline } from './timeline.ts';

/** Whose finger is on the button: an officer's, or somebody's at the screen of a station. */
export type Holder = { who: 'officer' } | { who: 'station'; station: string };

/** Everything that can happen to the rig. `at` is in milliseconds of the monotonic clock. */
export type RigEvent =
  /** The button is pressed; it arms after being held. */
  | { kind: 'hold'; by: Holder; at: number }
  /** Let go; also when the screen it was pressed on is gone. */
  | { kind: 'release'; by: Holder; at: number }
  /** Its owner or an officer has had enough. */
  | { kind: 'disarm'; by: Holder; at: number }
  /** The officer's stop: silence at once. */
  | { kind: 'stop'; at: number }
  /** The departure check: a short sound, if nobody demonstrates. */
  | { kind: 'try'; at: number }
  /** What is believed of a sensor; null while nothing is known. */
  | { kind: 'door'; shut: boolean | null; at: number }
  | { kind: 'motion'; seen: boolean | null; at: number }
  | { kind: 'lost'; at: number }
  | { kind: 'tick'; at: number };

export interface RigRules {
  armHoldMs: number;
  announceMs: number;
  /** Longest sounding: the shorter of what the profile asks for and what the one-shot in the wiring allows. */
  soundMs: number;
  /** How long the siren sounds when it is only tried. */
  tryMs: number;
  /** What the one-shot lets through at most, even when the software stalls. */
  oneShotMs: number;
  /** Quiet after a sounding, to read the timeline and to let the one-shot recover. */
  restMs: number;
  /** A demonstration ends after this long, so that nobody who comes later is frightened. */
  demonstrationMs: number;
}

/** @param config seconds, as the profile of the bus gives them */
export function rigRules(config: {
  armHoldSeconds: number;
  soundSeconds: number;
  siren: { oneShotSeconds: number };
}): RigRules {
  const oneShotMs = config.siren.oneShotSeconds * 1000;
  return {
    armHoldMs: config.armHoldSeconds * 1000,
    announceMs: 3_000,
    soundMs: Math.min(config.soundSeconds * 1000, oneShotMs),
    tryMs: 1_000,
    oneShotMs,
    restMs: 5_000,
    demonstrationMs: 180_000,
  };
}

export type RigPhase =
  | { at: 'disarmed' }
  | { at: 'arming'; owner: Holder; since: number }
  | { at: 'announced'; owner: Holder; since: number }
  | { at: 'armed'; owner: Holder; since: number; armedAt: number }
  | { at: 'sounding'; owner: Holder; since: number; armedAt: number; by: 'door' | 'motion' | 'try' }
  /** `time`: armed again after a rest; `officer`: disarmed after it. */
  | { at: 'silenced'; owner: Holder; since: number; armedAt: number; why: 'time' | 'officer' };

export interface RigState {
  now: number;
  phase: RigPhase;
  /** Null until the board has said. */
  doorShut: boolean | null;
  motion: boolean | null;
  hour: SirenHour;
  timeline: Timeline;
}

export interface RigStep {
  state: RigState;
  /** Why a press was not obeyed, in words for whoever pressed; null if it was. */
  refused: string | null;
}

export interface RigOutputs {
  siren: boolean;
  beacon: boolean;
  /** Whole seconds until the rig is armed; null while nothing is announced. */
  announce: number | null;
}

/** The rig as it is when the process starts: disarmed, whatever it was before. */
export function startRig(at = 0): RigState {
  return { now: at, phase: { at: 'disarmed' }, doorShut: null, motion: null, hour: [], timeline: null };
}

/** What one event means for the rig. A clock that steps back is held; of a stall, at most one phase passes at a time. */
export function rigStep(state: RigState, event: RigEvent, rules: RigRules): RigStep {
  const now = Math.max(state.now, event.at);
  const waited = passTime({ ...state, now }, rules);
  switch (event.kind) {
    case 'tick':
      return obeyed(waited);
    case 'hold':
      return hold(waited, event.by, rules);
    case 'release':
      return obeyed(release(waited, event.by));
    case 'disarm':
      return disarm(waited, event.by, rules);
    case 'stop':
      return obeyed(stop(waited, rules));
    case 'try':
      return trySiren(waited, rules);
    case 'door':
      return obeyed(doorMoved(waited, event.shut));
    case 'motion':
      return obeyed(motionChanged(waited, event.seen));
    case 'lost': {
      const unknown = { ...note(waited, 'board-lost'), doorShut: null, motion: null };
      return obeyed(toDisarmed(unknown, rules));
    }
  }
}

/** What siren, beacon and screens do at `at`. The siren is off once its time is over, even if no tick has come since. */
export function rigOutputs({ phase, now }: RigState, at: number, rules: RigRules): RigOutputs {
  const time = Math.max(now, at);
  const siren = phase.at === 'sounding' && time - phase.since < soundMsOf(phase, rules);
  const leftMs = phase.at === 'announced' ? phase.since + rules.announceMs - time : null;
  return {
    siren,
    beacon: siren || phase.at === 'announced',
    announce: leftMs === null ? null : Math.max(0, Math.ceil(leftMs / 1000)),
  };
}

/** When a tick will next change the phase, in monotonic milliseconds; null while the rig is disarmed. */
export function rigDueAt({ phase }: RigState, rules: RigRules): number | null {
  switch (phase.at) {
    case 'disarmed':
      return null;
    case 'arming':
      return phase.since + rules.armHoldMs;
    case 'announced':
      return phase.since + rules.announceMs;
    case 'armed':
      return phase.armedAt + rules.demonstrationMs;
    case 'sounding':
      return phase.since + soundMsOf(phase, rules);
    case 'silenced':
      return phase.since + rules.restMs;
  }
}

function passTime(state: RigState, rules: RigRules): RigState {
  const { phase, now } = state;
  const dueAt = rigDueAt(state, rules);
  if (dueAt === null || now < dueAt) return state;
  switch (phase.at) {
    case 'disarmed':
      return state;
    case 'arming':
      // The countdown begins when it is shown: after a stall nobody is armed unannounced.
      return {
        ...state,
        phase: { ...phase, at: 'announced', since: now },
        timeline: startTimeline(now),
      };
    case 'announced':
      return note({ ...state, phase: { ...phase, at: 'armed', since: now, armedAt: now } }, 'armed');
    case 'armed':
      return toDisarmed(state, rules);
    case 'sounding':
      return phase.by === 'try' ? toDisarmed(state, rules) : silence(state, 'time', rules);
    case 'silenced': {
      const over = now - phase.armedAt >= rules.demonstrationMs;
      if (phase.why === 'officer' || over || waitForSiren(state.hour, rules.oneShotMs, now) > 0)
        return toDisarmed(state, rules);
      const { owner, armedAt } = phase;
      return note({ ...state, phase: { at: 'armed', owner, armedAt, since: now } }, 'armed');
    }
  }
}

function hold(state: RigState, by: Holder, rules: RigRules): RigStep {
  const { phase, now } = state;
  if (phase.at !== 'disarmed')
    return same(phase.owner, by) ? obeyed(state) : refuse(state, inUse(phase.owner));
  const waitMs = waitForSiren(state.hour, rules.oneShotMs, now);
  if (waitMs > 0) return refuse(state, restWords(waitMs));
  return obeyed({ ...state, phase: { at: 'arming', owner: by, since: now } });
}

function trySiren(state: RigState, rules: RigRules): RigStep {
  const { phase, now } = state;
  if (phase.at !== 'disarmed') return refuse(state, inUse(phase.owner));
  const waitMs = waitForSiren(state.hour, rules.oneShotMs, now);
  if (waitMs > 0) return refuse(state, restWords(waitMs));
  // Nobody's demonstration: there is nothing to read of it afterwards.
  const tried = { at: 'sounding', owner: { who: 'officer' }, since: now, armedAt: now, by: 'try' } as const;
  return obeyed({ ...state, phase: tried, timeline: null });
}

function soundMsOf({ by }: Extract<RigPhase, { at: 'sounding' }>, rules: RigRules): number {
  return by === 'try' ? rules.tryMs : rules.soundMs;
}

function release(state: RigState, by: Holder): RigState {
  const { phase } = state;
  return phase.at === 'arming' && same(phase.owner, by) ? { ...state, phase: { at: 'disarmed' } } : state;
}

function disarm(state: RigState, by: Holder, rules: RigRules): RigStep {
  const { phase } = state;
  if (phase.at === 'disarmed') return obeyed(state);
  if (by.who !== 'officer' && !same(phase.owner, by)) return refuse(state, inUse(phase.owner));
  return obeyed(toDisarmed(state, rules));
}

function stop(state: RigState, rules: RigRules): RigState {
  return state.phase.at === 'sounding' ? silence(state, 'officer', rules) : toDisarmed(state, rules);
}

function doorMoved(state: RigState, shut: boolean | null): RigState {
  const before = state.doorShut;
  if (shut === before) return state;
  const known = { ...state, doorShut: shut };
  if (shut === null || before === null) return known;
  const seen = note(known, shut ? 'door-shut' : 'door-opened');
  return shut ? seen : trigger(seen, 'door');
}

function motionChanged(state: RigState, seen: boolean | null): RigState {
  const before = state.motion;
  if (seen === before) return state;
  const known = { ...state, motion: seen };
  if (seen === null || before === null) return known;
  const noted = note(known, seen ? 'motion-began' : 'motion-ended');
  return seen ? trigger(noted, 'motion') : noted;
}

/** Only what happens after the rig is armed sets it off: a door that stood open before has surprised nobody. */
function trigger(state: RigState, by: 'door' | 'motion'): RigState {
  const { phase, now } = state;
  if (phase.at !== 'armed' || now <= phase.since) return state;
  const { owner, armedAt } = phase;
  return note({ ...state, phase: { at: 'sounding', owner, armedAt, since: now, by } }, 'siren-on');
}

function silence(state: RigState, why: 'time' | 'officer', rules: RigRules): RigState {
  const { phase, now } = state;
  if (phase.at !== 'sounding') return state;
  const { owner, armedAt, since } = phase;
  // A stalled program leaves the siren to the one-shot; what it let through counts in full.
  const to = Math.min(now, since + rules.oneShotMs);
  const hour = sounded(state.hour, since, to);
  return note(
    { ...state, hour, phase: { at: 'silenced', owner, armedAt, since: now, why } },
    'siren-off',
    to,
  );
}

function toDisarmed(state: RigState, rules: RigRules): RigState {
  if (state.phase.at === 'disarmed') return state;
  const quiet = silence(state, 'officer', rules);
  const announced = quiet.phase.at !== 'arming';
  const told = announced ? note(quiet, 'disarmed') : quiet;
  return { ...told, phase: { at: 'disarmed' } };
}

/** What is seen while nobody demonstrates is nobody's business. */
function note(state: RigState, seen: Seen, at = state.now): RigState {
  const { phase } = state;
  if (phase.at === 'disarmed' || phase.at === 'arming') return state;
  return { ...state, timeline: sight(state.timeline, seen, at) };
}

function same(a: Holder, b: Holder): boolean {
  return a.who === 'station' && b.who === 'station' ? a.station === b.station : a.who === b.who;
}

function inUse(owner: Holder): string {
  const whose = owner.who === 'officer' ? 'an officer' : `station ${owner.station}`;
  return `${whose} is using the alarm; it is free again when that demonstration is over`;
}

function restWords(waitMs: number): string {
  const minutes = Math.ceil(waitMs / 60_000);
  return `the alarm has sounded enough within this hour; it can be armed again in ${minutes} min`;
}

function obeyed(state: RigState): RigStep {
  return { state, refused: null };
}

function refuse(state: RigState, refused: string): RigStep {
  return { state, refused };
}
