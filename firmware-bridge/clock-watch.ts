import { existsSync } from 'node:fs';

export type ClockTrust = 'system' | 'synchronised' | 'never';

/** One reading that ties the monotonic clock to wall time. `error` is the half-width in milliseconds. */
export interface ClockReading {
  wall: number;
  source: 'ntp' | 'rtc';
  error: number;
}

/** systemd-timesyncd creates this file once an NTP server has set the clock since boot. */
const SYNCHRONISED_MARK = '/run/systemd/timesync/synchronized';
const NTP_ERROR_MS = 500;
/** A battery-backed clock that nobody set for a season may be a minute off. */
const RTC_ERROR_MS = 60_000;
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
  #last: { offset: number; error: number } | null = null;
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

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const monotonic = this.#now();
    const reading = readClock(this.#trust, Date.now(), existsSync(SYNCHRONISED_MARK));
    if (reading === null || !isNews(this.#last, reading, monotonic)) return;
    this.#last = { offset: reading.wall - monotonic, error: reading.error };
    this.#anchored(reading);
  }
}
