import type { BusSummary } from '@pingan/protocol/bus-summary';
import type {
  PersonOnPlan,
  PlayedDay,
  RehearsalCommand,
  RehearsalView,
  TruthBesideCount,
} from '@pingan/protocol/rehearsal';

export const quickDay: PlayedDay = { seed: 7, visits: 30, minutes: 1, aboard: 8, mishaps: true };
const OPENS = 540;
const CLOSES = 1_020;
/** Real milliseconds after which somebody moves on to the next place of the way. */
const STAY_MS = 2_400;

export const noDay: RehearsalView = {
  ...{
    state: 'idle',
    day: null,
    progress: 0,
    clock: OPENS,
    people: [],
    counts: [],
    gaps: [],
    loose: [],
    slipMs: 0,
  },
};

/** A day of a crowd as pages see it: generated people who walk from the front to the rear, with counts that grow. */
export function playedDay(
  bus: BusSummary,
  progress: number,
  changed: Partial<RehearsalView> = {},
): RehearsalView {
  const day = changed.day ?? quickDay;
  const ms = progress * day.minutes * 60_000;
  const came = Math.round(day.visits * progress);
  return {
    state: 'playing',
    day,
    progress,
    clock: OPENS + progress * (CLOSES - OPENS),
    people: [...aboard(bus, day, ms), ...waiting(bus)],
    counts: countsOf(came),
    gaps: [],
    loose: [],
    slipMs: Math.round(ms / 40),
    ...changed,
  };
}

const LOOKS = ['adult', 'elder', 'child', 'adult', 'elder', 'adult', 'child', 'elder'] as const;
const DOING = ['reads', 'touches', 'walks', 'lifts', 'reads', 'presses', 'walks', 'walks'] as const;

/** Somebody before each of some places along both walls, and a few on the way between them. */
function aboard({ plan }: BusSummary, { aboard: many, seed }: PlayedDay, ms: number): PersonOnPlan[] {
  return Array.from({ length: many }, (_, nth) => {
    const step = Math.floor(ms / STAY_MS + nth * 0.37);
    const low = (nth + step) % 2 === 0;
    const doing = DOING[(nth + step) % DOING.length]!;
    const share = (((nth + 0.5) / many + step * 0.13 + (seed % 7) * 0.01) % 1) * 0.86 + 0.05;
    const y = doing === 'walks' ? plan.width * (0.44 + 0.12 * (nth % 2)) : plan.width * (low ? 0.7 : 0.32);
    const faces = doing === 'walks' ? 180 : low ? 90 : 270;
    return {
      id: nth + 1 + Math.floor(ms / 20_000) * 100,
      look: LOOKS[nth % 8]!,
      x: plan.length * share,
      y,
      faces,
      doing,
    };
  });
}

/** Six who wait in line along the wall before the first door: a grandmother with two children, and three neighbours. */
function waiting({ doors, plan }: BusSummary): PersonOnPlan[] {
  const door = doors[0]?.place ?? { x: plan.length * 0.85, y: 0 };
  const looks = ['elder', 'child', 'child', 'adult', 'adult', 'elder'] as const;
  return looks.map((look, nth) => ({
    ...{ id: 1_000 + nth * 3, look, faces: 0, doing: 'waits' },
    ...{ x: door.x - 260 - nth * 470, y: door.y - 330 },
  }));
}

/** Every metric of a full day; all right but the doorway, which states an interval. */
export function countsOf(
  came: number,
  changed: Partial<Record<string, Partial<TruthBesideCount>>> = {},
): TruthBesideCount[] {
  const shares: [string, number][] = [
    ['door.in', 1],
    ['door.out', 0.9],
    ['session.start', 0.6],
    ['session.end', 0.58],
    ['language', 0.05],
    ['easy-read', 0.1],
    ['story.start', 0.3],
    ['story.finish', 0.28],
    ['story.choice', 1.2],
    ['judge.start', 0.1],
    ['item.hit', 0.4],
    ['item.miss', 0.15],
    ['item.correct-rejection', 0.4],
    ['collection.start', 0.12],
    ['answer', 0.5],
    ['object.lift', 1.6],
  ];
  return shares.map(([metric, share]) => {
    const truth = Math.round(came * share);
    const usual: TruthBesideCount = { metric, truth, unsure: 0, measured: truth, apart: 0, interval: null };
    return { ...usual, ...changed[metric] };
  });
}

/** Plays a generated day at its real pace: pages are told of it four times a second. */
export class FakeCrowd {
  #bus: BusSummary;
  #tell: (view: RehearsalView) => void;
  #playing: NodeJS.Timeout | undefined;

  constructor(bus: BusSummary, tell: (view: RehearsalView) => void) {
    this.#bus = bus;
    this.#tell = tell;
  }

  /** Plays or stops; gives back why the bus will not, in its words. */
  take(command: RehearsalCommand, now: RehearsalView): { why: string; zh: string } | null {
    if (command.do === 'stop') this.#end(now);
    else {
      const no = whyNot(this.#bus, command.day, now.state === 'playing');
      if (no !== null) return no;
      this.#play(command.day);
    }
    return null;
  }

  stop(): void {
    clearInterval(this.#playing);
  }

  #play(day: PlayedDay): void {
    const began = Date.now();
    const tell = () => {
      const progress = Math.min(1, (Date.now() - began) / (day.minutes * 60_000));
      const view = playedDay(this.#bus, progress, { day });
      if (progress >= 1) this.#end(view);
      else this.#tell(view);
    };
    tell();
    this.#playing = setInterval(tell, 250);
  }

  #end(now: RehearsalView): void {
    this.stop();
    this.#tell({ ...now, state: 'over', people: [] });
  }
}

/** Why the bus will not play that day, in the words of the bus; null where it plays. */
function whyNot(bus: BusSummary, day: PlayedDay, isPlaying: boolean): { why: string; zh: string } | null {
  if (isPlaying) return { why: 'a day is played already; stop it first', zh: '已经在演一天了，请先停下' };
  if (day.aboard > bus.holds)
    return {
      why: `this bus holds ${bus.holds} visitors, not ${day.aboard}`,
      zh: `这辆车最多上 ${bus.holds} 人`,
    };
  return null;
}
