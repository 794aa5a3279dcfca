import type { Cue } from './cue.ts';
import { facadeGroup } from './groups.ts';

/** Brightness at which a lamp stays while its thing is lifted; the pulse before it goes up to 1. */
const LIFTED = 0.8;
const EVENING = 0.7;

/**
 * A thing that is lifted or touched: its lamp answers at once, swells once, and stays lit. Show it when the thing is lifted
 * under an owner of its own, such as `thing/lock-07`, and clear that owner when the thing is back.
 */
export function thingCue(lamp: string): Cue[] {
  return [
    { kind: 'steady', layer: 'exhibit', on: { lamp }, level: LIFTED },
    { kind: 'pulse', layer: 'exhibit', on: { lamp }, level: 1, ms: 900, times: 1 },
  ];
}

/**
 * Evening at a model house: its windows come on one after the other, `stepMs` milliseconds apart.
 *
 * @param windows lamps in the order in which they light, `facades.<id>.windows` of the profile.
 */
export function facadeEvening(windows: readonly string[], stepMs = 1200): Cue[] {
  return windows.map((lamp, window) => ({
    kind: 'fade',
    layer: 'zone',
    on: { lamp },
    to: EVENING,
    ms: 600,
    after: window * stepMs,
  }));
}

/** The whole model house goes dark in two seconds, whatever its windows show. */
export function facadeNight(facade: string): Cue[] {
  return [{ kind: 'fade', layer: 'zone', on: { group: facadeGroup(facade) }, to: 0, ms: 2000 }];
}

/**
 * The village lantern, filled from its first lamp on; the lamp that is being filled glows in part.
 *
 * @param lamps `lantern.lamps` of the profile.
 * @param filled 0..1, finished visits as a share of those that fill it.
 */
export function lanternFill(lamps: readonly string[], filled: number): Cue[] {
  return lamps.map((lamp, place) => ({
    kind: 'fade',
    layer: 'zone',
    on: { lamp },
    // In thousandths, or a rounding error of the share would set the next lamp aglow.
    to: Math.min(1, Math.max(0, Math.round((filled * lamps.length - place) * 1000) / 1000)),
    ms: 1500,
  }));
}

/**
 * The beacon of the alarm rig, until its owner is cleared.
 *
 * @param ms milliseconds after which it ends by itself all the same.
 */
export function beaconCue(lamp: string, ms: number): Cue[] {
  return [{ kind: 'alarm', layer: 'alarm', on: { lamp }, level: 1, hz: 2, lasts: ms }];
}

/** Only these lamps shine, fully, and every other one is dark: for a person who looks which of them do not. */
export function aloneCues(lamps: readonly string[], alone: readonly string[]): Cue[] {
  return lamps.map((lamp) => ({
    ...{ kind: 'steady', layer: 'safety', on: { lamp } },
    level: alone.includes(lamp) ? 1 : 0,
  }));
}

/** Somebody asked for quiet help: a lamp that only the officer sees stays lit, above everything else. */
export function quietHelpCue(lamp: string): Cue[] {
  return [{ kind: 'steady', layer: 'safety', on: { lamp }, level: 1 }];
}
