import { dutyOf } from './brightness.ts';
import type { Cue, Layer } from './cue.ts';
import { BRIGHTNESS_STEPS, dimmed, dimmingAt, dimmingMoves, UNDIMMED, type Dimming } from './daylight.ts';
import { DARK, heldUntil, limitFlashes, type FlashHistory } from './flash-limit.ts';
import { groupsOf, type LitProfile } from './groups.ts';
import { clearCues, emptyScene, levelsAt, movingLayer, nextChangeAt, showCues, type Scene } from './scene.ts';

/** Duty 0..1 by lamp; every lamp of the bus is named. */
export type Duties = Record<string, number>;

interface Lamp {
  name: string;
  /** A lamp on a plain pin is on at any level above 0. */
  dimmable: boolean;
  history: FlashHistory;
}

/**
 * Keeps what everybody wants of the lamps and says what each is to show. It has no clock of its own: times are
 * milliseconds of one monotonic clock and never go back. Whoever drives it calls `frame` after every `show`, `clear` and
 * `daylight`, and again at `nextFrameAt`.
 */
export class LightDirector {
  readonly #lamps: readonly Lamp[];
  #scene: Scene;
  #dimming: Dimming = UNDIMMED;
  /** What an officer set; alarm and safety are never dimmed by it. */
  #strength = 1;
  #frame: Duties | null = null;
  /** From when on another frame is needed; null while nothing moves. */
  #dueAt: number | null = -Infinity;

  constructor(profile: LitProfile) {
    this.#lamps = Object.entries(profile.lamps).map(([name, lamp]) => ({
      name,
      dimmable: 'controller' in lamp || lamp.dimmable,
      history: DARK,
    }));
    this.#scene = emptyScene(groupsOf(profile));
  }

  /** Lets `owner` show these cues instead of what it showed before. Cues it shows already go on undisturbed. */
  show(owner: string, cues: readonly Cue[], at: number): void {
    this.#became(showCues(this.#scene, owner, cues, at));
  }

  /** Takes everything of that owner away; what lies below shows again. */
  clear(owner: string, at: number): void {
    this.#became(clearCues(this.#scene, owner, at));
  }

  /** How bright it is around the lamps, 0 dark to 1 bright, as `house/` knows it; null while it does not. */
  daylight(surroundings: number | null, at: number): void {
    const dimming = dimmed(this.#dimming, surroundings, at);
    if (dimming === this.#dimming) return;
    this.#dimming = dimming;
    this.#dueAt = -Infinity;
  }

  /** How strong lamps shine by an officer's wish: 1 soft, 2 usual, 3 strong. */
  brightness(step: number): void {
    const strength = BRIGHTNESS_STEPS[step] ?? 1;
    if (strength === this.#strength) return;
    this.#strength = strength;
    this.#dueAt = -Infinity;
  }

  /** The duty of every lamp at `at`, or null when it is what the last frame said. Computes nothing while nothing moves. */
  frame(at: number): Duties | null {
    if (this.#dueAt === null || at < this.#dueAt) return null;
    const levels = new Map(
      Object.entries(levelsAt(this.#scene, at, dimmingAt(this.#dimming, at) * this.#strength)),
    );
    const frame: Duties = {};
    let due = nextChangeAt(this.#scene, at) ?? Infinity;
    for (const lamp of this.#lamps) {
      const duty = dutyOf(levels.get(lamp.name) ?? 0);
      const wanted = lamp.dimmable ? duty : Math.ceil(duty);
      lamp.history = limitFlashes(lamp.history, wanted, at);
      frame[lamp.name] = lamp.history.shown;
      if (lamp.history.shown !== wanted) due = Math.min(due, heldUntil(lamp.history));
    }
    if (dimmingMoves(this.#dimming, at)) due = at;
    this.#dueAt = due < Infinity ? due : null;
    const before = this.#frame;
    this.#frame = frame;
    return before === null || this.#lamps.some(({ name }) => before[name] !== frame[name]) ? frame : null;
  }

  /** When the next frame is due: `at` while something moves or was just shown, a later moment, or null while all is still. */
  nextFrameAt(at: number): number | null {
    return this.#dueAt === null ? null : Math.max(at, this.#dueAt);
  }

  /** Whether another frame is needed, now or later, though nobody shows or clears anything. */
  moving(at: number): boolean {
    return this.nextFrameAt(at) !== null;
  }

  /** The highest layer that moves at `at`: where it is `ambient` or null, frames may wait for others on the wire. */
  movingLayer(at: number): Layer | null {
    return movingLayer(this.#scene, at);
  }

  #became(scene: Scene): void {
    if (scene === this.#scene) return;
    this.#scene = scene;
    this.#dueAt = -Infinity;
  }
}
