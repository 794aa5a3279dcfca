import type { Exhibit } from '@pingan/content/pack';
import type { TouchAction } from '@pingan/protocol/screen-messages';
import type { Cue } from '../lights/cue.ts';
import { stationCues, type LightRules } from './lights.ts';
import type { SessionTally } from './session-tallies.ts';
import {
  startStation,
  stationStep,
  type SessionRules,
  type StationEvent,
  type StationState,
} from './station.ts';
import { viewOf, type StationView } from './station-view.ts';

export interface StationsParts {
  /** Stations and the exhibits each shows, in the order of the profile. */
  stations: readonly { id: string; exhibits: readonly string[] }[];
  rules: Pick<SessionRules, 'idleSeconds' | 'answerSeconds'> & Partial<SessionRules> & LightRules;
  /** What may be played now; asked at the start and at every `offered`. */
  exhibits: () => readonly Exhibit[];
  /** Draws a fresh random id. */
  newSessionId: () => string;
}

export interface Outcome {
  /** Stations whose view has changed. */
  changed: string[];
  tallies: (SessionTally & { place: string })[];
}

/** Long enough to talk to an officer, or to read the calm page twice. */
const QUIET_SECONDS = 120;

const NOTHING: Outcome = { changed: [], tallies: [] };

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
    for (const { id } of parts.stations)
      this.#states.set(id, startStation(parts.newSessionId(), this.#offersOf(id), 0));
  }

  /** A touch on a screen. A station that the profile does not name is ignored: nobody stands there. */
  touch(
    station: string,
    touch: { session: string; revision: number; action: TouchAction },
    at: number,
  ): Outcome {
    return this.#step(station, { kind: 'touch', ...touch, at, nextSession: this.#spareSession });
  }

  /** "I may be in one now", pressed or taken back. Nothing of it is counted. */
  worried(station: string, on: boolean, at: number): Outcome {
    return this.#step(station, { kind: 'worried', on, at });
  }

  /** An officer has come: the lamp goes off; the visitor is still not asked to hurry. */
  answered(station: string, at: number): Outcome {
    return this.#step(station, { kind: 'answered', at });
  }

  /** The purpose or the content has changed: asks anew what each station may start. */
  offered(at: number): Outcome {
    return this.#everywhere((id) => ({ kind: 'offered', exhibits: this.#offersOf(id), at }));
  }

  /** Lets time pass; call it once a second or more often. */
  tick(at: number): Outcome {
    return this.#everywhere(() => ({ kind: 'tick', at, nextSession: this.#spareSession }));
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
    return [...this.#states].filter(([, { worried }]) => worried).map(([id]) => id);
  }

  #everywhere(event: (station: string) => StationEvent): Outcome {
    const outcomes = [...this.#states.keys()].map((id) => this.#step(id, event(id)));
    return {
      changed: outcomes.flatMap(({ changed }) => changed),
      tallies: outcomes.flatMap(({ tallies }) => tallies),
    };
  }

  #step(station: string, event: StationEvent): Outcome {
    const before = this.#states.get(station);
    if (before === undefined) return NOTHING;
    const { state, tallies } = stationStep(before, event, this.#rules);
    this.#states.set(station, state);
    if (state.session === this.#spareSession) this.#spareSession = this.#parts.newSessionId();
    return {
      changed: state.revision === before.revision ? [] : [station],
      tallies: tallies.map((tally) => ({ ...tally, place: station })),
    };
  }

  #offersOf(station: string): Exhibit[] {
    const playable = this.#parts.exhibits();
    const shows = this.#parts.stations.find(({ id }) => id === station)?.exhibits ?? [];
    return shows.flatMap((id) => playable.filter((exhibit) => exhibit.id === id));
  }
}

export class UnknownStationError extends Error {
  constructor(station: string, known: string[]) {
    super(`there is no station ${station} on this bus; its profile names ${known.join(', ')}`);
  }
}
