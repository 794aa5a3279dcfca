import type { RigGlimpse } from '@pingan/content/kinds/kind-rule';
import type { Holder, RigPhase } from './rig.ts';
import type { Sighting } from './timeline.ts';

/** What the rig does now, and whether it could be armed. */
export interface RigNow {
  phase: RigPhase;
  announce: number | null;
  timeline: readonly Sighting[];
  /** Who began the demonstration that the timeline tells of; null once nobody should read it any more. */
  demonstrator: Holder | null;
  /** Its boards answer and the siren's hour is not used up. */
  usable: boolean;
}

/** What one station may know of it: its own demonstration, and of others' only that the rig is busy. */
export function rigGlimpse(
  station: string,
  { phase, announce, timeline, demonstrator, usable }: RigNow,
): RigGlimpse {
  const ours = demonstrator !== null && isStation(demonstrator, station);
  const seen = ours
    ? timeline.filter(({ seen }) => seen !== 'announced').map(({ seen, afterMs }) => ({ seen, at: afterMs }))
    : [];
  if (phase.at === 'disarmed') return { stage: usable ? 'ready' : 'gone', announce: null, timeline: seen };
  if (!isStation(phase.owner, station)) return { stage: 'busy', announce: null, timeline: [] };
  return { stage: phase.at, announce, timeline: phase.at === 'arming' ? [] : seen };
}

function isStation(holder: Holder, station: string): boolean {
  return holder.who === 'station' && holder.station === station;
}
