import type { Text } from '@pingan/protocol/ids';
import type { Findings } from './findings.ts';
import type { Step } from './walk-plan.ts';

/** What the step under way waits for. */
export type Phase =
  /** A word about light. */
  | { at: 'light' }
  /** A signal that changes from how it was and comes back; a beam that is broken at first must clear before. */
  | { at: 'signal'; rest: boolean; away: number | null; told: boolean; instead: Text | null; until: number }
  | { at: 'siren-allowed' }
  | { at: 'siren-on'; until: number }
  | { at: 'siren-heard' };

export interface Walk {
  /** The first is under way. */
  steps: readonly Step[];
  phase: Phase | null;
  findings: Findings;
  /** How every signal is: an input active, a beam broken. */
  signals: ReadonlyMap<string, boolean>;
  /** Names of all signals, to say which one moved instead. */
  names: ReadonlyMap<string, Text>;
  /** The keys are explained once, before the first thing that a hand does. */
  keysTold: boolean;
  /** Milliseconds for each thing that a hand does. */
  limitMs: number;
}

/** `at` in monotonic milliseconds. */
export type WalkEvent =
  | { kind: 'line'; text: string; at: number }
  | { kind: 'signal'; signal: string; on: boolean; at: number }
  | { kind: 'time'; at: number }
  /** Nobody will answer any more. */
  | { kind: 'left'; at: number }
  | { kind: 'lost'; words: Text; board: string; at: number };

export type Effect =
  | { kind: 'say'; words: Text }
  | { kind: 'ask'; words: Text }
  /** These lamps light, all others are dark. */
  | { kind: 'light'; lamps: readonly string[] }
  | { kind: 'pause'; ms: number }
  | { kind: 'siren'; on: boolean };

export interface Walked {
  walk: Walk;
  effects: readonly Effect[];
}
