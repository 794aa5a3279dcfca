import type { BeamChange, DayPlan, DoorWalk } from './crowd/day-plan.ts';

/** Between two who leave, in milliseconds. */
const GAP_MS = 900;
/** Walks at a door whose beams are this close together, in milliseconds, are one movement of both beams and stay together. */
const TOGETHER_MS = 60;

/** Walks at one door that cannot be taken apart, and what they do to its beams. */
interface Movement {
  door: string;
  from: number;
  until: number;
  walks: DoorWalk[];
  beams: BeamChange[];
}

/**
 * The rest of a day that ends now: whoever is aboard or in a doorway at `at` turns to go, and goes out as they would have gone, one close after
 * the other; nobody else comes. What has happened until then stays as it was.
 */
export function emptyTheBus(plan: DayPlan, at: number): DayPlan {
  const movements = movementsOf(plan);
  const begun = movements.filter(({ from }) => from <= at);
  const later = movements.filter(({ from }) => from > at);
  const all = [...begun, ...closeTogether(thoseLeaving(begun, later), begun, at)];
  const walks = all.flatMap((movement) => movement.walks).sort((a, b) => a.from - b.from);
  const came = new Set(walks.flatMap(({ people }) => people));
  return {
    people: plan.people,
    walks,
    beams: all.flatMap(({ beams }) => beams).sort((a, b) => a.at - b.at),
    visits: plan.visits
      .filter(({ people }) => people.some((id) => came.has(id)))
      .map((visit) => ({ ...visit, from: Math.min(visit.from, at), until: Math.min(visit.until, at) })),
    mishaps: plan.mishaps.filter((mishap) => mishap.at <= at),
    lasts: Math.max(at, ...all.map(({ until }) => until)),
  };
}

/** What brings out whoever is aboard, and whoever cannot be kept from coming in meanwhile. */
function thoseLeaving(begun: readonly Movement[], later: readonly Movement[]): Movement[] {
  const wanted = new Set(aboard(begun.flatMap(({ walks }) => walks)));
  return later.filter(({ walks }) => {
    const leaves = walks.some(
      ({ direction, people }) => direction === 'out' && people.some((id) => wanted.has(id)),
    );
    if (leaves)
      for (const { direction, people } of walks)
        if (direction === 'in') people.forEach((id) => wanted.add(id));
    return leaves;
  });
}

/** One after the other from now on, each at a door that is free; nobody later than planned. */
function closeTogether(leaving: readonly Movement[], begun: readonly Movement[], at: number): Movement[] {
  const freeAt = new Map<string, number>();
  for (const { door, until } of begun) freeAt.set(door, Math.max(freeAt.get(door) ?? 0, until));
  let next = at + GAP_MS;
  return leaving.map((movement) => {
    const from = Math.max(next, (freeAt.get(movement.door) ?? 0) + GAP_MS);
    const moved = movedBy(movement, Math.min(0, from - movement.from));
    freeAt.set(movement.door, moved.until);
    next = moved.from + GAP_MS;
    return moved;
  });
}

/** Whose last walk was inwards. */
function aboard(walks: readonly DoorWalk[]): number[] {
  const last = new Map<number, DoorWalk['direction']>();
  for (const { people, direction } of [...walks].sort((a, b) => a.from - b.from))
    for (const id of people) last.set(id, direction);
  return [...last].filter(([, direction]) => direction === 'in').map(([id]) => id);
}

function movementsOf({ walks, beams }: DayPlan): Movement[] {
  const movements: Movement[] = [];
  for (const walk of [...walks].sort((a, b) => a.from - b.from)) {
    const open = movements.findLast(({ door }) => door === walk.door);
    if (open !== undefined && walk.from <= open.until + TOGETHER_MS) {
      open.walks.push(walk);
      open.until = Math.max(open.until, walk.until);
    } else {
      const { door, from, until } = walk;
      movements.push({ door, from, until, walks: [walk], beams: [] });
    }
  }
  for (const door of new Set(movements.map((movement) => movement.door)))
    giveBeams(
      movements.filter((movement) => movement.door === door),
      beams.filter((change) => change.door === door),
    );
  return movements.sort((a, b) => a.from - b.from);
}

/** Each change goes to the movement of its door that it lies in or next to. Both in order of time: a day has thousands of either. */
function giveBeams(movements: readonly Movement[], beams: readonly BeamChange[]): void {
  const near = ({ from, until }: Movement, at: number) => Math.max(from - at, at - until);
  let nth = 0;
  for (const change of beams) {
    for (let next = movements[nth + 1]; next !== undefined; next = movements[nth + 1]) {
      if (near(next, change.at) >= near(movements[nth]!, change.at)) break;
      nth += 1;
    }
    movements[nth]!.beams.push(change);
  }
}

function movedBy(movement: Movement, by: number): Movement {
  return {
    door: movement.door,
    from: movement.from + by,
    until: movement.until + by,
    walks: movement.walks.map((walk) => ({ ...walk, from: walk.from + by, until: walk.until + by })),
    beams: movement.beams.map((change) => ({ ...change, at: change.at + by })),
  };
}
