import type { PersonOnPlan, PlayedDay, RehearsalCommand, RehearsalView } from '@pingan/protocol/rehearsal';
import type { KnownMetric } from '@pingan/protocol/tally';
import { Refused } from '../kiosk-server/kiosk-house.ts';
import type { Log } from '../log.ts';
import type { Ledger } from '../store/ledger.ts';
import type { CountTotal } from '../store/tallies.ts';
import type { BusWiring } from './bus-wiring.ts';
import type { CrowdHands } from './crowd/crowd-hands.ts';
import type { DayPlan } from './crowd/day-plan.ts';
import { CrowdTooLarge, NowhereToGo } from './crowd/plan-day.ts';
import type { DayClock } from './day-clock.ts';
import { DayPlayer } from './day-player.ts';
import type { DrawnDay } from './draw-day.ts';
import { TappingOfficer } from './tapping-officer.ts';
import { countedSince, truthBesideCount } from './truth-beside-count.ts';

/** How often a day that is played is shown. */
const SHOWN_EVERY_MS = 250;

/** The day that is played, in minutes after midnight: a village day of eight hours. */
const OPENS = 9 * 60;
const CLOSES = 17 * 60;

/** Calibrations as the rehearsal needs them. */
export interface DayCalibrations {
  isCalibrated(door: string): boolean;
  /** Somebody calibrates the door now. */
  isRunning(door: string): boolean;
  /** It is the crowd that does. */
  isOfCrowd(door: string): boolean;
  take(door: string, step: 'start' | 'in' | 'out' | 'finish' | 'cancel'): Promise<void>;
  /** In which the truth lies, by counts of each door. */
  intervalOf(
    counts: Readonly<Record<string, number>>,
    direction: 'in' | 'out',
  ): { low: number; high: number } | null;
}

export interface RehearsalDeskParts {
  /** How a crowd reaches the emulated boards, and how far their clocks have fallen behind; null as soon as one board is real. */
  virtual: { hands: CrowdHands; slipMs: () => number } | null;
  ledger: Pick<Ledger, 'totals' | 'current'>;
  calibrations: DayCalibrations;
  /** Draws a day, or throws `CrowdTooLarge` or `NowhereToGo`. */
  draw: (day: PlayedDay) => DrawnDay;
  whereabouts: (plan: DayPlan, at: number, doing: DayPlayer['doing']) => PersonOnPlan[];
  /** What the crowd knows the truth of. */
  metrics: readonly KnownMetric[];
  wiring: BusWiring;
  clock: DayClock;
  /** A departure check is going on: hands and doors are its own. */
  isChecked: () => boolean;
  /** The view has changed, or time has passed while a day is played. */
  changed: () => void;
  log: Log;
}

interface Played {
  day: PlayedDay;
  player: DayPlayer;
  /** As it was planned, in milliseconds. */
  lasts: number;
  before: readonly CountTotal[];
  slipBefore: number;
}

/** Plays days on an emulated bus, one at a time, and shows what was counted beside what is true. */
export class RehearsalDesk {
  readonly #parts: RehearsalDeskParts;
  #played: Played | null = null;
  /** How the last day ended: what is counted afterwards is not of that day. */
  #ended: RehearsalView | null = null;

  constructor(parts: RehearsalDeskParts) {
    this.#parts = parts;
  }

  /** @throws Refused with the reason in words */
  take(command: RehearsalCommand): void {
    if (command.do === 'play') this.#play(command.day);
    else this.#played?.player.stop();
    this.#parts.changed();
  }

  /** The bus itself stops. */
  abandon(): void {
    this.#played?.player.abandon();
  }

  view(): RehearsalView {
    if (this.#ended !== null) return this.#ended;
    return this.#played === null ? IDLE : this.#viewOf(this.#played);
  }

  #play(day: PlayedDay): void {
    const { hands, slipMs } = this.#busFree();
    const { calibrations, clock, ledger, wiring } = this.#parts;
    const { plan, crowds, reaction } = this.#drawn(day);
    const officer = new TappingOfficer({
      ...{ plan, clock, reaction },
      doors: Object.keys(wiring.doors).filter(
        (door) => !calibrations.isCalibrated(door) && !calibrations.isRunning(door),
      ),
      isMine: (door) => calibrations.isOfCrowd(door),
      take: (door, step) => this.#calibrate(door, step),
    });
    const player = new DayPlayer({
      ...{ plan, crowds, wiring, hands, clock },
      walked: (walk, blind) => officer.walked(walk, blind),
    });
    this.#ended = null;
    this.#played = { day, player, lasts: plan.lasts, before: ledger.totals, slipBefore: slipMs() };
    officer.start();
    player.start();
    player.finished
      .catch((err: unknown) => this.#parts.log.error({ err, day }, 'the crowd of a played day failed'))
      .finally(() => this.#end(officer));
    this.#showAgain();
  }

  /** The bus, where a crowd may play on it. */
  #busFree(): NonNullable<RehearsalDeskParts['virtual']> {
    const { virtual, ledger } = this.#parts;
    if (virtual === null)
      throw new Refused(
        'a real board is attached, and real boards count service: a crowd plays on a bus whose boards are all virtual',
        '这辆车接着真实控制板，它的计数是正式计数；只有全部为虚拟板的车才能演练',
      );
    if (this.isPlaying)
      throw new Refused(
        'a day is being played already; stop it first, and wait until whoever is aboard has left',
        '正在演练一天；请先停止，等车上的人都下车后再开始',
      );
    if (this.#parts.isChecked())
      throw new Refused(
        'the departure check is going on, and nothing is counted meanwhile; finish or cancel it first',
        '出车检查正在进行，期间不计数；请先做完或取消检查',
      );
    const { stop, purpose } = ledger.current;
    if (purpose !== 'rehearsal')
      throw new Refused(
        `${stop === null ? 'this bus' : `the stop ${stop}`} counts for ${purpose}; close the stop or open it for rehearsal first`,
        '现在开放的站点不是演练；请先收站，或以“演练”开放',
      );
    return virtual;
  }

  #drawn(day: PlayedDay): DrawnDay {
    try {
      return this.#parts.draw(day);
    } catch (problem) {
      const isAsked = problem instanceof CrowdTooLarge || problem instanceof NowhereToGo;
      throw isAsked ? new Refused(problem.message, problem.zh) : problem;
    }
  }

  /** Somebody of a crowd is still aboard, or on the way. */
  get isPlaying(): boolean {
    return this.#played !== null && this.#played.player.state !== 'over';
  }

  #calibrate(door: string, step: Parameters<DayCalibrations['take']>[1]): void {
    this.#parts.calibrations.take(door, step).catch((problem: unknown) => {
      // Too few taps that fit may be left of a door whose cable was out.
      if (problem instanceof Refused) this.#parts.log.warn({ door, step }, problem.message);
      else this.#parts.log.error({ err: problem, door, step }, 'a tap of the crowd’s officer was lost');
    });
  }

  #end(officer: TappingOfficer): void {
    officer.end();
    if (this.#played !== null) this.#ended = this.#viewOf(this.#played);
    this.#parts.changed();
  }

  #showAgain(): void {
    if (!this.isPlaying) return;
    this.#parts.changed();
    this.#parts.clock.after(SHOWN_EVERY_MS, () => this.#showAgain());
  }

  #viewOf({ day, player, lasts, before, slipBefore }: Played): RehearsalView {
    const { ledger, virtual, whereabouts, wiring } = this.#parts;
    const { plan, state, at, unseen } = player;
    const measured = countedSince(ledger.totals, before);
    const progress = Math.min(1, at / lasts);
    return {
      ...{ state, day, progress, clock: OPENS + progress * (CLOSES - OPENS), loose: player.loose },
      people: state === 'over' ? [] : whereabouts(plan, at, (person) => player.doing(person)),
      counts: truthBesideCount({
        metrics: ['door.in', 'door.out', ...this.#parts.metrics],
        ...{ truth: player.truth, measured },
        unsureOf: (metric) => (isDoor(metric) ? player.unsure(directionOf(metric)) : 0),
        intervalOf: (metric, counts) => this.#intervalOf(metric, counts),
      }),
      gaps: Object.keys(wiring.doors).flatMap((door) => {
        const blind = measured.find(({ metric, place }) => metric === 'door.blind' && place === door);
        const gap = { door, seconds: blind?.n ?? 0, passed: unseen[door] ?? 0 };
        return gap.seconds > 0 || gap.passed > 0 ? [gap] : [];
      }),
      slipMs: (virtual?.slipMs() ?? slipBefore) - slipBefore,
    };
  }

  #intervalOf(metric: KnownMetric, counts: readonly CountTotal[]) {
    if (!isDoor(metric)) return null;
    const byDoor = Object.fromEntries(counts.map(({ place, n }) => [place ?? '', n]));
    return this.#parts.calibrations.intervalOf(byDoor, directionOf(metric));
  }
}

type DoorMetric = 'door.in' | 'door.out';

function isDoor(metric: KnownMetric): metric is DoorMetric {
  return metric === 'door.in' || metric === 'door.out';
}

function directionOf(metric: DoorMetric): 'in' | 'out' {
  return metric === 'door.in' ? 'in' : 'out';
}

const IDLE: RehearsalView = {
  ...{ state: 'idle', day: null, progress: 0, clock: OPENS, people: [], counts: [], gaps: [], loose: [] },
  slipMs: 0,
};
