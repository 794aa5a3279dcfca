import type { BusProfile, ContactConfig } from '@pingan/device-config/profile';
import {
  type ContactChange,
  contactDueAt,
  type ContactEvent,
  type ContactRules,
  type ContactState,
  contactStep,
  startContact,
} from './contact.ts';

/** A report of one contact under the name that `device-config/inputs` gives it; `at` in monotonic milliseconds. */
export interface InputEvent {
  input: string;
  active: boolean;
  at: number;
}

export interface WatchedContact {
  input: string;
  contact: ContactConfig;
  rules: ContactRules;
}

export interface InputChange extends ContactChange {
  input: string;
}

export interface ContactFault {
  input: string;
  fault: 'stuck' | 'flapping';
  since: number;
}

interface Watched {
  /** Board, and chip where there is one, without which the contact is unknown. */
  behind: string[];
  rules: ContactRules;
  state: ContactState;
}

/** Several contacts by name, each debounced and watched for faults on its own. */
export class Contacts {
  readonly #contacts: Map<string, Watched>;

  constructor(wired: readonly WatchedContact[], controllers: BusProfile['controllers']) {
    this.#contacts = new Map(
      wired.map(({ input, contact, rules }) => [
        input,
        { behind: behind(contact, controllers), rules, state: startContact() },
      ]),
    );
  }

  /** A contact that is not watched here is ignored: another room listens to it. */
  input({ input, active, at }: InputEvent): InputChange[] {
    return this.#step(input, { kind: 'report', active, at });
  }

  /** Lets time pass; call it when `dueAt` has come and a few times a second besides. */
  tick(at: number): InputChange[] {
    return [...this.#contacts.keys()].flatMap((input) => this.#step(input, { kind: 'tick', at }));
  }

  /** @param from id of the board or I2C controller that is gone; without it, all are */
  lost(at: number, from?: string): InputChange[] {
    return [...this.#contacts]
      .filter(([, { behind }]) => from === undefined || behind.includes(from))
      .flatMap(([input]) => this.#step(input, { kind: 'lost', at }));
  }

  /** What is believed of a contact; null while it is unknown or ignored for a fault. */
  value(input: string): boolean | null {
    return this.#contacts.get(input)?.state.value?.active ?? null;
  }

  get faults(): ContactFault[] {
    return [...this.#contacts].flatMap(([input, { state }]) =>
      state.fault === null ? [] : [{ input, ...state.fault }],
    );
  }

  /** When the next debouncing ends, in monotonic milliseconds; null while nothing is pending. */
  get dueAt(): number | null {
    const due = [...this.#contacts.values()].flatMap(({ state, rules }) => contactDueAt(state, rules) ?? []);
    return due.length === 0 ? null : Math.min(...due);
  }

  #step(input: string, event: ContactEvent): InputChange[] {
    const watched = this.#contacts.get(input);
    if (watched === undefined) return [];
    const { state, changes } = contactStep(watched.state, event, watched.rules);
    watched.state = state;
    return changes.map((change) => ({ input, ...change }));
  }
}

/** What is wrong with a contact and what to do, in words for the officer. `named` says which it is. */
export function contactFaultWords(named: string, { fault }: Pick<ContactFault, 'fault'>): string {
  switch (fault) {
    case 'stuck':
      return `${named}: its switch is stuck; it is ignored until it is released, so see what presses it`;
    case 'flapping':
      return `${named}: its contact flickers; it is ignored until it rests, so check its cable and its switch`;
  }
}

function behind(contact: ContactConfig, controllers: BusProfile['controllers']): string[] {
  if ('board' in contact) return [contact.board];
  const board = controllers[contact.controller]?.board;
  return board === undefined ? [contact.controller] : [contact.controller, board];
}
