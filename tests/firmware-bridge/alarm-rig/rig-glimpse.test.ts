import { type RigNow, rigGlimpse } from '@pingan/firmware-bridge/alarm-rig/rig-glimpse';
import type { Holder } from '@pingan/firmware-bridge/alarm-rig/rig';
import { describe, expect, it } from 'vitest';

const here: Holder = { who: 'station', station: 'here' };
const there: Holder = { who: 'station', station: 'there' };
const officer: Holder = { who: 'officer' };
const timeline: RigNow['timeline'] = [
  { seen: 'announced', afterMs: 0 },
  { seen: 'armed', afterMs: 3000 },
];
const armed = (owner: Holder): RigNow => ({
  phase: { at: 'armed', owner, since: 0, armedAt: 0 },
  ...{ announce: null, timeline, demonstrator: owner, usable: true },
});
const disarmed = (changes: Partial<RigNow>): RigNow => ({
  phase: { at: 'disarmed' },
  ...{ announce: null, timeline, demonstrator: null, usable: true, ...changes },
});

describe('what a station may know of the alarm rig', () => {
  it('is its own demonstration with what the sensors saw', () => {
    expect(rigGlimpse('here', armed(here))).toEqual({
      ...{ stage: 'armed', announce: null },
      timeline: [{ seen: 'armed', at: 3000 }],
    });
  });

  it('is the countdown while it is announced', () => {
    const announced = {
      ...armed(here),
      phase: { at: 'announced', owner: here, since: 0 } as const,
      announce: 2,
    };
    expect(rigGlimpse('here', announced)).toMatchObject({ stage: 'announced', announce: 2 });
  });

  it.each([there, officer])('is of others only that the rig is busy: %o', (owner) => {
    expect(rigGlimpse('here', armed(owner))).toEqual({ stage: 'busy', announce: null, timeline: [] });
  });

  it('is whether it can be armed now', () => {
    expect(rigGlimpse('here', disarmed({})).stage).toBe('ready');
    expect(rigGlimpse('here', disarmed({ usable: false })).stage).toBe('gone');
  });

  it('is what its own demonstration saw after the end, and nothing of another one', () => {
    expect(rigGlimpse('here', disarmed({ demonstrator: here })).timeline).toHaveLength(1);
    expect(rigGlimpse('here', disarmed({ demonstrator: there })).timeline).toEqual([]);
    expect(rigGlimpse('here', disarmed({ demonstrator: null })).timeline).toEqual([]);
  });
});
