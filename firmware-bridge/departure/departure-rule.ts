import type { BusGlance } from './bus-glance.ts';
import type { CheckPlan } from './check-plan.ts';
import {
  type Departure,
  type EndedCheck,
  nameOf,
  NO_CHECK,
  openItems,
  partOf,
  type RunningCheck,
} from './check-state.ts';
import { askOf } from './check-view.ts';
import { judged, leftOut } from './check-judge.ts';
import { GOOD, type Verdict } from './machine-verdicts.ts';
import { findings, handFault, reasons } from './check-words.ts';
import { isStanding, SIREN_WARNING_MS, sirenIsOver, startDoing } from './doing.ts';

/** What can happen to a departure check. `at` is in milliseconds of the monotonic clock. */
export type DepartureEvent =
  /** @param check names this check and no other, so that answers to an earlier one mean nothing */
  | { kind: 'start'; check: string; plan: CheckPlan; glance: BusGlance; at: number }
  /** How the bus is now; also how time passes. */
  | { kind: 'glance'; glance: BusGlance; at: number }
  /** A contact moved, debounced, under its name in `inputsOf`. */
  | { kind: 'moved'; input: string; active: boolean; at: number }
  | { kind: 'beam'; door: string; beam: 'outer' | 'inner'; at: number }
  /** Somebody walked through a door and both beams saw it. */
  | { kind: 'crossed'; door: string; direction: 'in' | 'out'; at: number }
  /** A screen answered the chime it was asked for. */
  | { kind: 'chimed'; station: string; chime: number; how: 'played' | 'locked' | 'failed'; at: number }
  | { kind: 'answer'; ask: string; faulty: readonly string[]; at: number }
  | { kind: 'skip'; ask: string; at: number }
  | { kind: 'cancel'; at: number };

/** Whoever starts a check and goes away leaves it to end by itself after this long. */
const FORGOTTEN_MS = 15 * 60_000;
/** And one in which something moves all the time after this long. */
const LONGEST_MS = 2 * 60 * 60_000;

/** What one event means for the check. A clock that steps back is held. */
export function departureStep(state: Departure, event: DepartureEvent): Departure {
  if (event.kind === 'start') return state.at === 'running' ? state : settled(begun(event));
  if (state.at !== 'running') return state;
  if (event.kind === 'cancel') return NO_CHECK;
  const now = Math.max(state.now, event.at);
  return settled(forgotten(taken({ ...state, now }, event)));
}

function begun({ check, plan, glance, at }: Extract<DepartureEvent, { kind: 'start' }>): RunningCheck {
  const clock = { startedAt: at, activeAt: at, now: at, since: at };
  const first: RunningCheck = {
    ...{ at: 'running', check, plan, glance, verdicts: {}, part: 0, chimes: 0, ...clock },
    ...{ awaySince: {}, backAt: {}, doing: { is: 'look' } },
  };
  return entered({ ...first, awaySince: awaySince(first, glance) }, 0);
}

function entered(check: RunningCheck, part: number): RunningCheck {
  const next = { ...check, part, since: check.now };
  const chimes = partOf(next).is === 'chime' ? check.chimes + 1 : check.chimes;
  return { ...next, chimes, doing: startDoing(partOf(next), check.glance, chimes) };
}

/** Judges what can be judged, and goes on until something has to be waited for or all is said. */
function settled(check: RunningCheck): Departure {
  let now = judged(check);
  while (openItems(now).length === 0) {
    if (now.part + 1 >= now.plan.parts.length) return ended(now);
    now = judged(entered(now, now.part + 1));
  }
  return now;
}

function ended({ plan, verdicts, startedAt, now }: RunningCheck): EndedCheck {
  return { at: 'over', plan, verdicts, seconds: Math.round((now - startedAt) / 1000) };
}

function forgotten(check: RunningCheck): RunningCheck {
  const { now, activeAt, startedAt } = check;
  if (now - activeAt < FORGOTTEN_MS && now - startedAt < LONGEST_MS) return check;
  return leftOut(
    judged(check),
    check.plan.items.map(({ id }) => id),
    'nobody',
  );
}

function taken(
  check: RunningCheck,
  event: Exclude<DepartureEvent, { kind: 'start' | 'cancel' }>,
): RunningCheck {
  const active = { ...check, activeAt: check.now };
  switch (event.kind) {
    case 'glance':
      return watched(glanced(check, event.glance));
    case 'moved':
      return moved(active, event.input, event.active);
    case 'beam':
      return broken(check, event.door, event.beam);
    case 'crossed':
      return crossed(active, event.door, event.direction);
    case 'chimed':
      return chimed(active, event);
    case 'answer':
      return event.ask === askOf(check)?.id ? answered(active, event.faulty) : check;
    case 'skip':
      return event.ask === askOf(check)?.id ? leftOut(active, openItems(check), 'officer') : check;
  }
}

function glanced(check: RunningCheck, glance: BusGlance): RunningCheck {
  const away = awaySince(check, glance);
  const back = Object.keys(check.awaySince).filter((id) => away[id] === undefined);
  const backAt = { ...check.backAt, ...Object.fromEntries(back.map((id) => [id, check.now])) };
  return { ...check, glance, awaySince: away, backAt };
}

function awaySince(check: RunningCheck, { boards, silent }: BusGlance): RunningCheck['awaySince'] {
  const lost = Object.keys(boards).filter((id) => boards[id] === 'lost' || boards[id] === 'starting');
  const away = [...lost.map((id) => `board/${id}`), ...silent.map((id) => `controller/${id}`)];
  return Object.fromEntries(away.map((id) => [id, check.awaySince[id] ?? check.now]));
}

/** When the siren sounds, and since when nothing is left to do but to put right what is not at rest. */
function watched(check: RunningCheck): RunningCheck {
  const { doing, now, since } = check;
  if (doing.is === 'siren') {
    const sounds = doing.soundedAt === null && now - since >= SIREN_WARNING_MS;
    return sounds ? { ...check, doing: { ...doing, soundedAt: now } } : check;
  }
  if (doing.is !== 'hands') return check;
  const open = openItems(check);
  const only = open.length > 0 && open.every((id) => isStanding(check, id));
  return { ...check, doing: { ...doing, onlyStandingSince: only ? (doing.onlyStandingSince ?? now) : null } };
}

function moved(check: RunningCheck, input: string, active: boolean): RunningCheck {
  const { doing, glance } = check;
  const seen = { ...check, glance: { ...glance, contacts: { ...glance.contacts, [input]: active } } };
  if (doing.is !== 'hands' || !(input in doing.seen)) return seen;
  const before = doing.seen[input]!;
  const after = active ? { ...before, on: true } : { ...before, off: true };
  return {
    ...seen,
    doing: { ...doing, seen: { ...doing.seen, [input]: after }, onlyStandingSince: null },
  };
}

function isWalked(check: RunningCheck, door: string): boolean {
  return check.doing.is === 'walk' && partOf(check).items.includes(`door/${door}`);
}

function broken(check: RunningCheck, door: string, beam: 'outer' | 'inner'): RunningCheck {
  if (check.doing.is !== 'walk' || !isWalked(check, door)) return check;
  return { ...check, doing: { ...check.doing, [beam]: true } };
}

function crossed(check: RunningCheck, door: string, direction: 'in' | 'out'): RunningCheck {
  if (check.doing.is !== 'walk' || !isWalked(check, door)) return check;
  return { ...check, doing: { ...check.doing, [direction]: true } };
}

/** One screen that plays is enough; where none can, the last reason stands. */
function chimed(check: RunningCheck, event: Extract<DepartureEvent, { kind: 'chimed' }>): RunningCheck {
  const { doing } = check;
  const part = partOf(check);
  if (doing.is !== 'chime' || part.is !== 'chime') return check;
  if (event.station !== part.station || event.chime !== doing.chime || doing.how === 'played') return check;
  return { ...check, doing: { ...doing, how: event.how } };
}

function answered(check: RunningCheck, faulty: readonly string[]): RunningCheck {
  const open = openItems(check);
  const named = open.filter((id) => faulty.includes(id));
  const verdicts = { ...check.verdicts };
  for (const id of named) verdicts[id] = faultOf(check, id);
  const tells = canTell(check);
  if (tells === 'not-yet') return check;
  if (tells === 'yes') for (const id of open) verdicts[id] ??= GOOD;
  return { ...check, verdicts };
}

/** Whether this would answer a question before there was anything to hear. */
export function isTooEarly(state: Departure, ask: string): boolean {
  return state.at === 'running' && askOf(state)?.id === ask && canTell(state) === 'not-yet';
}

/** Whether a person can say of all that is asked about whether it is right: what they did not name is. */
function canTell(check: RunningCheck): 'yes' | 'no' | 'not-yet' {
  const { doing } = check;
  switch (doing.is) {
    case 'lamps':
      return 'yes';
    case 'siren':
      return sirenIsOver(check) ? 'yes' : 'not-yet';
    case 'chime':
      return doing.how === 'played' ? 'yes' : 'not-yet';
    case 'look':
      return 'not-yet';
    case 'walk':
    case 'hands':
      return 'no';
  }
}

function faultOf(check: RunningCheck, id: string): Verdict {
  const { plan, doing, awaySince } = check;
  const part = partOf(check);
  // A cable that has just come off is found in a moment; what hangs on it is not to blame.
  const away = plan.needs[id]?.find((need) => awaySince[need] !== undefined);
  if (away !== undefined) return { is: 'skipped', words: reasons.behind(nameOf(plan, away)) };
  const name = nameOf(plan, id);
  if (doing.is === 'walk') {
    const blind = (['outer', 'inner'] as const).filter((beam) => !doing[beam]);
    const words = blind.length === 1 ? findings.beamSawNobody(name, blind[0]!) : findings.doorUnsure(name);
    return { is: 'fault', words };
  }
  if (part.is === 'hands')
    return { is: 'fault', words: handFault(plan.acts[id]!, name, isStanding(check, id)) };
  if (part.is === 'siren') return { is: 'fault', words: findings.sirenUnheard() };
  if (part.is === 'chime') return { is: 'fault', words: findings.soundUnheard(part.name) };
  return { is: 'fault', words: findings.lampDark(name) };
}
