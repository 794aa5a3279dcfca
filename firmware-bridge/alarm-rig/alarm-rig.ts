import type { RigGlimpse } from '@pingan/content/kinds/kind-rule';
import type { AlarmRigConfig, BusProfile } from '@pingan/device-config/profile';
import { RESTING } from '../things/contact.ts';
import { contactFaultWords, Contacts, type InputChange, type InputEvent } from '../things/contacts.ts';
import {
  type Holder,
  rigDueAt,
  type RigEvent,
  type RigOutputs,
  rigOutputs,
  type RigPhase,
  rigRules,
  type RigRules,
  type RigState,
  rigStep,
  startRig,
} from './rig.ts';
import { rigGlimpse } from './rig-glimpse.ts';
import { waitForSiren } from './siren-hour.ts';
import type { Sighting } from './timeline.ts';

const DOOR = 'alarm/magnet';
const MOTION = 'alarm/motion';

export interface RigOutcome {
  /** Phase or timeline have changed: show them. */
  changed: boolean;
  /** Why a press was not obeyed, in words; null if it was. */
  refused: string | null;
}

/** The live alarm of one bus: its two sensors, debounced, and what they set off. */
export class AlarmRig {
  readonly #rules: RigRules;
  readonly #sensors: Contacts;
  #state: RigState = startRig();
  /** Whose demonstration the timeline tells of, until their session is over. */
  #demonstrator: Holder | null = null;

  constructor({ rig, controllers }: { rig: AlarmRigConfig; controllers: BusProfile['controllers'] }) {
    this.#rules = rigRules(rig);
    this.#sensors = new Contacts(
      [
        { input: DOOR, contact: rig.magnet, rules: RESTING },
        { input: MOTION, contact: rig.motion, rules: RESTING },
      ],
      controllers,
    );
  }

  /** A report of one contact; those of other rooms are ignored. */
  input(event: InputEvent): RigOutcome {
    return this.#sensed(this.#sensors.input(event), event.at);
  }

  /** Somebody presses and holds the arming button. */
  hold(by: Holder, at: number): RigOutcome {
    return this.#step({ kind: 'hold', by, at });
  }

  /** They let go; tell it also when the screen they pressed on is gone. */
  release(by: Holder, at: number): RigOutcome {
    return this.#step({ kind: 'release', by, at });
  }

  /** The owner's session is over, or an officer puts the rig away. */
  disarm(by: Holder, at: number): RigOutcome {
    return this.#step({ kind: 'disarm', by, at });
  }

  /** The session of a station is over: its demonstration ends, and nobody who comes later reads what it saw. */
  sessionOver(station: string, at: number): RigOutcome {
    const outcome = this.disarm({ who: 'station', station }, at);
    if (this.#demonstrator?.who === 'station' && this.#demonstrator.station === station)
      this.#demonstrator = null;
    return outcome;
  }

  /** The officer's stop: silent at once, disarmed after the rest. */
  stop(at: number): RigOutcome {
    return this.#step({ kind: 'stop', at });
  }

  /** A short sound, for whoever checks the siren before a tour; refused as an arming would be. */
  try(at: number): RigOutcome {
    return this.#step({ kind: 'try', at });
  }

  /** Milliseconds until the siren may sound again at `at`; 0 now. */
  restMs(at: number): number {
    return waitForSiren(this.#state.hour, this.#rules.oneShotMs, at);
  }

  /** Lets time pass; call it when `dueAt` has come and a few times a second besides. */
  tick(at: number): RigOutcome {
    const sensed = this.#sensed(this.#sensors.tick(at), at);
    return merge([sensed, this.#step({ kind: 'tick', at })]);
  }

  /**
   * A board is gone. Any board disarms the rig: it may be the one with the siren, and what it does then only the one-shot knows.
   * @param from id of the board or I2C controller; without it, all are gone
   */
  boardLost(at: number, from?: string): RigOutcome {
    this.#sensors.lost(at, from);
    const lost = this.#step({ kind: 'lost', at });
    // The sensors of the other boards are still known.
    return merge([lost, this.#told(DOOR, at), this.#told(MOTION, at)]);
  }

  get phase(): RigPhase {
    return this.#state.phase;
  }

  /** What each sensor saw in this demonstration, or in the last one. */
  get timeline(): Sighting[] {
    return this.#state.timeline?.sightings ?? [];
  }

  /** What a station may know of it at `at`, in monotonic milliseconds. @param sirenAnswers whether the siren's board does */
  glimpse(station: string, at: number, sirenAnswers: boolean): RigGlimpse {
    const known = [DOOR, MOTION].every((input) => this.#sensors.value(input) !== null);
    const rested = waitForSiren(this.#state.hour, this.#rules.oneShotMs, at) === 0;
    return rigGlimpse(station, {
      phase: this.phase,
      announce: this.outputs(at).announce,
      timeline: this.timeline,
      demonstrator: this.#demonstrator,
      usable: known && rested && sirenAnswers,
    });
  }

  /** Sensors that cannot be believed now, in words for the officer. */
  get faults(): string[] {
    return this.#sensors.faults.map((fault) =>
      contactFaultWords(
        fault.input === DOOR ? 'the door magnet of the alarm' : 'the motion sensor of the alarm',
        fault,
      ),
    );
  }

  /** When `tick` is next needed, in monotonic milliseconds; null while nothing is pending. */
  get dueAt(): number | null {
    const due = [this.#sensors.dueAt, rigDueAt(this.#state, this.#rules)].filter((at) => at !== null);
    return due.length === 0 ? null : Math.min(...due);
  }

  /** What siren, beacon and screens do at `at`, in monotonic milliseconds. */
  outputs(at: number): RigOutputs {
    return rigOutputs(this.#state, at, this.#rules);
  }

  /** The siren counts from when the change is believed, not from when the contact began to move. */
  #sensed(changes: readonly InputChange[], at: number): RigOutcome {
    return merge(changes.map(({ input, to }) => this.#step(sensorEvent(input, to, at))));
  }

  #told(input: string, at: number): RigOutcome {
    return this.#step(sensorEvent(input, this.#sensors.value(input), at));
  }

  #step(event: RigEvent): RigOutcome {
    const before = this.#state;
    const { state, refused } = rigStep(before, event, this.#rules);
    this.#state = state;
    if (state.phase.at === 'announced') this.#demonstrator = state.phase.owner;
    return { changed: state.phase !== before.phase || state.timeline !== before.timeline, refused };
  }
}

/** The magnet's contact is active while the door is shut. */
function sensorEvent(input: string, value: boolean | null, at: number): RigEvent {
  return input === DOOR ? { kind: 'door', shut: value, at } : { kind: 'motion', seen: value, at };
}

function merge(outcomes: readonly RigOutcome[]): RigOutcome {
  return {
    changed: outcomes.some(({ changed }) => changed),
    refused: outcomes.find(({ refused }) => refused !== null)?.refused ?? null,
  };
}
