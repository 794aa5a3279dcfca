import { type Body, goThrough, type InBeam, RUN, turnBack } from './body-in-beams.ts';
import type { CrowdDoor } from './crowd-bus.ts';
import type { BeamChange, DoorWalk } from './day-plan.ts';
import { LEAST_GAP } from './day-pace.ts';
import type { Luck } from './luck.ts';
import type { Person } from './person.ts';

/**
 * How often a walk is one of those that beams read with trouble. Together a handful in a hundred, so that a door is wrong now and then and
 * a calibration has something to find. Chosen, not measured.
 */
export const TROUBLE = {
  /** The next of a party follows on the heels of the one before. */
  closeBehind: 0.06,
  /** Two of a party squeeze through as one body. */
  abreast: 0.012,
  turnsBack: 0.02,
  /** Of children. */
  runs: 0.12,
};
/** Between somebody who came and somebody who goes, in milliseconds: they look at each other first. */
const TURN_GAP = 320;
/** Two changes this close together are hard to tell apart for a board, in milliseconds. */
const APART_ENOUGH = 12;

type Direction = DoorWalk['direction'];

/** A body and where it stood in the beams: what the beams of the day are made of. */
export interface BodyInDoor {
  door: string;
  beam: BeamChange['beam'];
  from: number;
  until: number;
}

/** One doorway: whoever wants to go through takes their turn. */
export class DoorQueue {
  readonly #door: CrowdDoor;
  readonly #luck: Luck;
  readonly #longestGap: number;
  #last: { walk: DoorWalk; inBeams: readonly InBeam[]; party: number } | null = null;
  #gap = 0;
  #isFollowed = false;
  readonly walks: DoorWalk[] = [];
  readonly bodies: BodyInDoor[] = [];

  constructor(door: CrowdDoor, longestGap: number, luck: Luck) {
    this.#door = door;
    this.#longestGap = longestGap;
    this.#luck = luck;
  }

  /** When somebody of a party who is ready at `ready` can begin to go through, in whole milliseconds. */
  startFor(who: Person, party: number, direction: Direction, ready: number): number {
    const behind = this.#closeBehind(who, party, direction);
    if (behind !== null && ready <= behind) return behind;
    if (this.#last === null) return Math.ceil(ready);
    const { walk } = this.#last;
    const gap = walk.direction === direction ? this.#gap : Math.max(this.#gap, TURN_GAP);
    return Math.ceil(Math.max(ready, walk.until + gap));
  }

  /** One or two of a party go through as one body. @param from as `startFor` said */
  pass(people: readonly Person[], party: number, direction: Direction, from: number): DoorWalk {
    const runs = people.length === 1 && people[0]!.look === 'child' && this.#luck.happens(TROUBLE.runs);
    const isBehind = this.#last !== null && from < this.#last.walk.until;
    const how = people.length > 1 ? 'abreast' : isBehind ? 'close-behind' : runs ? 'runs' : 'alone';
    const inBeams = goThrough(bodyOf(people, how), this.#door.beamsApart, from);
    const ids = people.map(({ id }) => id);
    return this.#note({ direction, people: ids, turned: null, how }, inBeams, party);
  }

  /** Somebody comes into the doorway, thinks better of it and goes back. */
  turnBack(who: Person, party: number, direction: Direction, from: number): DoorWalk {
    const apart = this.#door.beamsApart;
    const reach = this.#luck.between(0.3 * Math.min(apart, who.depth), 0.85 * (apart + who.depth));
    const waits = this.#luck.between(150, 600);
    const inBeams = turnBack(who, apart, from, { reach, waits });
    return this.#note({ direction, people: [], turned: who.id, how: 'turns-back' }, inBeams, party);
  }

  #note(
    what: Pick<DoorWalk, 'direction' | 'people' | 'turned' | 'how'>,
    exact: readonly InBeam[],
    party: number,
  ): DoorWalk {
    const inBeams = exact.map(({ beam, from, until }) => ({
      beam,
      from: Math.round(from),
      until: Math.round(until),
    }));
    const until = Math.max(...inBeams.map((stay) => stay.until));
    const walk: DoorWalk = { door: this.#door.id, from: inBeams[0]!.from, until, ...what };
    const near = what.direction === 'in' ? 'outer' : 'inner';
    const far = what.direction === 'in' ? 'inner' : 'outer';
    for (const { beam, ...stay } of inBeams)
      this.bodies.push({ door: this.#door.id, beam: beam === 'near' ? near : far, ...stay });
    this.walks.push(walk);
    this.#last = { walk, inBeams, party };
    this.#gap = this.#luck.between(LEAST_GAP, this.#longestGap);
    this.#isFollowed = this.#luck.happens(TROUBLE.closeBehind);
    return walk;
  }

  /**
   * When the next of the same party comes on the heels of the last: while that one stands in the far beam alone, and so that
   * nobody's chest is in a beam before the back in front has left it.
   */
  #closeBehind(who: Person, party: number, direction: Direction): number | null {
    if (this.#last === null || !this.#isFollowed) return null;
    const { walk, inBeams } = this.#last;
    if (this.#last.party !== party || walk.direction !== direction || walk.turned !== null) return null;
    const [near, far] = inBeams as [InBeam, InBeam];
    const ownReach = (this.#door.beamsApart / who.pace) * 1_000;
    const from = Math.ceil(Math.max(near.until, far.from, far.until - ownReach) + APART_ENOUGH);
    return from < far.until - APART_ENOUGH ? from : null;
  }
}

/** Two abreast are as slow as the slower and as deep as the deeper one. */
export function bodyOf(people: readonly Person[], how: DoorWalk['how']): Body {
  return {
    pace: Math.min(...people.map(({ pace }) => pace)) * (how === 'runs' ? RUN : 1),
    depth: Math.max(...people.map(({ depth }) => depth)),
  };
}
