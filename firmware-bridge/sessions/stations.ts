import type { Length, RigGlimpse } from '@pingan/content/kinds/kind-rule';
import type { Exhibit } from '@pingan/content/pack';
import type { TouchAction } from '@pingan/protocol/screen-messages';
import type { Cue } from '../lights/cue.ts';
import { stationCues, type LightRules } from './lights.ts';
import { offersOf, type Showing } from './offers.ts';
import type { AskedItem } from './return-item.ts';
import type { SessionTally } from './session-tallies.ts';
import { type SessionRules, stationStep } from './station.ts';
import {
  type AlarmPress,
  type HandControl,
  startStation,
  type StationEvent,
  type StationState,
  type Surroundings,
} from './station-state.ts';
import { viewOf, type StationView } from './station-view.ts';

/** What the stations need to know of the bus at any moment. */
export interface StationsHouse {
  /** What may be shown now. */
  playable(): readonly Exhibit[];
  /** Of an exhibit that starts now. */
  length(): Length;
  /** Messages asked at the last stop in this village. */
  lastTime(): readonly AskedItem[];
  /** Things off their places, or being touched. */
  away(): readonly string[];
  rigFor(station: string): RigGlimpse;
}

export interface StationsParts {
  /** Stations and the exhibits each shows, in the order of the profile. */
  stations: readonly Showing[];
  /** Station of the alarm rig; null where the bus has none. */
  rigAt: string | null;
  rules: Pick<SessionRules, 'idleSeconds' | 'answerSeconds'> & Partial<SessionRules> & LightRules;
  house: StationsHouse;
  /** Draws a fresh random id. */
  newSessionId: () => string;
}

export interface Outcome {
  /** Stations whose view has changed. */
  changed: string[];
  tallies: (SessionTally & { place: string })[];
  /** Presses of the arming button on a screen, to be passed on to the alarm rig. */
  alarms: { station: string; press: AlarmPress }[];
}

/** Long enough to talk to an officer, or to read the calm page twice. */
const QUIET_SECONDS = 120;

const NOTHING: Outcome = { changed: [], tallies: [], alarms: [] };

/** All stations of one bus. Sessions live in memory alone: a bus that starts anew shows attract everywhere. */
export class Stations {
  readonly #parts: StationsParts;
  readonly #rules: SessionRules;
  readonly #states = new Map<string, StationState>();
  #spareSession: string;

  constructor(parts: StationsParts) {
    this.#parts = parts;
    this.#rules = { quietSeconds: QUIET_SECONDS, ...parts.rules };
    this.#spareSession = parts.newSessionId();
    for (const station of parts.stations)
      this.#states.set(station.id, startStation(parts.newSessionId(), this.#offersOf(station.id), 0));
  }

  /** A touch on a screen. A station that the profile does not name is ignored: nobody stands there. */
  touch(
    station: string,
    touch: { session: string; revision: number; action: TouchAction },
    at: number,
  ): Outcome {
    return this.#step(station, { kind: 'touch', ...touch, at, around: this.#around() });
  }

  /** A big button or the telephone of a station. */
  hand(station: string, control: HandControl, at: number): Outcome {
    return this.#step(station, { kind: 'hand', control, at, around: this.#around() });
  }

  /** A thing of a station was lifted or touched. */
  thing(station: string, thing: string, at: number): Outcome {
    const away = this.#parts.house.away();
    return this.#step(station, { kind: 'thing', thing, away, at, around: this.#around() });
  }

  /** Somebody is at a station, or an officer wants its session kept. */
  stay(station: string, at: number): Outcome {
    return this.#step(station, { kind: 'stay', at });
  }

  /** A presenter plays with a class at a station, or no longer. */
  present(station: string, on: boolean, at: number): Outcome {
    return this.#step(station, { kind: 'present', on, at, around: this.#around() });
  }

  /** The alarm rig may have moved on: shows it where somebody is at the alarm. Cheap enough for every tick. */
  rigMoved(at: number): Outcome {
    return this.#everywhere((id) => ({ kind: 'rig', glimpse: this.#parts.house.rigFor(id), at }));
  }

  /** "I may be in one now", pressed or taken back. Nothing of it is counted. */
  worried(station: string, on: boolean, at: number): Outcome {
    return this.#step(station, { kind: 'worried', on, at });
  }

  /** An officer has come: the lamp goes off; the visitor is still not asked to hurry. */
  answered(station: string, at: number): Outcome {
    return this.#step(station, { kind: 'answered', at });
  }

  /** How loud screens are for whoever comes from now on, 1 to 3; those who are here keep theirs. */
  loudness(volume: number, at: number): Outcome {
    return this.#everywhere(() => ({ kind: 'loudness', volume, at }));
  }

  /** The purpose or the content has changed: asks anew what each station may start. */
  offered(at: number): Outcome {
    return this.#everywhere((id) => ({ kind: 'offered', exhibits: this.#offersOf(id), at }));
  }

  /** Lets time pass; call it once a second or more often. */
  tick(at: number): Outcome {
    return this.#everywhere(() => ({ kind: 'tick', at, around: this.#around() }));
  }

  /** @throws UnknownStationError */
  view(station: string): StationView {
    const state = this.#states.get(station);
    if (state === undefined) throw new UnknownStationError(station, [...this.#states.keys()]);
    return viewOf(state);
  }

  /** The light cues of every station, under the owner `station/<id>`. */
  cues(): { owner: string; cues: Cue[] }[] {
    return [...this.#states].map(([id, state]) => ({
      owner: `station/${id}`,
      cues: stationCues(state, this.#parts.rules),
    }));
  }

  worriedStations(): string[] {
    return this.#where(({ worried }) => worried);
  }

  /** Stations where a presenter plays with a class. */
  presenting(): string[] {
    return this.#where(({ presenting }) => presenting);
  }

  #where(fits: (state: StationState) => boolean): string[] {
    return [...this.#states].filter(([, state]) => fits(state)).map(([id]) => id);
  }

  #everywhere(event: (station: string) => StationEvent): Outcome {
    return merged([...this.#states.keys()].map((id) => this.#step(id, event(id))));
  }

  /** Whoever comes to the alarm sees at once what it does. */
  #step(station: string, event: StationEvent): Outcome {
    const outcome = this.#single(station, event);
    if (outcome.changed.length === 0 || event.kind === 'rig') return outcome;
    const glimpse = this.#parts.house.rigFor(station);
    const seen = this.#single(station, { kind: 'rig', glimpse, at: event.at });
    return { ...merged([outcome, seen]), changed: outcome.changed };
  }

  #single(station: string, event: StationEvent): Outcome {
    const before = this.#states.get(station);
    if (before === undefined) return NOTHING;
    const { state, tallies, alarm } = stationStep(before, event, this.#rules);
    this.#states.set(station, state);
    if (state.session === this.#spareSession) this.#spareSession = this.#parts.newSessionId();
    return {
      changed: state.revision === before.revision ? [] : [station],
      tallies: tallies.map((tally) => ({ ...tally, place: station })),
      alarms: alarm === undefined ? [] : [{ station, press: alarm }],
    };
  }

  #around(): Surroundings {
    const { house } = this.#parts;
    return {
      nextSession: this.#spareSession,
      length: house.length(),
      lastTime: house.lastTime(),
      playable: house.playable(),
    };
  }

  #offersOf(id: string): Exhibit[] {
    const { stations, house, rigAt } = this.#parts;
    const station = stations.find((each) => each.id === id);
    return station === undefined ? [] : offersOf(station, house.playable(), rigAt);
  }
}

function merged(outcomes: readonly Outcome[]): Outcome {
  return {
    changed: outcomes.flatMap(({ changed }) => changed),
    tallies: outcomes.flatMap(({ tallies }) => tallies),
    alarms: outcomes.flatMap(({ alarms }) => alarms),
  };
}

export class UnknownStationError extends Error {
  constructor(station: string, known: string[]) {
    super(`there is no station ${station} on this bus; its profile names ${known.join(', ')}`);
  }
}
