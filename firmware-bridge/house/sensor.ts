import type { SensorName } from '@pingan/device-config/inputs';
import { smooth, type Smoothed } from './smoothed.ts';

/** One reading of an analogue sensor: a ratio 0..1 of the board's full scale, at monotonic milliseconds. */
export interface SensorReading {
  sensor: SensorName;
  ratio: number;
  at: number;
}

export type SensorEvent = { kind: 'reading'; ratio: number; at: number } | { kind: 'lost' };

export interface SensorRules {
  tauMs: number;
  /** The readings a connected sensor can make, as ratios; both ends are outside. */
  from: number;
  to: number;
}

/** Readings outside the possible for this long, in milliseconds, and the sensor is called unconnected. */
export const UNCONNECTED_MS = 30_000;

export interface SensorState {
  smoothed: Smoothed;
  /** Since when every reading has been impossible. */
  impossibleSince: number | null;
  unconnected: boolean;
}

export const UNREAD_SENSOR: SensorState = { smoothed: null, impossibleSince: null, unconnected: false };

/**
 * What one event means for one sensor. A reading at the very end of the scale comes from a cable and not from a sensor;
 * it decides nothing, or a loose plug would look like an empty battery.
 */
export function sensorStep(state: SensorState, event: SensorEvent, rules: SensorRules): SensorState {
  if (event.kind === 'lost') return UNREAD_SENSOR;
  const { ratio, at } = event;
  if (ratio > rules.from && ratio < rules.to) {
    return {
      smoothed: smooth(state.smoothed, ratio, at, rules.tauMs),
      impossibleSince: null,
      unconnected: false,
    };
  }
  const impossibleSince = state.impossibleSince ?? at;
  const unconnected = at - impossibleSince >= UNCONNECTED_MS;
  return { smoothed: unconnected ? null : state.smoothed, impossibleSince, unconnected };
}
