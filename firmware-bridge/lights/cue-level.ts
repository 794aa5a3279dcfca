import { ratio } from './brightness.ts';
import { BREATH_MS, SHORTEST_FLASH_MS, type Cue } from './cue.ts';

/** A cue on the clock: when it was shown, by whom, and in which order among those that start together. */
export interface Entry {
  owner: string;
  cue: Cue;
  startsAt: number;
  endsAt: number;
  /** Grows with every call that shows cues. */
  order: number;
  /** Place among the cues that were shown together. */
  index: number;
  /** What its lamps showed when it started, undimmed; only where it eases in from there. */
  origins: ReadonlyMap<string, number>;
}

/** One lamp as one cue sees it. */
export interface Speaker {
  entry: Entry;
  lamp: string;
  /** Place of the lamp in the cue's group and the size of that group; a chase runs along it. */
  position: number;
  groupSize: number;
}

/** When a cue shown at `at` starts and when it falls silent. */
export function spanOf(cue: Cue, at: number): { startsAt: number; endsAt: number } {
  const startsAt = at + span(cue.after ?? 0);
  const ends = [cue.lasts === undefined ? Infinity : startsAt + span(cue.lasts)];
  if (cue.kind === 'pulse') ends.push(startsAt + flashMs(cue.ms) * Math.floor(span(cue.times)));
  return { startsAt, endsAt: Math.min(...ends) };
}

/** Whether the cue says anything at that moment. */
export function speaksAt({ startsAt, endsAt }: Entry, at: number): boolean {
  return at >= startsAt && at < endsAt;
}

/**
 * Level 0..1 the cue gives this lamp at `at`, while it speaks.
 *
 * @param dimming factor on the brightness of this cue.
 * @param below what the lamp would show without it, dimmed already; a pulse swells from there.
 */
export function levelOf(speaker: Speaker, at: number, dimming: number, below: () => number): number {
  const { cue, startsAt, origins } = speaker.entry;
  if (cue.kind === 'pulse')
    return between(below(), dimming * ratio(cue.level), swell((at - startsAt) / flashMs(cue.ms)));
  const glide = glideMs(cue);
  const done = glide > 0 ? (at - startsAt) / glide : 1;
  return dimming * between(origins.get(speaker.lamp) ?? 0, ownLevel(cue, speaker, at), easeOut(done));
}

/** The first moment from `at` on at which the level may differ from the one at `at`; null for never. The end is not looked at. */
export function nextLevelChange({ entry, groupSize }: Speaker, at: number): number | null {
  const { cue, startsAt } = entry;
  if (at < startsAt + glideMs(cue)) return at;
  switch (cue.kind) {
    case 'steady':
    case 'fade':
      return null;
    case 'breathe':
      return ratio(cue.min) === ratio(cue.max) ? null : at;
    case 'pulse':
      return at;
    case 'chase':
      return groupSize > 1 ? edgeAfter(at - startsAt, flashMs(cue.stepMs)) + startsAt : null;
    case 'alarm': {
      const edge = edgeAfter(at, halfPeriodMs(cue.hz));
      return Number.isFinite(edge) ? edge : null;
    }
  }
}

/** How long a cue eases in from what was there, in milliseconds. */
export function glideMs(cue: Cue): number {
  return span((cue.kind === 'fade' ? cue.ms : cue.glideMs) ?? 0);
}

/** The level of a cue that does not lean on what lies below it, once it has eased in. */
function ownLevel(cue: Exclude<Cue, { kind: 'pulse' }>, speaker: Speaker, at: number): number {
  const { startsAt } = speaker.entry;
  switch (cue.kind) {
    case 'steady':
      return ratio(cue.level);
    case 'fade':
      return ratio(cue.to);
    case 'breathe':
      return between(ratio(cue.min), ratio(cue.max), swell(at / flashMs(cue.periodMs ?? BREATH_MS)));
    case 'chase': {
      const step = Math.floor((at - startsAt) / flashMs(cue.stepMs));
      return step % speaker.groupSize === speaker.position ? ratio(cue.level) : 0;
    }
    case 'alarm': {
      const half = halfPeriodMs(cue.hz);
      const beat = Math.floor(at / half);
      // One that starts in a dark half is lit at once and joins the others at their next one.
      const lit = beat % 2 === 0 || beat === Math.floor(startsAt / half);
      return lit ? ratio(cue.level) : 0;
    }
  }
}

/** Half of an alarm's period in whole milliseconds; without a rate it never goes dark. */
function halfPeriodMs(hz: number): number {
  return hz > 0 ? Math.max(SHORTEST_FLASH_MS / 2, Math.ceil(500 / hz)) : Infinity;
}

function edgeAfter(elapsed: number, step: number): number {
  return (Math.floor(elapsed / step) + 1) * step;
}

function flashMs(ms: number): number {
  return ms > SHORTEST_FLASH_MS ? ms : SHORTEST_FLASH_MS;
}

function span(ms: number): number {
  return ms > 0 ? ms : 0;
}

/** 0 at whole numbers, 1 half-way between them, smooth throughout. */
function swell(phase: number): number {
  return (1 - Math.cos(2 * Math.PI * phase)) / 2;
}

function easeOut(done: number): number {
  return done >= 1 ? 1 : 1 - (1 - Math.max(0, done)) ** 3;
}

function between(from: number, to: number, share: number): number {
  return share >= 1 ? to : from + (to - from) * share;
}
