import { fileURLToPath } from 'node:url';
import { inputsOf } from '@pingan/device-config/inputs';
import type { BusProfile } from '@pingan/device-config/profile';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import type { BusGlance, ContactSeen } from '@pingan/firmware-bridge/departure/bus-glance';
import { checkPlan } from '@pingan/firmware-bridge/departure/check-plan';
import { type Departure, NO_CHECK } from '@pingan/firmware-bridge/departure/check-state';
import { askOf, chimeDue, departureView, lampsAlone } from '@pingan/firmware-bridge/departure/check-view';
import { type DepartureEvent, departureStep } from '@pingan/firmware-bridge/departure/departure-rule';
import type { CheckAsk, CheckItem } from '@pingan/protocol/departure';

const file = fileURLToPath(new URL('../../../device-config/profiles/rehearsal.yaml', import.meta.url));
export const REHEARSAL = readBusProfile(file).profile;

/** What is wrong with a bus that is only played. Everything else is well. */
export interface Wrongs {
  boards?: string[];
  /** Boards that are still coming up. */
  starting?: string[];
  silent?: string[];
  /** Lamps that stay dark. */
  dark?: string[];
  /** Contacts that stay as they are whatever a hand does. */
  sticking?: string[];
  /** Things away, handsets off their hooks, buttons that hang; nobody puts them right. */
  standing?: string[];
  /** Beams that something stands in, `door/beam`. */
  blocked?: string[];
  /** Beams that see nobody. */
  blind?: string[];
  disk?: BusGlance['disk'];
  clock?: BusGlance['clock'];
  link?: BusGlance['link'];
  supply?: BusGlance['supply'];
  sensors?: BusGlance['sensors'];
  screens?: BusGlance['screens'];
  chime?: Record<string, 'played' | 'locked' | 'failed' | 'nothing'>;
  sirenWaitMs?: number;
  /** What nobody hears: `alarm/siren`, `speaker/locks`. */
  mute?: string[];
}

export const REST = (profile: BusProfile): Record<string, ContactSeen> =>
  Object.fromEntries(
    inputsOf(profile).map(({ input }) => {
      const thing = profile.things[input.replace('thing/', '')];
      return [
        input,
        input === 'ignition' ||
          input === 'alarm/magnet' ||
          (input.startsWith('thing/') && thing?.sense === 'lift'),
      ];
    }),
  );

/** A bus, a truthful officer and the rule between them, in virtual time. */
export class PlayedCheck {
  state: Departure = NO_CHECK;
  at = 60_000;
  /** Every question that was asked, in order. */
  readonly asked: CheckAsk[] = [];
  readonly #profile: BusProfile;
  readonly #wrongs: Wrongs;
  readonly contacts: Record<string, ContactSeen>;

  constructor(wrongs: Wrongs = {}, profile = REHEARSAL) {
    this.#profile = profile;
    this.#wrongs = wrongs;
    this.contacts = REST(profile);
    for (const input of wrongs.standing ?? []) this.contacts[input] = !this.contacts[input];
  }

  glance(): BusGlance {
    const {
      boards = [],
      starting = [],
      silent = [],
      blocked = [],
      sirenWaitMs = 0,
      ...wrongs
    } = this.#wrongs;
    const { doors, stations, sensors } = this.#profile;
    const since = (beam: string) => (blocked.includes(beam) ? 0 : null);
    const good = (['inside', 'daylight', 'ignition'] as const).filter(
      (sensor) => sensors[sensor] !== undefined,
    );
    return {
      boards: Object.fromEntries(
        Object.keys(this.#profile.boards).map((id) => [
          id,
          boards.includes(id) ? 'lost' : starting.includes(id) ? 'starting' : 'ready',
        ]),
      ),
      ...{ silent, chipsAsked: true },
      disk: { is: 'good', freeBytes: 8e9 },
      clock: { known: true, source: 'ntp' },
      link: { state: 'connected', daysToSend: 1 },
      supply: { volts: 27, level: 'good' },
      sensors: Object.fromEntries(good.map((sensor) => [sensor, 'good'])),
      doors: Object.fromEntries(
        Object.keys(doors).map((id) => [
          id,
          { outer: since(`${id}/outer`), inner: since(`${id}/inner`), flickers: null },
        ]),
      ),
      contacts: { ...this.contacts },
      sirenWaitMs,
      screens: Object.fromEntries(stations.map(({ id }) => [id, { visitors: 1, lent: 0 }])),
      ...wrongs,
    };
  }

  step(event: DepartureEvent): void {
    const chime = chimeDue(this.state);
    this.state = departureStep(this.state, event);
    const due = chimeDue(this.state);
    if (due !== null && due.chime !== chime?.chime) this.#chimed(due);
  }

  start(): this {
    this.step({
      kind: 'start',
      check: 'c0ffee',
      plan: checkPlan(this.#profile),
      glance: this.glance(),
      at: this.at,
    });
    return this;
  }

  wait(ms: number): void {
    for (const end = this.at + ms; this.at < end && this.state.at !== 'over';) {
      this.at += Math.min(250, end - this.at);
      this.step({ kind: 'glance', glance: this.glance(), at: this.at });
    }
  }

  get ask(): CheckAsk | null {
    return this.state.at === 'running' ? askOf(this.state) : null;
  }

  get items(): CheckItem[] {
    return departureView(this.state, null).items;
  }

  item(id: string): CheckItem {
    return this.items.find((item) => item.id === id)!;
  }

  in(state: CheckItem['state']): string[] {
    return this.items.filter((item) => item.state === state).map(({ id }) => id);
  }

  /** To its end, as an officer does who does all that is asked and says what is true. */
  play(until: (ask: CheckAsk) => boolean = () => false): this {
    for (let rounds = 0; this.state.at === 'running'; rounds += 1) {
      if (rounds > 500) throw new Error(`the check does not end: ${JSON.stringify(this.ask)}`);
      const { ask } = this;
      if (ask === null) {
        this.wait(250);
        continue;
      }
      if (this.asked.at(-1)?.id !== ask.id) this.asked.push(ask);
      if (until(ask)) return this;
      this.obey(ask);
    }
    return this;
  }

  obey(ask: CheckAsk): void {
    const { dark = [], mute = [] } = this.#wrongs;
    switch (ask.group) {
      case 'doors':
        return this.#walk(ask);
      case 'lamps': {
        const shining = lampsAlone(this.state)!;
        return this.#answer(
          ask,
          shining.filter((lamp) => dark.includes(lamp)).map((lamp) => `lamp/${lamp}`),
        );
      }
      case 'screens':
        return this.#answer(
          ask,
          ask.items.filter((id) => mute.includes(id)),
        );
      case 'alarm':
        if (!ask.items.includes('alarm/siren')) return this.#hands(ask);
        this.wait(7_000);
        return this.#answer(
          ask,
          ask.items.filter((id) => mute.includes(id)),
        );
      default:
        return this.#hands(ask);
    }
  }

  move(input: string, active: boolean): void {
    this.at += 50;
    this.contacts[input] = active;
    this.step({ kind: 'moved', input, active, at: this.at });
  }

  #answer({ id }: CheckAsk, faulty: string[]): void {
    this.step({ kind: 'answer', ask: id, faulty, at: this.at });
  }

  #walk(ask: CheckAsk): void {
    const door = ask.items[0]!.replace('door/', '');
    const sees = (['outer', 'inner'] as const).filter(
      (beam) => !this.#wrongs.blind?.includes(`${door}/${beam}`),
    );
    for (const direction of ['in', 'out'] as const) {
      for (const beam of sees) this.step({ kind: 'beam', door, beam, at: (this.at += 100) });
      if (sees.length === 2) this.step({ kind: 'crossed', door, direction, at: (this.at += 100) });
    }
    if (sees.length < 2) this.#answer(ask, [...ask.items]);
  }

  /** Tries everything, says what does not answer, and waits for what the machine sees by itself. */
  #hands(ask: CheckAsk): void {
    const { sticking = [], standing = [] } = this.#wrongs;
    for (const input of ask.items) {
      if (sticking.includes(input) || standing.includes(input)) continue;
      const before = this.contacts[input] === true;
      this.move(input, !before);
      this.move(input, before);
    }
    if (this.ask?.id !== ask.id) return;
    this.#answer(
      ask,
      ask.items.filter((id) => sticking.includes(id) && !standing.includes(id)),
    );
    this.wait(31_000);
  }

  #chimed({ station, chime }: { station: string; chime: number }): void {
    const how = this.#wrongs.chime?.[station] ?? 'played';
    if (how !== 'nothing' && (this.glance().screens[station]?.visitors ?? 0) > 0)
      this.step({ kind: 'chimed', station, chime, how, at: this.at });
  }
}
