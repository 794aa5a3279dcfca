import type { CrowdBus } from './crowd-bus.ts';
import type { DoorWalk, Visit } from './day-plan.ts';
import type { DayPace } from './day-pace.ts';
import { type BodyInDoor, DoorQueue, TROUBLE } from './door-queue.ts';
import type { Party } from './draw-parties.ts';
import type { Luck } from './luck.ts';
import type { Person } from './person.ts';

/** Share of the parties that leave by the door they came in by, where there are two. */
const BACK_OUT_BY_ENTRY = 0.06;

/** Somebody at a door who has not gone through yet. */
interface Waiting {
  who: Person;
  party: number;
  ready: number;
  /** Nobody turns back twice. */
  hasTurned: boolean;
}

interface Turn {
  door: DoorQueue;
  line: Waiting[];
  direction: DoorWalk['direction'];
  from: number;
}

/**
 * Takes parties through the doors of a bus in order of time: whoever can go first goes first, nobody comes in while the bus is full, and
 * a party stays together.
 */
export class Timetable {
  readonly #bus: CrowdBus;
  readonly #parties: readonly Party[];
  readonly #pace: DayPace;
  readonly #luck: Luck;
  readonly #doors: readonly DoorQueue[];
  /** When each place aboard is free; taken places are free at Infinity. */
  readonly #places: number[];
  readonly #placeOf = new Map<number, number>();
  readonly #toEnter: Waiting[];
  readonly #toLeave: readonly Waiting[][];
  /** Members of each party who stand at the station, and when the last of them does. */
  readonly #arrived = new Map<number, { count: number; at: number }>();
  readonly #standing: { station: number; until: number; people: number }[] = [];
  readonly visits: Visit[] = [];

  constructor(parts: {
    bus: CrowdBus;
    aboard: number;
    parties: readonly Party[];
    /** When each party comes to the entry door, in order. */
    arrivals: readonly number[];
    pace: DayPace;
    luck: Luck;
  }) {
    const { bus, parties, arrivals, pace, luck } = parts;
    this.#bus = bus;
    this.#parties = parties;
    this.#pace = pace;
    this.#luck = luck;
    this.#doors = bus.doors.map((door) => new DoorQueue(door, pace.gap, luck));
    this.#places = Array<number>(parts.aboard).fill(0);
    this.#toEnter = parties.flatMap((party, index) =>
      party.map((who) => ({ who, party: index, ready: arrivals[index]!, hasTurned: false })),
    );
    this.#toLeave = bus.doors.map(() => []);
  }

  get walks(): DoorWalk[] {
    return this.#doors.flatMap(({ walks }) => walks).sort((a, b) => a.from - b.from || a.until - b.until);
  }

  get bodies(): BodyInDoor[] {
    return this.#doors.flatMap(({ bodies }) => bodies);
  }

  /** Until the last one has left. */
  run(): void {
    for (let next = this.#nextTurn(); next !== null; next = this.#nextTurn()) this.#take(next);
  }

  #nextTurn(): Turn | null {
    const turns: Turn[] = this.#doors.flatMap((door, at) =>
      this.#turn(door, this.#toLeave[at]!, 'out').concat(
        at === 0 ? this.#turn(door, this.#toEnter, 'in') : [],
      ),
    );
    return turns.reduce<Turn | null>(
      (first, turn) => (first === null || turn.from < first.from ? turn : first),
      null,
    );
  }

  #turn(door: DoorQueue, line: Waiting[], direction: DoorWalk['direction']): Turn[] {
    const first = line[0];
    if (first === undefined) return [];
    const ready = direction === 'in' ? Math.max(first.ready, Math.min(...this.#places)) : first.ready;
    if (ready === Infinity) return [];
    return [{ door, line, direction, from: door.startFor(first.who, first.party, direction, ready) }];
  }

  #take({ door, line, direction, from }: Turn): void {
    const first = line[0]!;
    if (!first.hasTurned && this.#luck.happens(TROUBLE.turnsBack)) {
      const { until } = door.turnBack(first.who, first.party, direction, from);
      line[0] = { ...first, ready: until + this.#luck.between(200, 700), hasTurned: true };
      return;
    }
    const through = line.splice(0, this.#areAbreast(line, direction, from) ? 2 : 1);
    const people = through.map(({ who }) => who);
    const walk = door.pass(people, first.party, direction, from);
    for (const who of people) {
      if (direction === 'in') this.#comesIn(who, first.party, walk);
      else this.#places[this.#placeOf.get(who.id)!] = walk.until;
    }
  }

  #areAbreast([first, second]: readonly Waiting[], direction: DoorWalk['direction'], from: number): boolean {
    if (second === undefined || second.party !== first!.party || second.ready > from) return false;
    const places = this.#places.filter((freeAt) => freeAt <= from).length;
    return (direction === 'out' || places > 1) && this.#luck.happens(TROUBLE.abreast);
  }

  #comesIn(who: Person, party: number, walk: DoorWalk): void {
    const place = this.#places.indexOf(Math.min(...this.#places));
    this.#places[place] = Infinity;
    this.#placeOf.set(who.id, place);
    const before = this.#arrived.get(party) ?? { count: 0, at: 0 };
    const arrived = { count: before.count + 1, at: Math.max(before.at, walk.until + this.#aisleTime(who)) };
    this.#arrived.set(party, arrived);
    if (arrived.count === this.#parties[party]!.length) this.#stays(party, Math.round(arrived.at));
  }

  #stays(party: number, from: number): void {
    const members = this.#parties[party]!;
    const until = Math.round(from + this.#pace.stay * (0.55 + 0.9 * this.#luck.share()));
    const station = this.#emptiestStation(from);
    this.#standing.push({ station, until, people: members.length });
    const people = members.map(({ id }) => id);
    this.visits.push({ people, from, until, station: this.#bus.stations[station]!.id });
    const last = this.#doors.length - 1;
    const exit = last > 0 && this.#luck.happens(BACK_OUT_BY_ENTRY) ? 0 : last;
    const line = this.#toLeave[exit]!;
    const leaving = members.map((who) => ({
      who,
      party,
      ready: until + this.#aisleTime(who),
      hasTurned: false,
    }));
    const after = line.findIndex(({ ready }) => ready > leaving[0]!.ready);
    line.splice(after === -1 ? line.length : after, 0, ...leaving);
  }

  /** People go where there is room. */
  #emptiestStation(at: number): number {
    const crowd = this.#bus.stations.map(() => this.#luck.share());
    for (const { station, until, people } of this.#standing) if (until > at) crowd[station]! += people;
    return crowd.indexOf(Math.min(...crowd));
  }

  /** From a door to a station or back: about half the bus, shrunk as all gaps are. */
  #aisleTime({ pace }: Person): number {
    return Math.min(this.#pace.aisle, (this.#bus.plan.length / 2 / pace) * 1_000);
  }
}
