import type { Outcome, Stations } from './sessions/stations.ts';
import type { ShowFloor } from './show-floor.ts';
import type { Ledger } from './store/ledger.ts';
import type { ThingEvent, ThingsOutcome } from './things/thing-events.ts';

export interface VisitorFlowParts {
  stations: Stations;
  floor: Pick<ShowFloor, 'show' | 'alarmAt' | 'sessionStarted' | 'sessionEnded' | 'visitFinished'>;
  ledger: Pick<Ledger, 'count'>;
  /** A station shows another step. */
  stepShown: (station: string) => void;
  /** A visit at a station has ended. */
  sessionEnded: (station: string) => void;
  /** A tally that belongs to a station was counted. */
  counted: (tally: Outcome['tallies'][number]) => void;
  /** What a hand did that is no visitor's: an officer's button, the key of the panel, staff at a door. */
  staff: (event: StaffEvent) => void;
  now: () => number;
}

export type StaffEvent = Extract<ThingEvent, { kind: 'hold' | 'staff' | 'panel-key' }>;

/** Touch, button or lifted thing → session step → light cues to the board; step back to the screen; tally to the store. */
export class VisitorFlow {
  readonly #parts: VisitorFlowParts;
  #unsettled: Outcome[] = [];
  #settling: NodeJS.Timeout | undefined;

  constructor(parts: VisitorFlowParts) {
    this.#parts = parts;
  }

  /**
   * Lamps first: they are what a visitor sees before the screen has painted. The rest waits a millisecond, so that this
   * thread is free to pass the board's bytes on the moment its worker has them.
   */
  apply(outcome: Outcome): void {
    const { floor, stations, now } = this.#parts;
    floor.show(stations.cues(), outcome.changed.length > 0);
    for (const { station, press } of outcome.alarms) floor.alarmAt(station, press, now());
    if (outcome.changed.length === 0 && outcome.tallies.length === 0) return;
    this.#unsettled.push(outcome);
    this.#settling ??= setTimeout(() => this.settle(), 1);
  }

  /** Shows and counts what still waits. */
  settle(): void {
    clearTimeout(this.#settling);
    this.#settling = undefined;
    const outcomes = this.#unsettled.splice(0);
    for (const station of new Set(outcomes.flatMap(({ changed }) => changed))) this.#parts.stepShown(station);
    for (const tally of outcomes.flatMap(({ tallies }) => tallies)) this.#count(tally);
  }

  /** What became of hands on things, buttons and the telephone. */
  happened({ events, tallies }: ThingsOutcome): void {
    for (const event of events) this.#hand(event);
    for (const tally of tallies) this.#parts.ledger.count(tally);
  }

  /** Counts, and tells the floor what a visit that began, ended or was played to its end means to it. */
  #count(tally: Outcome['tallies'][number]): void {
    const { floor, ledger, now, sessionEnded, counted } = this.#parts;
    const at = now();
    ledger.count(tally);
    if (tally.metric === 'session.start') floor.sessionStarted(tally.place, at);
    if (tally.metric === 'session.end') {
      sessionEnded(tally.place);
      floor.sessionEnded(tally.place, at);
    }
    if (tally.metric.endsWith('.finish')) floor.visitFinished();
    counted(tally);
  }

  #hand(event: ThingEvent): void {
    const { stations, now, staff } = this.#parts;
    switch (event.kind) {
      case 'choice':
        return this.apply(stations.hand(event.station, event.choice, now()));
      case 'handset': {
        const control = event.lifted ? 'handset-lifted' : 'handset-hung-up';
        return this.apply(stations.hand(event.station, control, now()));
      }
      case 'lifted':
      case 'touched':
        return this.apply(stations.thing(event.station, event.thing, now()));
      case 'hold':
      case 'staff':
      case 'panel-key':
        return staff(event);
      case 'missing':
        return;
      default:
        // Whoever puts a thing back or turns the key is still here.
        return this.apply(stations.stay(event.station, now()));
    }
  }
}
