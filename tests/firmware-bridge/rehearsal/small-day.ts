import type { CrowdHands } from '@pingan/firmware-bridge/rehearsal/crowd/crowd-hands';
import type { BeamChange, DayPlan, DoorWalk } from '@pingan/firmware-bridge/rehearsal/crowd/day-plan';
import type { Deed, StationCrowd } from '@pingan/firmware-bridge/rehearsal/crowd/station-crowd';
import type { StationView } from '@pingan/firmware-bridge/sessions/station-view';
import { realClock } from '@pingan/firmware-bridge/rehearsal/day-clock';
import { USUAL_REACH } from '@pingan/protocol/screen-messages';
import { vi } from 'vitest';

/** Time that stands still until a test lets it pass. */
export function fakeTime() {
  vi.useFakeTimers();
  return { clock: realClock(() => performance.now()), pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) };
}

export const WIRING = {
  doors: { front: ['main'], rear: ['shelf'] },
  inputs: { 'thing/lock-01': 'shelf', 'handset/telephone': 'main' },
  rest: { 'thing/lock-01': true, 'handset/telephone': false },
};

/** How long a walk of this crowd takes. */
export const WALK_MS = 300;

export function walk(door: string, from: number, direction: 'in' | 'out', ...people: number[]): DoorWalk {
  return { door, from, until: from + WALK_MS, direction, people, turned: null, how: 'alone' };
}

function beamsOf({ door, from, until, direction }: DoorWalk): BeamChange[] {
  const [first, second] = direction === 'in' ? (['outer', 'inner'] as const) : (['inner', 'outer'] as const);
  const third = WALK_MS / 3;
  return [
    { at: from, door, beam: first, broken: true },
    { at: from + third, door, beam: second, broken: true },
    { at: from + 2 * third, door, beam: first, broken: false },
    { at: until, door, beam: second, broken: false },
  ];
}

/** A day of these walks; whoever comes in stands at the station until they go. */
export function dayOf(walks: readonly DoorWalk[], more: Partial<DayPlan> = {}): DayPlan {
  const ids = [...new Set(walks.flatMap(({ people }) => people))];
  const of = (id: number, direction: 'in' | 'out') =>
    walks.filter((each) => each.direction === direction && each.people.includes(id));
  return {
    people: ids.map((id) => ({ id, look: 'adult' as const, pace: 1_200, depth: 220 })),
    visits: ids.flatMap((id) =>
      of(id, 'in').map((came, n) => ({
        people: [id],
        from: came.until,
        until: of(id, 'out')[n]?.from ?? came.until + 5_000,
        station: 'locks',
      })),
    ),
    walks,
    beams: walks.flatMap(beamsOf).sort((a, b) => a.at - b.at),
    mishaps: [],
    lasts: Math.max(0, ...walks.map(({ until }) => until)) + 500,
    ...more,
  };
}

export function viewOf(revision: number, session = 'first'): StationView {
  return {
    ...{ session, revision, language: 'zh', step: { at: 'attract', exhibits: [`at-${revision}`] } },
    ...{ stillHere: null, reach: USUAL_REACH, audience: { is: 'one' } },
  };
}

/** A bus that remembers what hands did to it. */
export class FakeBus implements CrowdHands {
  view: StationView | null = viewOf(1);
  readonly did: string[] = [];
  readonly away = new Set<string>();
  readonly #listeners = new Set<(station: string) => void>();

  show(view: StationView | null): void {
    this.view = view;
    for (const listener of [...this.#listeners]) listener('locks');
  }
  shown(): StationView | null {
    return this.view;
  }
  onShown(listener: (station: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  touch(station: string, { session, revision, action }: Parameters<CrowdHands['touch']>[1]): void {
    this.did.push(`touch ${station} ${session} ${revision} ${action.do}`);
  }
  beam(door: string, beam: string, broken: boolean): void {
    this.did.push(`${door} ${beam} ${broken ? 'broken' : 'clear'}`);
  }
  input(input: string, active: boolean): void {
    this.did.push(`${input} ${active ? 'on' : 'off'}`);
  }
  cable(board: string, plugged: boolean): void {
    this.did.push(`${board} ${plugged ? 'in' : 'out'}`);
    if (plugged) this.away.delete(board);
    else this.away.add(board);
  }
  works(board: string): boolean {
    return !this.away.has(board);
  }
}

const FINISHED = { place: 'locks', metric: 'collection.finish', label: 'locks' } as const;

/** Whoever stands there does the same deed again and again; each that was done with is one true count. */
export function crowdOf(deed: Partial<Deed> & Pick<Deed, 'what'>) {
  const crowd = {
    anew: 0,
    /** Revisions that were seen while each deed was done. */
    seen: [] as number[][],
    /** Revisions that were seen while nothing was done. */
    looked: [] as number[],
    decide: ((_, standing) =>
      standing.length === 0
        ? null
        : {
            think: 100,
            doing: 'touches',
            done: () => false,
            patience: 2_000,
            ...deed,
          }) as StationCrowd['decide'],
    came: ((done, _before, seen) => {
      crowd.seen.push(seen.map(({ revision }) => revision));
      const last = seen.at(-1);
      return last !== undefined && done.done(last) ? [FINISHED] : [];
    }) as StationCrowd['came'],
    saw: (shown: StationView) => {
      crowd.looked.push(shown.revision);
      return [];
    },
    startedAnew: () => void (crowd.anew += 1),
  };
  return crowd;
}
