import type { StationView } from '../sessions/station-view.ts';
import type { BusWiring } from './bus-wiring.ts';
import type { CrowdHands } from './crowd/crowd-hands.ts';
import type { Person } from './crowd/person.ts';
import type { Deed, StationCrowd, TrueCount } from './crowd/station-crowd.ts';
import type { DayClock } from './day-clock.ts';

/** How long people look on before they think again, if the screen stays as it is. */
const LOOK_MS = 250;
/** How long it takes at most until a screen has ended what is ended there, and until a contact that was moved has been heard. */
const TIDY_MS = 5_000;
const CONTACT_MS = 400;
/** How often a deed that is due is held back while others must finish. */
const HELD_MS = 100;

export interface StationPlayerParts {
  station: string;
  crowd: StationCrowd;
  hands: CrowdHands;
  clock: DayClock;
  /** Whoever is before the screen now. */
  standing: () => readonly Person[];
  /** Whether a hand may be laid on these contacts now. */
  mayLay: (inputs: readonly string[]) => boolean;
  /** How contacts are while no hand is on them. */
  rest: BusWiring['rest'];
  /** What the crowd knows to be true. */
  happened: (count: TrueCount) => void;
}

/**
 * The people at one station: they look, think, do one thing, and wait until the screen shows that it was done with or patience ends.
 * A deed that was thought of for a step which has passed is not done.
 */
export class StationPlayer {
  readonly #parts: StationPlayerParts;
  /** Moves of a deed that are still to come. */
  #moving = 0;
  #inFlight: Deed | null = null;
  #held = false;
  #ended = false;
  #abandoned = false;
  /** Everything the screen has shown since the deed in flight began. */
  #seen: StationView[] = [];
  /** Contacts that hands have left otherwise than they are at rest. */
  readonly #displaced = new Set<string>();
  /** The last view of this bus, and whether the bus was away since. */
  #last: StationView | null = null;
  #wasAway = false;
  #wake: () => void = () => undefined;

  constructor(parts: StationPlayerParts) {
    this.#parts = parts;
  }

  /** Lives until it is ended; what is being done then is done to its end, and the station is left as the next day must find it. */
  async run(): Promise<void> {
    const unsubscribe = this.#parts.hands.onShown((station) => {
      if (station !== this.#parts.station) return;
      this.#look();
      this.#wake();
    });
    try {
      while (!this.#ended) {
        const shown = this.#look();
        const deed = shown && this.#parts.crowd.decide(shown, this.#parts.standing());
        if (shown === null || deed === null) await this.#news(LOOK_MS);
        else if (await this.#thoughtOf(deed, shown)) await this.#do(deed);
      }
      await this.#tidyUp();
    } finally {
      unsubscribe();
    }
  }

  /** No further deed is begun, or they may go on. */
  hold(held: boolean): void {
    this.#held = held;
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Nobody puts anything in order any more: the bus itself stops. */
  abandon(): void {
    this.#abandoned = true;
    this.end();
  }

  /** What is being done now. */
  get doing(): Deed['doing'] | null {
    return this.#inFlight?.doing ?? null;
  }

  get isBusy(): boolean {
    return this.#inFlight !== null;
  }

  /** The contacts that a deed in flight moves. */
  get handsOn(): readonly string[] {
    return this.#inFlight === null ? [] : inputsOf(this.#inFlight);
  }

  /** What the screen shows; null while the bus is away. The crowd sees it, and hears where the bus has started anew. */
  #look(): StationView | null {
    const { crowd, happened } = this.#parts;
    const shown = this.#parts.hands.shown(this.#parts.station);
    if (shown === null) {
      this.#wasAway = true;
      return null;
    }
    const last = this.#last;
    const anotherBus =
      last !== null && (shown.revision < last.revision || (this.#wasAway && shown.session !== last.session));
    if (anotherBus) crowd.startedAnew();
    this.#wasAway = false;
    this.#last = shown;
    if (this.#inFlight === null) crowd.saw(shown).forEach(happened);
    else if (shown !== last) this.#seen.push(shown);
    return shown;
  }

  /** Waits until the deed is due and may be done. False where the screen has gone on meanwhile, or everybody has left. */
  async #thoughtOf(deed: Deed, shown: StationView): Promise<boolean> {
    const { clock, mayLay, standing } = this.#parts;
    const dueAt = clock.now() + deed.think;
    while (!this.#ended) {
      const now = this.#look();
      if (now === null || !isSameStep(now, shown) || standing().length === 0) return false;
      const left = dueAt - clock.now();
      if (left <= 0 && !this.#held) {
        if (mayLay(inputsOf(deed))) return true;
        // Touches may go on while a board is away: let them think of something else.
        await this.#news(LOOK_MS);
        return false;
      }
      await this.#news(Math.max(left, this.#held ? HELD_MS : 0));
    }
    return false;
  }

  async #do(deed: Deed): Promise<void> {
    const { crowd, clock, happened } = this.#parts;
    const before = this.#look();
    if (before === null) return;
    this.#inFlight = deed;
    this.#seen = [];
    const until = clock.now() + deed.patience;
    this.#act(deed, before);
    while (this.#moving > 0 || !deed.done(this.#seen.at(-1) ?? before)) {
      const left = until - clock.now();
      if (this.#abandoned || (left <= 0 && this.#moving === 0)) break;
      await this.#news(left > 0 ? left : LOOK_MS);
    }
    this.#inFlight = null;
    crowd.came(deed, before, this.#seen).forEach(happened);
  }

  #act({ what }: Deed, before: StationView): void {
    const { hands, station, clock } = this.#parts;
    const { session, revision } = before;
    if (what.by === 'touch')
      for (const action of [what.action, ...(what.again ?? [])])
        hands.touch(station, { session, revision, action });
    if (what.by !== 'hands') return;
    for (const { after, input, active } of what.moves) {
      this.#moving += 1;
      clock.after(after, () => {
        this.#moving -= 1;
        this.#move(input, active);
        this.#wake();
      });
    }
  }

  #move(input: string, active: boolean): void {
    const { hands, rest } = this.#parts;
    hands.input(input, active);
    if (active === (rest[input] ?? false)) this.#displaced.delete(input);
    else this.#displaced.add(input);
  }

  /** Whoever closes the bus hangs up, puts back, and ends what nobody has ended at the screen. */
  async #tidyUp(): Promise<void> {
    const shown = this.#abandoned ? null : this.#look();
    if (shown === null) return;
    const { rest } = this.#parts;
    const moves = [...this.#displaced].map((input, nth) => ({
      ...{ after: nth * 100, input, active: rest[input] ?? false },
    }));
    const tidy = { think: 0, doing: 'touches', patience: TIDY_MS } as const;
    if (moves.length > 0) {
      const settledAt = this.#parts.clock.now() + moves.length * 100 + CONTACT_MS;
      const done = () => this.#parts.clock.now() >= settledAt;
      await this.#do({
        ...tidy,
        what: { by: 'hands', moves },
        patience: settledAt - this.#parts.clock.now(),
        done,
      });
    }
    if (this.#look()?.step.at === 'attract') return;
    const what = { by: 'touch', action: { do: 'leave' } } as const;
    await this.#do({ ...tidy, what, done: ({ step }) => step.at === 'attract' });
  }

  /** Until the screen shows something else, somebody calls, or so many milliseconds have passed. */
  #news(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#parts.clock.after(ms, () => this.#wake());
      this.#wake = () => {
        this.#wake = () => undefined;
        cancel();
        resolve();
      };
    });
  }
}

function inputsOf({ what }: Deed): string[] {
  return what.by === 'hands' ? what.moves.map(({ input }) => input) : [];
}

/** The alarm goes on by itself on the same step. */
function isSameStep(a: StationView, b: StationView): boolean {
  const still = ({ step }: StationView) => JSON.stringify({ ...step, rig: null, timeline: null });
  return a.session === b.session && still(a) === still(b);
}
