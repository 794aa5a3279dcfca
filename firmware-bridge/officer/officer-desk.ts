import type { OfficerForms } from '@pingan/device-config/officer-forms';
import type { BusProfile } from '@pingan/device-config/profile';
import type { Stop } from '@pingan/device-config/stops';
import type { Author } from '@pingan/protocol/author';
import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import type { DayStop, OfficerDay } from '@pingan/protocol/officer-day';
import type { PlanFields } from '@pingan/protocol/schedule/plan';
import { SLOT_MS } from '@pingan/protocol/tally';
import type { ClockWatch } from '../clock-watch.ts';
import type { Log } from '../log.ts';
import {
  aboutStop,
  dayStops,
  type EpochClock,
  plannedStops,
  planFieldsOf,
  standsAt,
  type StopsView,
  wallOf,
} from '../schedule/day-stops.ts';
import { forgotten, type Suggestion } from '../schedule/forgotten.ts';
import type { Ledger } from '../store/ledger.ts';
import { DepartureDesk, type DepartureDeskParts } from './departure-desk.ts';
import { FloorDesk, type FloorDeskParts } from './floor-desk.ts';
import type { OfficerNotes } from './officer-notes.ts';
import type { ShowFloor } from '../show-floor.ts';
import { refusals } from './refusals.ts';
import type { ScheduleDesk } from './schedule-desk.ts';
import { StopDesk } from './stop-desk.ts';

/** What the desk needs to know of whoever is at its panels; the room of the crew supplies it. */
export interface DayPanels {
  /** A rehearsal without crew: panels ask nobody who they are. */
  readonly open: boolean;
  crew(): Author[];
  signedIn(): Author[];
  pairing(): OfficerDay['pairing'];
}

export interface OfficerDeskParts extends FloorDeskParts, DepartureDeskParts {
  profile: BusProfile;
  /** The plain list of stops, for those that the schedule does not know. */
  stops: readonly Stop[];
  forms: OfficerForms;
  ledger: Ledger;
  floor: ShowFloor;
  notes: OfficerNotes;
  schedule: ScheduleDesk;
  clock: ClockWatch;
  panels: DayPanels;
  isVirtual: () => boolean;
  /** The board does not answer, or the ignition is off. */
  isAway: () => boolean;
  /** Another stop is open, or none, or for another purpose. @param opened whether visits are counted anew */
  stopChanged: (opened: boolean) => void;
  log: Log;
}

/** The years in which an officer's watch can be. */
const CLOCK_FROM = Date.UTC(2024, 0);
const CLOCK_TO = Date.UTC(2100, 0);
const MINUTE_MS = 60_000;

/** Where officers' commands are carried out and their day is put together. */
export class OfficerDesk {
  readonly #parts: OfficerDeskParts;
  readonly floor: FloorDesk;
  readonly departure: DepartureDesk;
  readonly #stop: StopDesk;

  constructor(parts: OfficerDeskParts) {
    this.#parts = parts;
    this.floor = new FloorDesk(parts);
    this.departure = new DepartureDesk(parts);
    this.#stop = new StopDesk({
      ...parts,
      planOf: (id) => this.#planOf(id),
      standsAt: () => standsAt(this.#view()),
      about: () => aboutStop(this.#view()),
      suggestions: () => this.#suggestions(this.stops()),
      answered: ({ id, stretches }, isCorrected) => parts.notes.answer(id, isCorrected ? stretches : []),
      stopChanged: (opened) => {
        this.floor.stopChanged();
        parts.stopChanged(opened);
      },
    });
  }

  async start(): Promise<void> {
    await this.#stop.leaveForeignPurpose();
    this.floor.start();
  }

  /** Carries out an officer's command, or throws `Refused` with the reason in words. */
  async take(command: OfficerCommand, by: Author): Promise<void> {
    const { schedule, ledger, now } = this.#parts;
    if (this.departure.running && disturbsCheck(command)) throw refusals.checkRuns();
    switch (command.do) {
      case 'arrive':
        this.#stop.arrive(command.stop, by);
        return this.#takesShift(by);
      case 'open-stop':
        await this.#stop.open(command.stop, command.purpose, by);
        return this.#takesShift(by);
      case 'close-stop':
        return this.#stop.close(by);
      case 'purpose':
        return this.#stop.changePurpose(command.purpose, by);
      case 'fact':
        return this.#stop.fact(command, by);
      case 'hand-over':
        return this.#handOver(command.to, command.remark, by);
      case 'amend':
        return this.#stop.amend(command, by);
      case 'wave-aside':
        return this.#stop.waveAside(command.suggestion);
      case 'plan':
        return schedule.edit({ stop: command.stop, set: command.set, by, at: ledger.wallOf(now()) });
      case 'dismiss':
        return schedule.dismiss(command.proposal);
      case 'clock':
        return this.#clockIs(command.wall);
      case 'departure':
        return this.departure.take(command.check, by);
      case 'mended':
        return this.departure.mended(command.ticket, command.remark, by);
      case 'queue':
        if (this.floor.queueIs(command.queue)) this.#stop.queue(command.queue, by);
        return;
      default:
        return this.#takeOnFloor(command);
    }
  }

  async #takeOnFloor(command: OfficerCommand): Promise<void> {
    switch (command.do) {
      case 'answered':
        return this.floor.answered(command.station);
      case 'hold':
        return this.floor.hold(command.station, command.on);
      case 'present':
        return this.floor.present(command.station, command.on);
      case 'alarm':
        return this.floor.alarm(command.press);
      case 'calibration':
        return this.floor.calibrate(command.door, command.step);
      case 'exhibit':
        return this.floor.offer(command.exhibit, command.on);
      case 'brightness':
        return this.floor.brightness(command.level);
      case 'loudness':
        return this.floor.loudness(command.level);
      case 'pair':
        // Answered by whoever knows the panel it came from.
        return;
    }
  }

  /** Whoever was taken off the crew list has no shift any more. */
  crewChanged(): void {
    const { notes, panels, now } = this.#parts;
    const { shift } = notes;
    if (shift !== null && !panels.crew().some(({ id }) => id === shift.member.id)) notes.shiftIs(null, now());
  }

  /** The clock is known, or known better. */
  clockChanged(): void {
    this.#parts.notes.clockIs(this.#clock());
  }

  /** All stops of the schedule and of the plain list, as an officer sees them. */
  stops(): DayStop[] {
    return dayStops(this.#view());
  }

  /** The village of a stop by its plan; null where nobody has said. */
  villageOf(stop: string): string | null {
    return this.#planOf(stop)?.place?.village ?? null;
  }

  day(): OfficerDay {
    const { ledger, clock, notes, schedule, panels, forms, now } = this.#parts;
    const stops = this.stops();
    const wall = ledger.wallOf(now());
    const { off, brightness, loudness } = notes.settings;
    return {
      today: ledger.today,
      // To the minute, so that a panel is told only where something is different.
      clock: {
        known: wall !== null,
        source: clock.source,
        wall: wall === null ? null : wall - (wall % MINUTE_MS),
      },
      ...{ stops, current: standsAt(this.#view()), revision: schedule.replica.revision },
      ...{
        shift: this.#shift(),
        signedIn: panels.signedIn(),
        crew: panels.crew(),
        pairing: panels.pairing(),
      },
      ...{ checklist: forms.checklist, form: forms.form },
      suggestions: this.#suggestions(stops).map(({ stretches: _, ...shown }) => shown),
      departure: this.departure.view(this.#clock()),
      tickets: this.departure.tickets(this.#clock()),
      ...{ off, brightness, loudness, daysToSend: ledger.daysToSend },
    };
  }

  /** Whoever arrives or opens first has the shift, until they hand it over. */
  #takesShift(by: Author): void {
    const { notes, panels, now } = this.#parts;
    if (!panels.open && notes.shift === null) notes.shiftIs(by, now());
  }

  #handOver(id: string, remark: string, by: Author): void {
    const { notes, panels, now } = this.#parts;
    const to = panels.crew().find((member) => member.id === id);
    if (to === undefined) throw refusals.notCrew(id);
    this.#stop.handOver(to, remark, by);
    notes.shiftIs(to, now());
  }

  #shift(): OfficerDay['shift'] {
    const { notes, panels } = this.#parts;
    const { shift } = notes;
    if (shift === null || panels.open) return null;
    return { member: shift.member, since: wallOf(shift.since, this.#clock()) };
  }

  #clockIs(wall: number): void {
    if (wall < CLOCK_FROM || wall >= CLOCK_TO) throw refusals.clockOff();
    if (!this.#parts.clock.officerSays(wall)) throw refusals.clockKnown();
  }

  #planOf(id: string): Partial<PlanFields> | null {
    return planFieldsOf({ replica: this.#parts.schedule.replica, listed: this.#parts.stops }, id);
  }

  #view(): StopsView {
    const { schedule, stops, notes, ledger } = this.#parts;
    return {
      ...{ replica: schedule.replica, listed: stops, happenings: notes.happenings },
      ...{ open: ledger.current.stop, clock: this.#clock() },
    };
  }

  #clock(): EpochClock {
    const { ledger, profile } = this.#parts;
    const offset = ledger.wallOf(0);
    return { epoch: ledger.epoch, offset, today: ledger.today, timeZone: profile.clock.timeZone };
  }

  #suggestions(stops: readonly DayStop[]): Suggestion[] {
    const { ledger, notes, profile, isAway, now } = this.#parts;
    const { stop, purpose } = ledger.current;
    const here = standsAt(this.#view());
    const arrived = here === null ? null : (notes.happenings[here]?.arrived ?? null);
    return forgotten({
      ...{ activity: notes.activity, at: now(), timeZone: profile.clock.timeZone },
      open: stop === null ? null : { stop, purpose },
      here:
        here === null
          ? null
          : {
              stop: here,
              since: arrived && { epoch: arrived.epoch, slot: Math.floor(arrived.at / SLOT_MS) },
            },
      stops: plannedStops(stops),
      ...{ usualPurpose: profile.purpose, isAway: isAway() },
      ...{ answered: notes.answered, corrected: notes.corrected },
    });
  }
}

/** Lets visitors in, or moves what is being checked. What stops or cancels something is always obeyed. */
function disturbsCheck(command: OfficerCommand): boolean {
  switch (command.do) {
    case 'open-stop':
      return true;
    case 'alarm':
      return command.press === 'hold';
    case 'calibration':
      return command.step !== 'cancel';
    case 'present':
      return command.on;
    default:
      return false;
  }
}
