import type { Language } from '@pingan/protocol/ids';
import type { BusStatus } from '@pingan/protocol/bus-status';
import type { BusSummary } from '@pingan/protocol/bus-summary';
import type { BridgeMessage, ScreenMessage } from '@pingan/protocol/screen-messages';
import type { VirtualCommand } from '@pingan/protocol/virtual-command';
import { Cables } from './cables.svelte.ts';
import { Crowd } from './day/crowd.svelte.ts';
import { PlayDay } from './day/play-day.svelte.ts';
import { Fingers } from './fingers.ts';
import { enlarge, scaleOf } from './plan/enlarge.ts';
import { layOutPlan } from './plan/plan-layout.ts';
import { ReadBack } from './read-back.svelte.ts';
import { walk } from './walk.ts';

type Thing = BusSummary['things'][number];
/** Millimetres from a door at which its leaves open. */
const NEAR_DOOR = 800;

type Sensor = BusSummary['sensors'][number];

/** What the virtual-bus page knows: the plan, and the board's true state as the bridge reads it back. */
export class VirtualBus {
  language = $state<Language>('zh');
  bus = $state.raw<BusSummary | null>(null);
  status = $state.raw<BusStatus | null>(null);
  /** The boards' true state, as it was read back. */
  readonly board = new ReadBack();
  refused = $state<string | null>(null);
  /** Who is just walking through which door. */
  walking = $state.raw<{ door: string; direction: 'in' | 'out' } | null>(null);
  /** The station whose screen is looked at; a whole visitor screen costs too much to show where nobody looks. */
  looksAt = $state<string | null>(null);

  layout = $derived(this.bus === null ? null : layOutPlan(this.bus));
  readonly crowd = new Crowd();
  readonly day: PlayDay;
  readonly fingers = new Fingers((input, active) => this.drive(input, active));
  readonly cables = new Cables((command) => this.#command(command));
  isReal = $derived(this.status !== null && !this.status.board.virtual);

  #send: (message: ScreenMessage) => boolean;
  /** By how much the plan is enlarged. */
  #scale = 1;
  #steps: ReturnType<typeof setTimeout>[] = [];
  /** Who asked last, and hears a refusal. */
  #asked: 'hands' | 'day' = 'hands';

  constructor(parts: { send: (message: ScreenMessage) => boolean; luck?: () => number }) {
    this.#send = parts.send;
    this.day = new PlayDay({
      luck: parts.luck ?? Math.random,
      ask: (command) => {
        this.#asked = 'day';
        this.#send({ type: 'rehearsal', command });
      },
    });
  }

  receive(message: BridgeMessage): void {
    if (message.type === 'welcome') {
      this.bus = enlarge(message.bus);
      this.#scale = scaleOf(message.bus);
      this.day.holds(message.bus.holds);
    } else if (message.type === 'status') this.status = message.status;
    else if (message.type === 'virtual') {
      this.board.receive(message);
      this.cables.areAllIn(message.plugged);
    } else if (message.type === 'rehearsal') {
      this.day.view = message.rehearsal;
      this.crowd.receive(message.rehearsal.people, this.#scale);
    } else if (message.type === 'refused') {
      const words = (this.language === 'zh' && message.zh) || message.why;
      if (this.#asked === 'day') this.day.refused = words;
      else this.refused = words;
    }
  }

  /** Level 0..1 of a lamp, as read back from its pin. */
  level(lamp: string): number {
    return Math.min(1, Math.max(0, this.board.level(lamp)));
  }

  /** How bright that looks to an eye: a lamp at a third of its power looks two thirds as bright. */
  glow(lamp: string): number {
    return this.level(lamp) ** (1 / 2.4);
  }

  isBroken(door: string, beam: 'outer' | 'inner'): boolean {
    return this.board.beams[door]?.[beam] ?? false;
  }

  /** Whether the leaves of a door stand open: somebody goes through, by hand or of the crowd. */
  isOpen({ id, at }: { id: string; at: { x: number; y: number } }): boolean {
    return (
      this.walking?.door === id ||
      this.isBroken(id, 'outer') ||
      this.isBroken(id, 'inner') ||
      this.crowd.isNear(at, NEAR_DOOR)
    );
  }

  hold(door: string, beam: 'outer' | 'inner', broken: boolean): void {
    this.#command({ do: 'beam', door, beam, broken });
  }

  /** Whether a contact is active, as the bridge drives it. `input` is a name of device-config's inputs. */
  isActive(input: string): boolean {
    return this.board.inputs?.[input] ?? false;
  }

  /** Whether a thing is off its place, or touched. A liftable thing's contact is active while it lies in its place. */
  isInHand({ id, sense }: Pick<Thing, 'id' | 'sense'>): boolean {
    const active = this.board.inputs?.[`thing/${id}`];
    return active !== undefined && active === (sense === 'touch');
  }

  drive(input: string, active: boolean): void {
    this.#command({ do: 'input', input, active });
  }

  toggle(input: string): void {
    this.drive(input, !this.isActive(input));
  }

  /** Takes up what can be lifted or puts it back; lays a finger on what can only be touched. */
  takeUp({ id, sense }: Pick<Thing, 'id' | 'sense'>): void {
    const input = `thing/${id}`;
    if (sense === 'lift') this.drive(input, this.isInHand({ id, sense }));
    else this.fingers.press(input);
  }

  letGo({ id, sense }: Pick<Thing, 'id' | 'sense'>): void {
    if (sense === 'touch') this.fingers.release(`thing/${id}`);
  }

  /** Ratio 0..1 that an analogue sensor gives now. */
  reading(sensor: Sensor): number {
    return this.board.readings[sensor] ?? 0;
  }

  setReading(sensor: Sensor, ratio: number): void {
    this.#command({ do: 'reading', sensor, ratio });
  }

  /** Whether somebody let a lamp burn out or a contact stick. */
  isSpoilt(what: 'lamp' | 'input', name: string): boolean {
    const { lamps, inputs } = this.board.spoilt;
    return (what === 'lamp' ? lamps : inputs).includes(name);
  }

  /** Everything that is spoilt now. */
  get spoilt(): { what: 'lamp' | 'input'; name: string }[] {
    const { lamps, inputs } = this.board.spoilt;
    const as = (what: 'lamp' | 'input') => (name: string) => ({ what, name });
    return [...lamps.map(as('lamp')), ...inputs.map(as('input'))];
  }

  /** Spoils what is sound, mends what is spoilt. */
  toggleSpoilt(what: 'lamp' | 'input', name: string): void {
    this.#command({ do: 'spoil', what, name, spoilt: !this.isSpoilt(what, name) });
  }

  /** Looks at the screen of a station, or away from it. */
  lookAt(station: string): void {
    this.looksAt = this.looksAt === station ? null : station;
  }

  toggleCable(): void {
    this.cables.toggleAll();
  }

  /** One person at a time: a second press waits for the first walker. */
  walkThrough(door: string, direction: 'in' | 'out'): void {
    if (this.walking !== null) return;
    this.walking = { door, direction };
    const changes = walk(direction);
    this.#steps = changes.map(({ after, beam, broken }, nth) =>
      setTimeout(() => {
        this.hold(door, beam, broken);
        if (nth === changes.length - 1) this.walking = null;
      }, after),
    );
  }

  stop(): void {
    for (const step of this.#steps) clearTimeout(step);
    this.fingers.stop();
    this.walking = null;
  }

  #command(command: VirtualCommand): void {
    this.refused = null;
    this.#asked = 'hands';
    this.#send({ type: 'virtual', command });
  }
}
