import { existsSync } from 'node:fs';

export type ClockTrust = 'system' | 'synchronised' | 'never';

/** One reading that ties the monotonic clock to wall time. `error` is the half-width in milliseconds. */
export interface ClockReading {
  wall: number;
  source: 'ntp' | 'rtc' | 'officer';
  error: number;
}

/** systemd-timesyncd creates this file once an NTP server has set the clock since boot. */
const SYNCHRONISED_MARK = '/run/systemd/timesync/synchronized';
const NTP_ERROR_MS = 500;
/** A battery-backed clock that nobody set for a season may be a minute off. */
const RTC_ERROR_MS = 60_000;
/** An officer reads a watch and types: up to two minutes off. */
const OFFICER_ERROR_MS = 120_000;
/** A jump of the wall clock against the monotonic one above this is a new anchor. */
const STEP_MS = 2_000;

/** What the system clock can be taken for under this policy, or null while it cannot be trusted. */
export function readClock(trust: ClockTrust, wall: number, synchronised: boolean): ClockReading | null {
  if (trust === 'never') return null;
  if (synchronised) return { wall, source: 'ntp', error: NTP_ERROR_MS };
  return trust === 'system' ? { wall, source: 'rtc', error: RTC_ERROR_MS } : null;
}

/** Whether a reading says something that the last anchor did not: a better source, or a clock that was set anew. */
export function isNews(
  last: { offset: number; error: number } | null,
  reading: ClockReading,
  monotonic: number,
): boolean {
  if (last === null || reading.error < last.error) return true;
  return Math.abs(reading.wall - monotonic - last.offset) > STEP_MS;
}

/** Watches the system clock and reports anchors for the epoch, as the profile's clock policy allows. */
export class ClockWatch {
  readonly #trust: ClockTrust;
  readonly #now: () => number;
  readonly #anchored: (reading: ClockReading) => void;
  #last: { offset: number; error: number; source: ClockReading['source'] } | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: { trust: ClockTrust; now: () => number; anchored: (reading: ClockReading) => void }) {
    this.#trust = parts.trust;
    this.#now = parts.now;
    this.#anchored = parts.anchored;
  }

  start(): void {
    this.#look();
    this.#timer = setInterval(() => this.#look(), 15_000);
  }

  /** Where the time comes from; `none` while it is not known. */
  get source(): ClockReading['source'] | 'none' {
    return this.#last?.source ?? 'none';
  }

  /** An officer says what time it is. False where the bus knows better, from the network. */
  officerSays(wall: number): boolean {
    if (this.#last?.source === 'ntp') return false;
    this.#take({ wall, source: 'officer', error: OFFICER_ERROR_MS });
    return true;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const monotonic = this.#now();
    const reading = readClock(this.#trust, Date.now(), existsSync(SYNCHRONISED_MARK));
    if (reading === null || !isNews(this.#last, reading, monotonic)) return;
    // Somebody saw that the battery-backed clock is wrong; only the network knows better than they do.
    if (reading.source === 'rtc' && this.#last?.source === 'officer') return;
    this.#take(reading);
  }

  #take(reading: ClockReading): void {
    this.#last = { offset: reading.wall - this.#now(), error: reading.error, source: reading.source };
    this.#anchored(reading);
  }
}
