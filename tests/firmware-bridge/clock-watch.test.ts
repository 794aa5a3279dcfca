import { ClockWatch, isNews, mayReplace, readClock } from '@pingan/firmware-bridge/clock-watch';
import { describe, expect, it } from 'vitest';

const WALL = Date.UTC(2026, 10, 22, 8);

describe('the clock policy', () => {
  it('takes a synchronised clock for NTP under every policy but never', () => {
    expect(readClock('system', WALL, true)?.source).toBe('ntp');
    expect(readClock('synchronised', WALL, true)?.source).toBe('ntp');
    expect(readClock('never', WALL, true)).toBeNull();
  });

  it('takes an unsynchronised clock for a battery clock only where the profile trusts it', () => {
    expect(readClock('system', WALL, false)).toMatchObject({ source: 'rtc', wall: WALL });
    expect(readClock('synchronised', WALL, false)).toBeNull();
  });
});

describe('an anchor', () => {
  const rtc = { wall: WALL, source: 'rtc', error: 60_000 } as const;
  const last = { offset: WALL - 1_000, error: 60_000 };

  it('is due when there is none', () => expect(isNews(null, rtc, 0)).toBe(true));
  it('is not repeated while the clocks agree', () => {
    expect(isNews(last, { ...rtc, wall: WALL + 5_000 }, 6_000)).toBe(false);
  });
  it('is due when the wall clock was set', () => {
    expect(isNews(last, { ...rtc, wall: WALL + 3_600_000 }, 6_000)).toBe(true);
  });
  it('is due when a better source appears', () => {
    expect(isNews(last, { wall: WALL + 5_000, source: 'ntp', error: 500 }, 6_000)).toBe(true);
  });
});

describe('an officer’s watch', () => {
  it('takes the place of the battery’s clock for good, and never that of the network', () => {
    expect(mayReplace(null, 'officer')).toBe(true);
    expect(mayReplace('rtc', 'officer')).toBe(true);
    expect(mayReplace('officer', 'officer')).toBe(true);
    expect(mayReplace('officer', 'rtc')).toBe(false);
    expect(mayReplace('officer', 'ntp')).toBe(true);
    expect(mayReplace('ntp', 'officer')).toBe(false);
  });

  it('is an anchor that may be two minutes off, on a bus that trusts no clock', () => {
    const anchors: unknown[] = [];
    const watch = new ClockWatch({
      trust: 'never',
      now: () => 7,
      anchored: (reading) => anchors.push(reading),
    });
    expect(watch.source).toBe('none');
    expect(watch.officerSays(WALL)).toBe(true);
    expect(watch.source).toBe('officer');
    expect(anchors).toEqual([{ wall: WALL, source: 'officer', error: 120_000 }]);
  });
});
