import { isDeepStrictEqual } from 'node:util';
import {
  glideMs,
  levelOf,
  nextLevelChange,
  spanOf,
  speaksAt,
  type Entry,
  type Speaker,
} from './cue-level.ts';
import { LAYERS, type Cue, type Layer } from './cue.ts';
import type { Groups } from './groups.ts';

/**
 * Everything that anybody wants of the lamps. What a lamp shows at a moment follows from it alone, however often or
 * seldom it was asked before. Times are milliseconds of one monotonic clock.
 */
export interface Scene {
  readonly groups: Groups;
  readonly entries: readonly Entry[];
  /** Who speaks about each lamp, the one who is heard first in front. */
  readonly stacks: ReadonlyMap<string, readonly Speaker[]>;
  readonly order: number;
}

/** Layers that tell of danger: never dimmed by daylight. */
const UNDIMMED: readonly Layer[] = ['alarm', 'safety'];

export function emptyScene(groups: Groups): Scene {
  return { groups, entries: [], stacks: new Map(), order: 0 };
}

/**
 * The scene in which `owner` shows these cues and no others. Cues it shows already go on as they are, so that saying the
 * same again changes nothing; later ones in the list are newer. Gives back the very same scene when nothing changes.
 */
export function showCues(scene: Scene, owner: string, cues: readonly Cue[], at: number): Scene {
  const before = scene.entries.filter((entry) => entry.owner === owner);
  const spare = [...before];
  const order = scene.order + 1;
  const entries = cues.map((cue, index): Entry => {
    const known = spare.findIndex((entry) => isDeepStrictEqual(entry.cue, cue));
    const [kept] = known < 0 ? [] : spare.splice(known, 1);
    if (kept !== undefined) return kept.index === index ? kept : { ...kept, index };
    return { owner, cue, ...spanOf(cue, at), order, index, origins: new Map() };
  });
  if (entries.length === before.length && entries.every((entry) => before.includes(entry))) return scene;
  const others = scene.entries.filter((entry) => entry.owner !== owner);
  return compose(scene, [...others, ...entries], at, order);
}

/** The scene without anything of that owner; what lies below shows again. */
export function clearCues(scene: Scene, owner: string, at: number): Scene {
  return showCues(scene, owner, [], at);
}

/**
 * Perceptual brightness 0..1 of every lamp that somebody speaks about at `at`: the highest layer, and in it the newest
 * cue. Lamps that are not named are dark.
 *
 * @param dimming factor 0..1 by daylight; alarm and safety keep their full level.
 */
export function levelsAt(scene: Scene, at: number, dimming = 1): Record<string, number> {
  const levels = [...scene.stacks].flatMap(([lamp, stack]): [string, number][] =>
    stack.some(({ entry }) => speaksAt(entry, at)) ? [[lamp, levelIn(stack, at, dimming)]] : [],
  );
  return Object.fromEntries(levels);
}

/**
 * The first moment from `at` on at which a lamp may show something else than at `at`: `at` itself while one is moving, a
 * later one where a cue waits to start, to step or to end, null once all is still. Cues that are hidden do not count.
 */
export function nextChangeAt(scene: Scene, at: number): number | null {
  let next = Infinity;
  for (const stack of scene.stacks.values()) {
    next = Math.min(next, nextChangeIn(stack, at));
    if (next <= at) return at;
  }
  return next < Infinity ? next : null;
}

/** Whether another frame will be needed, now or later, though nobody shows or clears anything. */
export function isMoving(scene: Scene, at: number): boolean {
  return nextChangeAt(scene, at) !== null;
}

/**
 * The highest layer that is changing a lamp from frame to frame at `at`, null where all lamps stand still. Edges of an alarm
 * or a chase come one by one and do not count.
 */
export function movingLayer(scene: Scene, at: number): Layer | null {
  const moving = [...scene.stacks.values()].flatMap((stack) => {
    const heard = stack.find(({ entry }) => speaksAt(entry, at));
    return heard !== undefined && nextLevelChange(heard, at) === at ? [heard.entry.cue.layer] : [];
  });
  return LAYERS.findLast((layer) => moving.includes(layer)) ?? null;
}

function levelIn(stack: readonly Speaker[], at: number, dimming: number, from = 0): number {
  const heard = stack.findIndex(({ entry }, place) => place >= from && speaksAt(entry, at));
  const speaker = stack[heard];
  if (speaker === undefined) return 0;
  const factor = UNDIMMED.includes(speaker.entry.cue.layer) ? 1 : dimming;
  return levelOf(speaker, at, factor, () => levelIn(stack, at, dimming, heard + 1));
}

function nextChangeIn(stack: readonly Speaker[], at: number): number {
  let next = Infinity;
  for (const speaker of stack) {
    const { startsAt, endsAt } = speaker.entry;
    if (at < startsAt && startsAt < endsAt) next = Math.min(next, startsAt);
    if (!speaksAt(speaker.entry, at)) continue;
    return Math.min(next, endsAt, nextLevelChange(speaker, at) ?? Infinity);
  }
  return next;
}

/** Puts the entries in order, oldest first, and finds out what each of them eases in from. */
function compose(before: Scene, entries: readonly Entry[], at: number, order: number): Scene {
  const stacks = new Map<string, Speaker[]>();
  const placed = entries.toSorted(byAge).map((entry) => {
    const lamps = lampsOf(entry.cue, before.groups);
    const origins = originsOf(entry, lamps, { before, stacks, at, order });
    const settled = origins === entry.origins ? entry : { ...entry, origins };
    lamps.forEach((lamp, position) => {
      const stack = stacks.get(lamp) ?? [];
      stack.push({ entry: settled, lamp, position, groupSize: lamps.length });
      stacks.set(lamp, stack.sort(byRank));
    });
    return settled;
  });
  return { groups: before.groups, entries: placed, stacks, order };
}

/** A cue that waits is told anew at every change of the scene what its lamps will show when it starts. */
function originsOf(
  entry: Entry,
  lamps: readonly string[],
  now: { before: Scene; stacks: ReadonlyMap<string, readonly Speaker[]>; at: number; order: number },
): ReadonlyMap<string, number> {
  const waits = entry.startsAt > now.at;
  if (glideMs(entry.cue) === 0 || (!waits && entry.order !== now.order)) return entry.origins;
  const startsWithIt = (other: Entry) => other.order === entry.order && other.startsAt === entry.startsAt;
  const shows = (lamp: string) =>
    waits
      ? levelIn(
          (now.stacks.get(lamp) ?? []).filter((other) => !startsWithIt(other.entry)),
          entry.startsAt,
          1,
        )
      : levelIn(now.before.stacks.get(lamp) ?? [], now.at, 1);
  return new Map(lamps.map((lamp) => [lamp, shows(lamp)]));
}

function lampsOf({ on }: Cue, groups: Groups): readonly string[] {
  return 'lamp' in on ? [on.lamp] : (groups.get(on.group) ?? []);
}

function byAge(a: Entry, b: Entry): number {
  return a.startsAt - b.startsAt || a.order - b.order || a.index - b.index;
}

function byRank({ entry: a }: Speaker, { entry: b }: Speaker): number {
  return LAYERS.indexOf(b.cue.layer) - LAYERS.indexOf(a.cue.layer) || byAge(b, a);
}
