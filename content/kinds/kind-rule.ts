import type { Lights, TurningPoint, VisitorText } from '../texts.ts';

/** `short` while people queue, `full` while they do not; fixed when an exhibit starts. */
export type Length = 'short' | 'full';

/** What an exhibit of any kind is moved on by. `choose` names a choice, a pile, an answer, a measure or an object. */
export type ExhibitAction =
  | { do: 'next' }
  | { do: 'choose'; choice: string }
  /** Lays a second object beside the open one. */
  | { do: 'beside'; object: string }
  | { do: 'back' }
  /** What the alarm rig does now; never from a screen. */
  | { do: 'rig'; glimpse: RigGlimpse };

/** What one station may know of the alarm rig. */
export interface RigGlimpse {
  /** `busy`: another station or an officer is using it. `gone`: it cannot be used now. */
  stage: 'ready' | 'arming' | 'announced' | 'armed' | 'sounding' | 'silenced' | 'busy' | 'gone';
  /** Whole seconds until it is armed, while that is announced. */
  announce: number | null;
  /** What its sensors saw, `at` in milliseconds since the demonstration began. */
  timeline: readonly { seen: string; at: number }[];
}

/** One increment. Labels are made of content ids only. */
export interface ExhibitCount {
  metric:
    | 'step'
    | 'story.choice'
    | 'answer'
    | 'item.hit'
    | 'item.miss'
    | 'item.false-alarm'
    | 'item.correct-rejection';
  label: string;
}

/** What a state of an exhibit means to light. */
export interface Meant {
  /** Level 0..1 by lamp. */
  lights: Lights;
  turningPoint?: TurningPoint | undefined;
  /** `glow`: named at the end, no longer pressing. */
  level: 'full' | 'glow';
}

/** What the two big buttons of a station would do in a state; null where a button means nothing. */
export interface ButtonMeaning {
  genuine: ExhibitAction | null;
  scam: ExhibitAction | null;
  /** Whether they decide something, so that a group should vote. */
  decides: boolean;
}

/** The pure rule of one kind of exhibit. `State` is told apart by `at`, and no two kinds share an `at`. */
export interface KindRule<Exhibit, State> {
  /** @param luck any text; the same one draws the same items */
  start(exhibit: Exhibit, set: { length: Length; luck: string }): State;
  /** An action that is impossible here gives back the very same state. */
  next(exhibit: Exhibit, state: State, action: ExhibitAction): State;
  /** Its result is on the screen: nothing more is to be done in it. */
  isOver(state: State): boolean;
  /** What is counted when `state` is reached from `before` (null at the start). */
  counts(exhibit: Exhibit, before: State | null, state: State): ExhibitCount[];
  lights(exhibit: Exhibit, state: State): Meant;
  buttons(exhibit: Exhibit, state: State): ButtonMeaning;
  /** The texts of a screen in the order they are read aloud. */
  spoken(exhibit: Exhibit, state: State): VisitorText[];
}

export const NO_BUTTONS: ButtonMeaning = { genuine: null, scam: null, decides: false };
/** Either button goes on. */
export const BOTH_GO_ON: ButtonMeaning = { genuine: { do: 'next' }, scam: { do: 'next' }, decides: false };
