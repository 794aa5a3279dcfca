import { inputsOf } from '@pingan/device-config/inputs';
import type { BusProfile } from '@pingan/device-config/profile';
import { RESTING } from '../things/contact.ts';
import { Contacts, type InputChange, type InputEvent } from '../things/contacts.ts';
import { rulesFor, THING_RULES } from '../things/thing-rules.ts';
import { BusDoors } from '../visits/bus-doors.ts';
import type { DoorwayEvent } from '../visits/doorway.ts';
import type { BusGlance, ContactSeen, DoorSeen } from './bus-glance.ts';
import type { DepartureEvent } from './departure-rule.ts';

type Beam = 'outer' | 'inner';
export type BeamReport = { door: string; beam: Beam; broken: boolean; at: number };

/**
 * What a departure check feels of contacts and beams, with doors of its own: what is moved for the check is no visit. It listens all the
 * time, because boards only tell what changes.
 */
export class CheckSenses {
  readonly #profile: BusProfile;
  readonly #contacts: Contacts;
  /** As the boards told them last; what they cannot tell any more is not here. */
  readonly #inputs = new Map<string, InputEvent>();
  readonly #beams = new Map<string, BeamReport>();
  #doors: BusDoors;

  constructor(profile: BusProfile) {
    this.#profile = profile;
    const wired = inputsOf(profile).flatMap(({ input, contact }) => {
      const rules = input.startsWith('alarm/') ? RESTING : rulesFor(input, profile, THING_RULES);
      return rules === null ? [] : [{ input, contact, rules }];
    });
    this.#contacts = new Contacts(wired, profile.controllers);
    this.#doors = new BusDoors(Object.keys(profile.doors));
  }

  /** A check begins: its doors have seen nobody yet, and know how their beams are. */
  begin(at: number): void {
    this.#doors = new BusDoors(Object.keys(this.#profile.doors));
    for (const { door, beam, broken } of this.#beams.values())
      this.#doors.at(door, { kind: 'beam', beam, broken, at });
  }

  input(event: InputEvent): DepartureEvent[] {
    this.#inputs.set(event.input, event);
    return moves(this.#contacts.input(event), event.at);
  }

  beam(event: BeamReport): DepartureEvent[] {
    const { door, beam, broken, at } = event;
    const before = this.#beams.get(`${door}/${beam}`);
    if (before?.broken !== broken) this.#beams.set(`${door}/${beam}`, event);
    const crossings = this.#doors.at(door, { kind: 'beam', beam, broken, at });
    return [
      ...(broken ? [{ kind: 'beam', door, beam, at } as const] : []),
      ...crossings.map(({ direction }) => ({ kind: 'crossed', door, direction, at }) as const),
    ];
  }

  boardLost(board: string, at: number): void {
    this.#contacts.lost(at, board);
    for (const { input, contact } of inputsOf(this.#profile)) {
      const behind =
        'board' in contact ? contact.board : this.#profile.controllers[contact.controller]?.board;
      if (behind === board) this.#inputs.delete(input);
    }
    for (const [door, beams] of Object.entries(this.#profile.doors)) {
      for (const beam of ['outer', 'inner'] as const)
        if (beams[beam].board === board) this.#beams.delete(`${door}/${beam}`);
      if (beams.outer.board === board || beams.inner.board === board)
        this.#doors.at(door, { kind: 'lost', at });
    }
  }

  /** Lets time pass; call it a few times a second. */
  tick(at: number): DepartureEvent[] {
    this.#doors.everywhere({ kind: 'tick', at });
    return moves(this.#contacts.tick(at), at);
  }

  get contacts(): BusGlance['contacts'] {
    const faults = new Map(this.#contacts.faults.map(({ input, fault }) => [input, fault]));
    const seen = inputsOf(this.#profile).map(({ input }): [string, ContactSeen] => [
      input,
      faults.get(input) ?? this.#contacts.value(input),
    ]);
    return Object.fromEntries(seen);
  }

  get doors(): BusGlance['doors'] {
    const flickers = new Map(
      this.#doors.faults.flatMap(({ door, fault }) =>
        fault.fault === 'flapping' ? [[door, fault.beam] as const] : [],
      ),
    );
    const since = (door: string, beam: Beam) => {
      const told = this.#beams.get(`${door}/${beam}`);
      return told?.broken ? told.at : null;
    };
    const seen = Object.keys(this.#profile.doors).map((door): [string, DoorSeen] => [
      door,
      {
        ...{ outer: since(door, 'outer'), inner: since(door, 'inner') },
        flickers: flickers.get(door) ?? null,
      },
    ]);
    return Object.fromEntries(seen);
  }

  /** Every contact as it was told last, for whoever did not listen in between. */
  inputReports(at: number): InputEvent[] {
    return [...this.#inputs.values()].map(({ input, active }) => ({ input, active, at }));
  }

  /** Every door anew as its beams were told last: whoever was in it then is nobody's crossing. */
  doorReports(at: number): { door: string; event: DoorwayEvent }[] {
    return [
      ...Object.keys(this.#profile.doors).map((door) => ({ door, event: { kind: 'lost', at } as const })),
      ...[...this.#beams.values()].map(({ door, beam, broken }) => ({
        door,
        event: { kind: 'beam', beam, broken, at } as const,
      })),
    ];
  }
}

function moves(changes: readonly InputChange[], at: number): DepartureEvent[] {
  return changes.flatMap(({ input, to }) => (to === null ? [] : [{ kind: 'moved', input, active: to, at }]));
}
