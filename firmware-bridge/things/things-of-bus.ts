import type { BusProfile, ButtonConfig, ThingConfig } from '@pingan/device-config/profile';
import { inputsOf } from '@pingan/device-config/inputs';
import { contactFaultWords, Contacts, type InputChange, type InputEvent } from './contacts.ts';
import { type LiftedThing, type LiftedThingEvent, liftedThingStep, UNSEEN_THING } from './lifted-thing.ts';
import {
  missingWords,
  type ThingAlert,
  type ThingEvent,
  type ThingFault,
  type ThingsOutcome,
} from './thing-events.ts';
import { inputWords, rulesFor, THING_RULES, type ThingRules } from './thing-rules.ts';

const NOTHING: ThingsOutcome = { events: [], tallies: [] };

/** Everything on a bus that is lifted, touched, pressed or turned. Its states live in memory alone. */
export class ThingsOfBus {
  readonly #profile: BusProfile;
  readonly #rules: ThingRules;
  readonly #contacts: Contacts;
  readonly #liftable: Map<string, LiftedThing>;
  readonly #heldSince = new Map<string, number>();
  /** Handsets, key doors and the panel key as they were last known; all rest before the first report. */
  readonly #levels = new Map<string, boolean>();

  constructor({ profile, rules }: { profile: BusProfile; rules?: Partial<ThingRules> }) {
    this.#profile = profile;
    this.#rules = { ...THING_RULES, ...rules };
    this.#contacts = new Contacts(
      inputsOf(profile).flatMap(({ input, contact }) => {
        const watched = rulesFor(input, profile, this.#rules);
        return watched === null ? [] : [{ input, contact, rules: watched }];
      }),
      profile.controllers,
    );
    const liftable = Object.entries(profile.things).filter(([, { sense }]) => sense === 'lift');
    this.#liftable = new Map(liftable.map(([thing]) => [thing, UNSEEN_THING]));
  }

  /** A report of one contact; those of other rooms are ignored. */
  input(event: InputEvent): ThingsOutcome {
    return this.#changed(this.#contacts.input(event));
  }

  /** Lets time pass; call it when `dueAt` has come and a few times a second besides. */
  tick(at: number): ThingsOutcome {
    const changed = this.#changed(this.#contacts.tick(at));
    const lapsed = [...this.#heldSince].filter(([, since]) => at - since > this.#rules.holdMs);
    return merge([
      changed,
      ...lapsed.map(([station]) => this.#hold(station, false, at)),
      this.#everyLiftable({ kind: 'tick', at }),
    ]);
  }

  /** @param from id of the board or I2C controller that is gone; without it, all are */
  boardLost(at: number, from?: string): ThingsOutcome {
    return this.#changed(this.#contacts.lost(at, from));
  }

  /** The visit at a station is over: what is still away is due back, and nobody is held any more. */
  sessionEnded(station: string, at: number): ThingsOutcome {
    const away = this.#everyLiftable({ kind: 'session', running: false, at }, station);
    return this.held(station) ? merge([away, this.#hold(station, false, at)]) : away;
  }

  /** Somebody has begun at a station: what is still away may be in their hands. */
  sessionStarted(station: string, at: number): ThingsOutcome {
    return this.#everyLiftable({ kind: 'session', running: true, at }, station);
  }

  /** Things known to be away from their places. */
  get lifted(): string[] {
    return [...this.#liftable].filter(([, { where }]) => where === 'away').map(([thing]) => thing);
  }

  /** Things that are being touched. */
  get touched(): string[] {
    const things = Object.entries(this.#profile.things);
    return things
      .filter(([id, { sense }]) => sense === 'touch' && this.#value(`thing/${id}`) === true)
      .map(([id]) => id);
  }

  /** Things and other inputs of which nothing is known now, or that are ignored for a fault. */
  get unknown(): string[] {
    const inputs = inputsOf(this.#profile).map(({ input }) => input);
    return inputs.filter(
      (input) => rulesFor(input, this.#profile, this.#rules) && this.#value(input) === null,
    );
  }

  get alerts(): ThingAlert[] {
    return [...this.#liftable].flatMap(([thing, { missing: why, awaySince }]) => {
      const config = this.#profile.things[thing];
      if (why === null || awaySince === null || config === undefined) return [];
      const { station, name } = config;
      return [
        {
          alert: 'missing',
          thing,
          station,
          why,
          since: awaySince,
          words: missingWords(thing, name.en, station, why),
        },
      ];
    });
  }

  get faults(): ThingFault[] {
    return this.#contacts.faults.map((fault) => ({
      ...fault,
      words: contactFaultWords(inputWords(fault.input, this.#profile), fault),
    }));
  }

  /** When `tick` is next needed for a debounced contact, in monotonic milliseconds; null while nothing is pending. */
  get dueAt(): number | null {
    return this.#contacts.dueAt;
  }

  /** Whether an officer keeps the session of a station alive. */
  held(station: string): boolean {
    return this.#heldSince.has(station);
  }

  #value(input: string): boolean | null {
    return this.#contacts.value(input);
  }

  #changed(changes: readonly InputChange[]): ThingsOutcome {
    return merge(changes.map((change) => this.#meaning(change)));
  }

  #meaning(change: InputChange): ThingsOutcome {
    const [table, id = ''] = change.input.split('/');
    switch (table) {
      case 'thing': {
        const thing = this.#profile.things[id];
        if (thing === undefined) return NOTHING;
        return thing.sense === 'lift'
          ? this.#liftedStep(id, { kind: 'contact', ...change })
          : touch(id, thing, change);
      }
      case 'button': {
        const button = this.#profile.buttons[id];
        const pressed = change.from === false && change.to === true;
        return button === undefined || !pressed ? NOTHING : this.#press(id, button, change.at);
      }
      default:
        return this.#level(table, id, change);
    }
  }

  #press(id: string, button: ButtonConfig, at: number): ThingsOutcome {
    switch (button.means) {
      case 'genuine':
      case 'scam':
        return one({ kind: 'choice', button: id, station: button.station, choice: button.means, at });
      case 'hold':
        return this.#hold(button.station, !this.held(button.station), at);
      case 'staff':
        return one({ kind: 'staff', door: button.door, at });
    }
  }

  #hold(station: string, on: boolean, at: number): ThingsOutcome {
    if (on) this.#heldSince.set(station, at);
    else this.#heldSince.delete(station);
    return one({ kind: 'hold', station, on, at });
  }

  /** A handset hung up while its board was away is told when the board is back. */
  #level(table: string | undefined, id: string, { input, to, at }: InputChange): ThingsOutcome {
    if (to === null || to === (this.#levels.get(input) ?? false)) return NOTHING;
    this.#levels.set(input, to);
    const { handsets, keyDoors } = this.#profile;
    const station = (table === 'handset' ? handsets[id] : keyDoors[id])?.station;
    if (table === 'panel-key') return one({ kind: 'panel-key', on: to, at });
    if (station === undefined) return NOTHING;
    if (table === 'handset') return one({ kind: 'handset', handset: id, station, lifted: to, at });
    return one({ kind: 'key-door', keyDoor: id, station, turned: to, at });
  }

  #everyLiftable(event: LiftedThingEvent, station?: string): ThingsOutcome {
    const things = [...this.#liftable.keys()];
    const there = things.filter(
      (id) => station === undefined || this.#profile.things[id]?.station === station,
    );
    return merge(there.map((id) => this.#liftedStep(id, event)));
  }

  #liftedStep(thing: string, event: LiftedThingEvent): ThingsOutcome {
    const before = this.#liftable.get(thing);
    const station = this.#profile.things[thing]?.station;
    if (before === undefined || station === undefined) return NOTHING;
    const { state, happened } = liftedThingStep(before, event, this.#rules);
    this.#liftable.set(thing, state);
    return {
      events: happened.map((kind) =>
        kind === 'missing'
          ? { kind, thing, station, why: state.missing ?? 'too-long', at: event.at }
          : { kind, thing, station, at: event.at },
      ),
      tallies: happened.includes('lifted') ? [{ metric: 'object.lift', label: thing, place: station }] : [],
    };
  }
}

/** A touch that was already there when its board came back is not counted again; one that breaks off has ended. */
function touch(thing: string, { station }: ThingConfig, { from, to, at }: InputChange): ThingsOutcome {
  if (from === false && to === true)
    return {
      events: [{ kind: 'touched', thing, station, at }],
      tallies: [{ metric: 'object.lift', label: thing, place: station }],
    };
  return from === true ? one({ kind: 'released', thing, station, at }) : NOTHING;
}

function one(event: ThingEvent): ThingsOutcome {
  return { events: [event], tallies: [] };
}

function merge(outcomes: readonly ThingsOutcome[]): ThingsOutcome {
  return {
    events: outcomes.flatMap(({ events }) => events),
    tallies: outcomes.flatMap(({ tallies }) => tallies),
  };
}
