import { isSameStep } from '@pingan/firmware-bridge/rehearsal/crowd/shown-step';
import type { Person } from '@pingan/firmware-bridge/rehearsal/crowd/person';
import type { Deed, StationCrowd, TrueCount } from '@pingan/firmware-bridge/rehearsal/crowd/station-crowd';
import type { StationView } from '@pingan/firmware-bridge/sessions/station-view';
import type { DrivenBus } from './driven-bus.ts';
import type { TestLuck } from './test-luck.ts';
import type { VirtualTime } from './virtual-time.ts';

const LOOK_MS = 250;

/** Does what a crowd thinks of at one station, with hands that are no faster than hands and a line that takes its time. */
export class DrivenCrowd {
  readonly station: string;
  readonly #crowd: StationCrowd;
  readonly #bus: DrivenBus;
  readonly #time: VirtualTime;
  readonly #luck: TestLuck;
  readonly #told: (count: TrueCount) => void;
  #flight: { deed: Deed; before: StationView; seen: StationView[]; moving: number; over: () => void } | null =
    null;
  standing: readonly Person[] = [];
  /** All deeds that were done, in order. */
  readonly done: Deed[] = [];
  taps = 0;
  held = false;

  constructor(parts: {
    station: string;
    crowd: StationCrowd;
    bus: DrivenBus;
    time: VirtualTime;
    luck: TestLuck;
    told: (count: TrueCount) => void;
  }) {
    this.station = parts.station;
    this.#crowd = parts.crowd;
    this.#bus = parts.bus;
    this.#time = parts.time;
    this.#luck = parts.luck;
    this.#told = parts.told;
    this.#think();
  }

  get isBusy(): boolean {
    return this.#flight !== null;
  }

  get handsOn(): readonly string[] {
    return this.#flight === null ? [] : inputsOf(this.#flight.deed);
  }

  /** The screen shows something else. */
  shown(): void {
    const view = this.#bus.view(this.station);
    if (this.#flight === null) return this.#truth(this.#crowd.saw(view));
    this.#flight.seen.push(view);
    // Others hear of it first, as they would of a message.
    this.#time.after(0, () => this.#settle(false));
  }

  startedAnew(): void {
    this.#crowd.startedAnew();
    this.shown();
  }

  #think(): void {
    const view = this.#bus.view(this.station);
    const deed = this.#crowd.decide(view, this.standing);
    if (deed === null || this.held) this.#time.after(LOOK_MS, () => this.#think());
    else this.#time.after(deed.think, () => this.#begin(deed, view));
  }

  #begin(deed: Deed, thought: StationView): void {
    const before = this.#bus.view(this.station);
    const free = inputsOf(deed).every((input) => this.#bus.works(input));
    if (this.held || !free || !isSameStep(before, thought)) {
      this.#time.after(free ? 1 : LOOK_MS, () => this.#think());
      return;
    }
    this.done.push(deed);
    const over = this.#time.after(deed.patience, () => this.#settle(true));
    this.#flight = { deed, before, seen: [], moving: 0, over };
    this.#act(deed, before);
    this.#time.after(0, () => this.#settle(false));
  }

  #act({ what }: Deed, { session, revision }: StationView): void {
    if (what.by === 'touch') {
      const line = this.#luck.between(0, 40);
      const taps = [what.action, ...(what.again ?? [])];
      this.taps += taps.length - 1;
      for (const [nth, action] of taps.entries())
        this.#time.after(line + nth * 30, () => this.#bus.touch(this.station, { session, revision, action }));
    }
    if (what.by !== 'hands') return;
    for (const { after, input, active } of what.moves) {
      this.#flight!.moving += 1;
      this.#time.after(after, () => {
        this.#bus.input(input, active);
        this.#flight!.moving -= 1;
        this.#time.after(0, () => this.#settle(false));
      });
    }
  }

  #settle(patienceOver: boolean): void {
    const flight = this.#flight;
    if (flight === null || flight.moving > 0) return;
    const { deed, before, seen, over } = flight;
    if (!patienceOver && !deed.done(seen.at(-1) ?? before)) return;
    over();
    this.#flight = null;
    this.#truth(this.#crowd.came(deed, before, seen));
    this.#time.after(0, () => this.#think());
  }

  #truth(counts: readonly TrueCount[]): void {
    for (const count of counts) this.#told(count);
  }
}

function inputsOf({ what }: Deed): string[] {
  return what.by === 'hands' ? what.moves.map(({ input }) => input) : [];
}
