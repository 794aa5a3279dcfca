import type { RehearsalView } from '@pingan/protocol/rehearsal';
import type { CountTotal } from '../store/tallies.ts';
import { BeamRunner } from './beam-runner.ts';
import type { BusWiring } from './bus-wiring.ts';
import { CountTotals } from './count-totals.ts';
import type { CrowdHands } from './crowd/crowd-hands.ts';
import type { DayPlan, DoorWalk } from './crowd/day-plan.ts';
import type { Person } from './crowd/person.ts';
import type { Deed, StationCrowd } from './crowd/station-crowd.ts';
import { type TruthOfDoor, truthOfDoors } from './crowd/truth-of-doors.ts';
import type { DayClock } from './day-clock.ts';
import { DoorSight } from './door-sight.ts';
import { emptyTheBus } from './empty-the-bus.ts';
import { MishapRunner } from './mishap-runner.ts';
import { StationPlayer } from './station-player.ts';

/** Often enough to know a board's absence from the moment it is known; rare enough to cost nothing. */
const LOOK_MS = 50;

/** A cable that somebody else has pulled may stay out for good; a day waits so long for it. */
const WAITS_MS = 30_000;

export interface DayPlayerParts {
  plan: DayPlan;
  /** The people at each station. */
  crowds: Readonly<Record<string, StationCrowd>>;
  wiring: BusWiring;
  hands: CrowdHands;
  clock: DayClock;
  /** Somebody went through a door; `blind`: unseen by it. Told a moment after. */
  walked?: (walk: DoorWalk, blind: boolean) => void;
}

interface Finish {
  done: () => void;
  fail: (problem: unknown) => void;
}

/** Plays one day in real time: bodies through the doors, hands at the stations, cables that come loose. It keeps what is true. */
export class DayPlayer {
  /** Resolves when the day is over, and rejects where the crowd itself has failed. */
  readonly finished: Promise<void>;
  readonly #parts: DayPlayerParts;
  readonly #happened = new CountTotals();
  readonly #startedAt: number;
  readonly #beams: BeamRunner;
  readonly #stations: Map<string, StationPlayer>;
  readonly #mishaps: MishapRunner;
  readonly #sight: DoorSight;
  #plan: DayPlan;
  #state: Exclude<RehearsalView['state'], 'idle'> = 'playing';
  #held = false;
  #walking: readonly DoorWalk[];
  #cancelLook: () => void = () => undefined;
  readonly #finish: Finish;

  /** The day begins now. */
  constructor(parts: DayPlayerParts) {
    const { plan, hands, clock, wiring, crowds } = parts;
    this.#parts = parts;
    this.#plan = plan;
    this.#walking = byEnd(plan.walks);
    this.#startedAt = clock.now();
    let finish: Finish | undefined;
    this.finished = new Promise((done, fail) => (finish = { done, fail }));
    this.#finish = finish!;
    this.#beams = new BeamRunner({
      ...{ beams: plan.beams, startedAt: this.#startedAt, clock },
      send: ({ door, beam, broken }) => hands.beam(door, beam, broken),
    });
    this.#sight = new DoorSight(wiring.doors);
    this.#mishaps = new MishapRunner({
      mishaps: plan.mishaps,
      boards: [...new Set([...Object.values(wiring.doors).flat(), ...Object.values(wiring.inputs)])],
      cable: (board, plugged) => hands.cable(board, plugged),
      works: (board) => hands.works(board),
      isTouched: (board) => this.#handsOn.some((input) => wiring.inputs[input] === board),
    });
    this.#stations = new Map(
      Object.entries(crowds).map(([station, crowd]) => [station, this.#stationPlayer(station, crowd)]),
    );
  }

  start(): void {
    const lives = [...this.#stations.values()].map((station) => station.run());
    Promise.all(lives).then(
      () => this.#end(),
      (problem: unknown) => this.#fail(problem),
    );
    this.#beams.start();
    this.#look();
  }

  /** Whoever is aboard leaves, then the day is over. */
  stop(): void {
    if (this.#state !== 'playing') return;
    this.#state = 'emptying';
    this.#mishaps.cancel();
    const at = this.#beams.catchUp();
    const walking = new Set(this.#walking);
    const settled = new Set(this.#plan.walks.filter((walk) => !walking.has(walk)));
    this.#plan = emptyTheBus(this.#plan, at);
    this.#beams.replace(this.#plan.beams.filter((change) => change.at > at));
    this.#walking = byEnd(this.#plan.walks.filter((walk) => !settled.has(walk)));
  }

  /** Ends at once, wherever bodies and hands are: the bus itself stops. */
  abandon(): void {
    for (const station of this.#stations.values()) station.abandon();
    this.#end();
  }

  /** Holds further deeds and mishaps. Resolves when no deed is in flight and all cables are in, so that the bus may be started anew. */
  async settled(): Promise<void> {
    this.#hold(true);
    const isBusy = () => [...this.#stations.values()].some((station) => station.isBusy);
    while (this.#state !== 'over' && (isBusy() || !this.#mishaps.isQuiet(this.at)))
      await new Promise<void>((resolve) => this.#parts.clock.after(LOOK_MS, resolve));
  }

  resume(): void {
    this.#hold(false);
  }

  get state(): Exclude<RehearsalView['state'], 'idle'> {
    return this.#state;
  }

  /** Milliseconds since the day began. */
  get at(): number {
    return this.#parts.clock.now() - this.#startedAt;
  }

  /** The day as it goes: shorter than it was planned, once it was stopped. */
  get plan(): DayPlan {
    return this.#plan;
  }

  /** What the crowd did until a moment ago, without those who went through a door that could not see. */
  get truth(): CountTotal[] {
    const doors = this.#doors.flatMap((door) =>
      (['in', 'out'] as const).map((direction) => {
        return { place: door.door, metric: `door.${direction}` as const, label: '', n: door[direction] };
      }),
    );
    return [...this.#happened.all, ...doors.filter(({ n }) => n > 0)];
  }

  /** How many went through each door while it could not see. */
  get unseen(): Record<string, number> {
    return Object.fromEntries(this.#doors.map(({ door, unseen }) => [door, unseen.in + unseen.out]));
  }

  /** How many of them a door may have counted after all. */
  unsure(direction: 'in' | 'out'): number {
    return this.#doors.reduce((sum, { unsure }) => sum + unsure[direction], 0);
  }

  get loose(): string[] {
    return this.#mishaps.loose;
  }

  /** What somebody does who stands at a station: one of them does something, the others look on. */
  doing(person: number): Deed['doing'] | null {
    const at = this.at;
    const visit = this.#plan.visits.find(
      ({ people, from, until }) => people.includes(person) && from <= at && at < until,
    );
    if (visit === undefined || this.#standing(visit.station)[0]?.id !== person) return null;
    return this.#stations.get(visit.station)?.doing ?? null;
  }

  get #doors(): TruthOfDoor[] {
    const sight = (door: string, from: number, until: number) => this.#sight.of(door, from, until);
    return truthOfDoors(this.#plan, sight, this.#sight.settledUntil(this.at));
  }

  #stationPlayer(station: string, crowd: StationCrowd): StationPlayer {
    const { hands, clock, wiring } = this.#parts;
    const boardsOf = (inputs: readonly string[]) => inputs.map((input) => wiring.inputs[input] ?? '');
    return new StationPlayer({
      ...{ station, crowd, hands, clock, rest: wiring.rest },
      standing: () => this.#standing(station),
      mayLay: (inputs) => boardsOf(inputs).every((board) => this.#mishaps.mayTouch(board, this.at)),
      happened: (count) => this.#happened.add(count),
    });
  }

  #standing(station: string): Person[] {
    const at = this.at;
    const here = this.#plan.visits.filter(
      (visit) => visit.station === station && visit.from <= at && at < visit.until,
    );
    const ids = new Set(here.flatMap(({ people }) => people));
    return this.#plan.people.filter(({ id }) => ids.has(id));
  }

  get #handsOn(): string[] {
    return [...this.#stations.values()].flatMap((station) => station.handsOn);
  }

  #hold(held: boolean): void {
    this.#held = held;
    for (const station of this.#stations.values()) station.hold(held);
  }

  #look(): void {
    const at = this.at;
    this.#mishaps.look(at, this.#held);
    this.#sight.look(at, (board) => this.#mishaps.works(board));
    this.#settleWalks(at);
    if (at >= this.#plan.lasts && this.#isDone) for (const station of this.#stations.values()) station.end();
    this.#cancelLook = this.#parts.clock.after(LOOK_MS, () => this.#look());
  }

  get #isDone(): boolean {
    const isQuiet = this.#mishaps.isQuiet(this.at) || this.at >= this.#plan.lasts + WAITS_MS;
    return !this.#held && this.#beams.done && this.#walking.length === 0 && isQuiet;
  }

  /** By the end of their walks, so that only the first ones need to be looked at. */
  #settleWalks(at: number): void {
    const unsettled = this.#walking.findIndex(({ until }) => until > this.#sight.settledUntil(at));
    const over = unsettled === -1 ? this.#walking : this.#walking.slice(0, unsettled);
    if (over.length === 0) return;
    this.#walking = this.#walking.slice(over.length);
    for (const walk of over)
      this.#parts.walked?.(walk, this.#sight.of(walk.door, walk.from, walk.until) !== 'seen');
  }

  #fail(problem: unknown): void {
    this.#finish.fail(problem);
    this.abandon();
  }

  #end(): void {
    this.#state = 'over';
    this.#cancelLook();
    this.#beams.stop();
    this.#mishaps.putBack();
    this.#finish.done();
  }
}

function byEnd(walks: readonly DoorWalk[]): DoorWalk[] {
  return [...walks].sort((a, b) => a.until - b.until);
}
