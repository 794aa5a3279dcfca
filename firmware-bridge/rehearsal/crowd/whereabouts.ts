import type { PersonOnPlan } from '@pingan/protocol/rehearsal';
import { afterWalking, doorstep, inLine, lengthOf, mix, pathAway, type Standing } from './aisle.ts';
import type { CrowdBus, CrowdDoor, Point } from './crowd-bus.ts';
import type { DayPlan, DoorWalk } from './day-plan.ts';
import { SEEN_AFTER, Tracks } from './tracks.ts';
import type { Track } from './tracks-of-plan.ts';

/** From the line to the doorstep, in milliseconds. */
const STEP_UP = 400;
/** How far into a doorway somebody comes who turns back there, of what would bring them through. */
const HALF_WAY = 0.55;
/** Two abreast walk this far beside the middle of the door, in millimetres. */
const BESIDE = 190;

type Drawn = Standing & { doing: PersonOnPlan['doing'] };

/** Found once for each plan and bus: looking is asked for several times a second. */
const known = new WeakMap<DayPlan, { bus: CrowdBus; tracks: Tracks }>();

/**
 * Who is drawn where at a moment: waiting outside shortly before they come in, in the doorway, on the way to their station, around it in
 * half a ring, and on the way out and off. @param at milliseconds since the day began @param doing what somebody does who stands at a
 * station; null: they look on
 */
export function whereabouts(
  plan: DayPlan,
  bus: CrowdBus,
  at: number,
  doing: (person: number) => PersonOnPlan['doing'] | null,
): PersonOnPlan[] {
  const tracks = tracksFor(plan, bus);
  return tracks.at(at).map((track) => {
    const { id, look } = track.who;
    const drawn = drawnAt(track, tracks, bus, at);
    const { x, y } = drawn.at;
    const does = drawn.doing === 'reads' ? (doing(id) ?? 'reads') : drawn.doing;
    return {
      id,
      look,
      x: Math.round(x),
      y: Math.round(y),
      faces: angle(drawn.at, drawn.towards),
      doing: does,
    };
  });
}

function tracksFor(plan: DayPlan, bus: CrowdBus): Tracks {
  const found = known.get(plan);
  if (found?.bus === bus) return found.tracks;
  const tracks = new Tracks(plan, bus);
  known.set(plan, { bus, tracks });
  return tracks;
}

function drawnAt(track: Track, tracks: Tracks, bus: CrowdBus, at: number): Drawn {
  const { who, comes, comesBy, goes, goesBy, stands } = track;
  const hesitates = track.turned.find(({ from, until }) => from <= at && at < until);
  if (hesitates !== undefined)
    return inDoorway(hesitates, hesitates.direction === 'in' ? comesBy : goesBy, track, at);
  if (at < comes.from) return outside(track, tracks, bus, at);
  if (at < comes.until) return inDoorway(comes, comesBy, track, at);
  if (at < stands.from) {
    const share = (at - comes.until) / (stands.from - comes.until);
    return walks(afterWalking(track.pathIn, share * lengthOf(track.pathIn)));
  }
  if (at < stands.until) return { at: track.spot, towards: track.station.place, doing: 'reads' };
  if (at < track.atExit) {
    const share = (at - stands.until) / (track.atExit - stands.until);
    return walks(afterWalking(track.pathOut, share * lengthOf(track.pathOut)));
  }
  if (goes === null || at < goes.from)
    return { at: doorstep(goesBy, who.depth, 'in'), towards: goesBy.place, doing: 'waits' };
  if (at < goes.until) return inDoorway(goes, goesBy, track, at);
  const gone = Math.min(SEEN_AFTER, at - goes.until);
  return walks(afterWalking(pathAway(goesBy, who.depth, bus.plan), (gone * who.pace) / 1_000));
}

/** In the line, moving up as others go in; the next one steps up to the door. */
function outside(track: Track, tracks: Tracks, { plan }: CrowdBus, at: number): Drawn {
  const { who, comes, comesBy } = track;
  const ahead = tracks.ahead(track, at, STEP_UP);
  const tries = track.turned.filter(({ direction }) => direction === 'in');
  const next = tries.find(({ from }) => from > at) ?? comes;
  const back = tries.find(({ until }) => until <= at)?.until ?? -Infinity;
  /** 1 in the line, 0 at the door. */
  const share = Math.min(1, (next.from - at) / STEP_UP, (at - back) / STEP_UP);
  const before = doorstep(comesBy, who.depth, 'out');
  const waits = inLine(comesBy, ahead, plan);
  return {
    at: mix(beside(before, comes, track, comesBy), waits, ahead < 1 ? share : 1),
    towards: ahead < 1 ? comesBy.place : inLine(comesBy, ahead - 1, plan),
    doing: ahead < 1 && share < 1 ? 'walks' : 'waits',
  };
}

/** Through the beams, or as far as somebody goes who turns back. */
function inDoorway(walk: DoorWalk, door: CrowdDoor, track: Track, at: number): Drawn {
  const { depth } = track.who;
  const share = (at - walk.from) / (walk.until - walk.from);
  const [from, to] = walk.direction === 'in' ? (['out', 'in'] as const) : (['in', 'out'] as const);
  const [start, end] = [doorstep(door, depth, from), doorstep(door, depth, to)];
  const isOnTheWayBack = walk.turned !== null && share > 0.5;
  const through = walk.turned === null ? share : 2 * HALF_WAY * Math.min(share, 1 - share);
  const [place, ahead] = [
    mix(start, end, through),
    mix(start, end, isOnTheWayBack ? through - 1 : through + 1),
  ];
  return {
    at: beside(place, walk, track, door),
    towards: beside(ahead, walk, track, door),
    doing: 'walks',
  };
}

/** Two abreast share the doorway. */
function beside({ x, y }: Point, { people }: DoorWalk, { who }: Track, { outwards }: CrowdDoor): Point {
  if (people.length < 2) return { x, y };
  const side = people[0] === who.id ? BESIDE : -BESIDE;
  return { x: x + outwards.y * side, y: y + outwards.x * side };
}

function walks(standing: Standing): Drawn {
  return { ...standing, doing: 'walks' };
}

/** Degrees from 0 up to 360; 0 is towards growing x, 90 towards growing y. */
function angle(from: Point, to: Point): number {
  const degrees = Math.round((Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI);
  return (degrees + 360) % 360;
}
