import type { BeamChange } from './day-plan.ts';
import type { BodyInDoor } from './door-queue.ts';

/** A beam is broken from the first body in it to the last one out of it. By time; every beam begins and ends clear. */
export function beamChanges(bodies: readonly BodyInDoor[]): BeamChange[] {
  const ofBeam = new Map<string, BodyInDoor[]>();
  for (const body of [...bodies].sort((a, b) => a.from - b.from)) {
    const key = `${body.door} ${body.beam}`;
    const stays = ofBeam.get(key) ?? [];
    const last = stays.at(-1);
    if (last !== undefined && body.from <= last.until) last.until = Math.max(last.until, body.until);
    else stays.push({ ...body });
    ofBeam.set(key, stays);
  }
  return [...ofBeam.values()]
    .flat()
    .flatMap(({ door, beam, from, until }) => [
      { at: from, door, beam, broken: true },
      { at: until, door, beam, broken: false },
    ])
    .sort((a, b) => a.at - b.at);
}
