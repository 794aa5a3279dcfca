import type { Text } from '@pingan/protocol/ids';
import type { BusGlance, HouseSensor } from './bus-glance.ts';
import { findings, reasons } from './check-words.ts';

export type Verdict = { is: 'good'; words: Text | null } | { is: 'fault' | 'skipped'; words: Text };

/** How long the machine waits for what may still come, in milliseconds. */
/** A computer that has just been switched on finds its boards one by one, and is busy meanwhile. */
export const BOARD_STARTS_MS = 60_000;
/** A busy computer may miss an answer or two; what comes back within this was not away. */
const MAY_MISS_MS = 5_000;
/** Chips are asked within a second or two; a board that never says so is another fault. */
const CHIPS_ASKED_MS = 15_000;
const DISK_ANSWERS_MS = 10_000;
const SEEN_WITHIN_MS = 5_000;
/** A board that has just started is given the time for a first reading. */
const READ_WITHIN_MS = 20_000;
/** Somebody may linger in a doorway with a panel in hand; what stands there longer is in the way. */
const BEAM_BLOCKED_MS = 8_000;
/** With today's, days whose counts headquarters has not confirmed; a weekend in the hills is none of its business. */
const MOST_DAYS_TO_SEND = 3;
/** The counts of a year need some tens of megabytes; below this the computer itself gets into trouble. */
const LEAST_FREE_BYTES = 200 * 1024 * 1024;

export const GOOD: Verdict = { is: 'good', words: null };
const fault = (words: Text): Verdict => ({ is: 'fault', words });
const skipped = (words: Text): Verdict => ({ is: 'skipped', words });

/** An item that the machine may judge. */
export interface Looked {
  name: Text;
  /** For how long it has been looked at, in milliseconds: not before what lies between it and the machine answered. */
  forMs: number;
  /** For how long a board or controller has been away without a break, in milliseconds. */
  awayMs: number;
  /** Whether the bus can measure its supply. */
  measuresSupply: boolean;
}

/** What the machine says of an item by itself; null while it cannot say, and for what only a hand or a person can try. */
export function machineVerdict(id: string, glance: BusGlance, looked: Looked): Verdict | null {
  const [table, part = ''] = id.split('/');
  switch (table) {
    case 'board':
      return board(glance.boards[part] ?? 'none', looked);
    case 'controller':
      return controller(glance.silent.includes(part), glance.chipsAsked, looked);
    case 'disk':
      return disk(glance.disk, looked.forMs);
    case 'clock':
      if (!glance.clock.known) return fault(findings.clockUnknown());
      return { is: 'good', words: findings.clockFrom(glance.clock.source) };
    case 'battery':
      return battery(glance.supply, looked);
    case 'link':
      return link(glance.link, looked.forMs);
    case 'sensor':
      return sensor(glance.sensors[part as HouseSensor] ?? 'unknown', looked);
    case 'screen':
      return screen(glance.screens[part], looked);
    default:
      return null;
  }
}

/** What stands in the way of a door, or shakes it, now. @param at of the glance, in monotonic milliseconds */
export function doorFault(door: string, name: Text, glance: BusGlance, at: number): Verdict | null {
  const seen = glance.doors[door];
  if (seen === undefined) return null;
  if (seen.flickers !== null) return fault(findings.beamFlickers(name, seen.flickers));
  for (const beam of ['outer', 'inner'] as const) {
    const since = seen[beam];
    if (since !== null && at - since >= BEAM_BLOCKED_MS) return fault(findings.beamBlocked(name, beam));
  }
  return null;
}

function board(state: BusGlance['boards'][string], { name, awayMs }: Looked): Verdict | null {
  if (state === 'ready' || state === 'none') return GOOD;
  return awayMs >= (state === 'lost' ? MAY_MISS_MS : BOARD_STARTS_MS)
    ? fault(findings.boardAway(name))
    : null;
}

function controller(isSilent: boolean, wasAsked: boolean, { name, forMs, awayMs }: Looked): Verdict | null {
  if (isSilent) return awayMs >= MAY_MISS_MS ? fault(findings.chipSilent(name)) : null;
  return wasAsked || forMs >= CHIPS_ASKED_MS ? GOOD : null;
}

function disk(seen: BusGlance['disk'], forMs: number): Verdict | null {
  if (seen === null) return forMs >= DISK_ANSWERS_MS ? fault(findings.diskSilent()) : null;
  if (seen.is === 'failed') return fault(findings.diskFails(seen.why));
  if (seen.freeBytes >= LEAST_FREE_BYTES) return GOOD;
  return fault(findings.diskFull(Math.floor(seen.freeBytes / 1024 / 1024)));
}

function battery(supply: BusGlance['supply'], { forMs, measuresSupply }: Looked): Verdict | null {
  if (!measuresSupply) return skipped(reasons.noVoltmeter());
  if (supply === null) return forMs >= READ_WITHIN_MS ? fault(findings.batteryUnread()) : null;
  if (supply.level !== 'good') return fault(findings.batteryLow(supply.volts));
  return { is: 'good', words: findings.volts(supply.volts) };
}

function link({ state, daysToSend }: BusGlance['link'], forMs: number): Verdict | null {
  if (state === 'connecting') return forMs >= SEEN_WITHIN_MS ? fault(findings.noLink()) : null;
  if (daysToSend > MOST_DAYS_TO_SEND) return fault(findings.nothingConfirmed(daysToSend));
  return state === 'none' ? skipped(reasons.noHeadquarters()) : GOOD;
}

function sensor(
  seen: NonNullable<BusGlance['sensors'][HouseSensor]>,
  { name, forMs }: Looked,
): Verdict | null {
  if (seen === 'good') return GOOD;
  return seen === 'unknown' && forMs < READ_WITHIN_MS ? null : fault(findings.sensorUnread(name));
}

function screen(seen: BusGlance['screens'][string] | undefined, { name, forMs }: Looked): Verdict | null {
  if (seen !== undefined && seen.visitors + seen.lent > 0) return GOOD;
  return forMs >= SEEN_WITHIN_MS ? fault(findings.noScreen(name)) : null;
}
