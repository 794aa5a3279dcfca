import type { RigStage } from '@pingan/protocol/screen-messages';

/** Milliseconds after which a hold that the rig has not answered is given up. */
const UNANSWERED = 2_500;

export interface ArmingParts {
  /** Tells the bridge; false where it could not be told, or where a tap was the second half of another. */
  tell: (press: 'hold' | 'release', by: 'finger' | 'tap') => boolean;
}

/**
 * The arming button of a screen. A finger holds it for as long as it lies on it. Whoever cannot hold taps the button beside it: the
 * first tap holds for them, a second one while it is being armed lets go (WCAG 2.2, 2.5.7, in spirit). Two buttons rather than
 * one, so that a palm that brushes the big one arms nothing.
 */
export class Arming {
  /** Who holds it now. */
  by = $state<'nobody' | 'finger' | 'tap'>('nobody');

  #tell: ArmingParts['tell'];
  #stage: RigStage | null = null;
  /** Let go, and the rig has not said yet that it heard. */
  #letGo = false;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor({ tell }: ArmingParts) {
    this.#tell = tell;
  }

  /** A finger is put on the button. */
  press(): void {
    if (this.by === 'nobody') this.#hold('finger');
    else this.by = 'finger';
  }

  /** It is lifted, slid off, or the page is no longer seen. */
  release(): void {
    if (this.by === 'finger') this.#end('finger');
  }

  /** The button for those who cannot hold. */
  tap(): void {
    if (this.by === 'nobody') this.#hold('tap');
    else this.#end('tap');
  }

  /** Whoever holds lets go: the page is hidden, or shows something else. */
  drop(): void {
    if (this.by !== 'nobody') this.#end('finger');
  }

  /** The rig's stage, with every step. */
  shows(stage: RigStage): void {
    const before = this.#stage;
    this.#stage = stage;
    if (stage === 'arming') {
      clearTimeout(this.#waiting);
      /* A hold and its end can cross on the wire: the end was made on a step that had passed, and would be ignored. */
      if (this.#letGo) this.#tell('release', 'finger');
      return;
    }
    this.#letGo = false;
    if (stage !== 'ready' || before === 'arming') this.#forget();
  }

  #hold(by: 'finger' | 'tap'): void {
    if (!this.#tell('hold', by)) return;
    this.by = by;
    this.#letGo = false;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.drop(), UNANSWERED);
  }

  #end(by: 'finger' | 'tap'): void {
    if (!this.#tell('release', by) && by === 'tap') return;
    this.#letGo = true;
    this.#forget();
  }

  #forget(): void {
    this.by = 'nobody';
    clearTimeout(this.#waiting);
  }
}
