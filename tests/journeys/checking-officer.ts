import type { CheckAsk, CheckItem, DepartureStep, DepartureView, Ticket } from '@pingan/protocol/departure';
import type { OfficerDay } from '@pingan/protocol/officer-day';
import type { VirtualCommand } from '@pingan/protocol/virtual-command';
import { pause, until } from './halves.ts';
import { Screen } from './screen.ts';

/** How long a hand stays at each try: usually much longer than a contact is debounced, and at last longer than any computer is busy. */
const HAND_MS = [400, 1_500, 5_000];
/** Longer than the flash limiter may hold a lamp. */
const LOOK_MS = 700;

/** Does something to the emulated bus before, or while, it is checked. */
export function plant(bus: Screen, ...commands: VirtualCommand[]): void {
  for (const command of commands) bus.send({ type: 'virtual', command });
}

/** A screen of a station that answers the chime as it is told to. */
export async function chimingScreen(
  kiosk: string,
  station: string,
  how: 'played' | 'locked' | 'failed' = 'played',
): Promise<Screen> {
  const screen = await Screen.open(kiosk, 'visitor', station);
  const answer = async (): Promise<void> => {
    const { chime } = await screen.next('chime');
    screen.send({ type: 'chimed', chime, how });
    return answer();
  };
  void answer();
  return screen;
}

/**
 * An officer who does a departure check at the panel with their own eyes, ears and hands: the emulated pins are what they see, the
 * virtual bus what they touch.
 */
export class CheckingOfficer {
  readonly panel: Screen;
  readonly bus: Screen;
  /** Inputs that are not there to be moved: a thing that is away, a handset somebody has left off. */
  readonly #untouchable: readonly string[];
  heardSiren = false;

  private constructor(panel: Screen, bus: Screen, untouchable: readonly string[]) {
    this.panel = panel;
    this.bus = bus;
    this.#untouchable = untouchable;
  }

  static async aboard(kiosk: string, untouchable: readonly string[] = []): Promise<CheckingOfficer> {
    const [panel, bus] = [await Screen.open(kiosk, 'officer'), await Screen.open(kiosk, 'virtual-bus')];
    await panel.wait('day', () => true);
    return new CheckingOfficer(panel, bus, untouchable);
  }

  get day(): OfficerDay {
    return this.panel.latest('day')!.day;
  }

  get view(): DepartureView {
    return this.day.departure;
  }

  get tickets(): Ticket[] {
    return this.day.tickets;
  }

  say(check: DepartureStep): void {
    this.panel.send({ type: 'officer', command: { do: 'departure', check } });
  }

  async begin(): Promise<void> {
    this.say({ step: 'start' });
    await this.panel.wait('day', ({ day }) => day.departure.state === 'running');
  }

  /** To its end, or to the first question of this group. */
  async check(upTo?: CheckAsk['group']): Promise<DepartureView> {
    for (;;) {
      const { state, ask } = this.view;
      if (state !== 'running' || (ask !== null && ask.group === upTo)) return this.view;
      if (ask === null) await pause(50);
      else await this.#obey(ask);
    }
  }

  /** Leaves out whatever is still to be asked. */
  async skipRest(): Promise<void> {
    while (this.view.state === 'running') {
      const { ask } = this.view;
      if (ask === null) await pause(50);
      else {
        this.say({ step: 'skip', ask: ask.id });
        await this.#done(ask);
      }
    }
  }

  /** Items of the check in this state, by id. */
  in(state: CheckItem['state']): Map<string, CheckItem> {
    return new Map(this.view.items.filter((item) => item.state === state).map((item) => [item.id, item]));
  }

  async #obey(ask: CheckAsk): Promise<void> {
    switch (ask.group) {
      case 'doors':
        return this.#walk(ask);
      case 'lamps':
        return this.#lookAtLamps(ask);
      case 'screens':
        return this.#answer(ask, []);
      default:
        return ask.items.includes('alarm/siren') ? this.#listen(ask) : this.#tryHands(ask);
    }
  }

  async #answer(ask: CheckAsk, faulty: string[]): Promise<void> {
    this.say({ step: 'answer', ask: ask.id, faulty });
    await this.#done(ask, () => faulty.length > 0 && !this.view.ask!.items.some((id) => faulty.includes(id)));
  }

  /** Another question, or none, or `enough` of this one. */
  #done(ask: CheckAsk, enough = () => false): Promise<void> {
    return until(`"${ask.words.en}" is over`, () => this.view.ask?.id !== ask.id || enough());
  }

  async #walk(ask: CheckAsk): Promise<void> {
    const door = ask.items[0]!.slice('door/'.length);
    await this.bus.walk(door, 'in');
    await this.bus.walk(door, 'out');
    await this.#done(ask);
  }

  async #lookAtLamps(ask: CheckAsk): Promise<void> {
    const asked = ask.items.map((id) => id.slice('lamp/'.length));
    await this.bus.wait('virtual', ({ lamps }) => {
      const others = Object.entries(lamps).filter(([lamp]) => !asked.includes(lamp));
      return others.every(([, level]) => level === 0) && asked.some((lamp) => lamps[lamp]! > 0.9);
    });
    await pause(LOOK_MS);
    const { lamps } = this.bus.latest('virtual')!;
    await this.#answer(
      ask,
      asked.filter((lamp) => lamps[lamp]! < 0.9).map((lamp) => `lamp/${lamp}`),
    );
  }

  async #listen(ask: CheckAsk): Promise<void> {
    await this.bus.wait('virtual', ({ siren }) => siren);
    this.heardSiren = true;
    await this.bus.wait('virtual', ({ siren }) => !siren);
    // The rule waits for the end of the second by its own clock.
    await pause(LOOK_MS);
    await this.#answer(ask, []);
  }

  /** Tries what does not answer once more, and slower; says which stay silent, and leaves what is away to the machine. */
  async #tryHands(ask: CheckAsk): Promise<void> {
    for (const ms of HAND_MS) {
      await this.#moveOnce(this.#silent(ask), ms);
      if (this.#silent(ask).length === 0) break;
    }
    const silent = this.#silent(ask);
    if (silent.length > 0) await this.#answer(ask, silent);
    await this.#done(ask);
  }

  /** What this question still waits for and nobody has seen move. */
  #silent(ask: CheckAsk): string[] {
    if (this.view.ask?.id !== ask.id) return [];
    const asked = this.view.items.filter(({ state, words }) => state === 'asked' && words === null);
    return asked.map(({ id }) => id).filter((id) => !this.#untouchable.includes(id));
  }

  async #moveOnce(hands: readonly string[], ms: number): Promise<void> {
    const { inputs } = this.bus.latest('virtual')!;
    const move = async (active: (input: string) => boolean) => {
      for (const input of hands)
        this.bus.send({ type: 'virtual', command: { do: 'input', input, active: active(input) } });
      await pause(ms);
    };
    await move((input) => !inputs[input]);
    await move((input) => inputs[input]!);
  }
}
