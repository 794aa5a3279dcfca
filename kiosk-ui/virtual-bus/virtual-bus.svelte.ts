import type { Language } from '@pingan/protocol/ids';
import type {
  BridgeMessage,
  BusStatus,
  BusSummary,
  ScreenMessage,
  VirtualCommand,
} from '@pingan/protocol/screen-messages';
import { layOutPlan } from './plan-layout.ts';
import { walk } from './walk.ts';

type Board = Extract<BridgeMessage, { type: 'virtual' }>;

/** What the virtual-bus page knows: the plan, and the board's true state as the bridge reads it back. */
export class VirtualBus {
  language = $state<Language>('zh');
  bus = $state.raw<BusSummary | null>(null);
  status = $state.raw<BusStatus | null>(null);
  board = $state.raw<Board | null>(null);
  refused = $state<string | null>(null);
  /** Who is just walking through which door. */
  walking = $state.raw<{ door: string; direction: 'in' | 'out' } | null>(null);

  layout = $derived(this.bus === null ? null : layOutPlan(this.bus));
  isReal = $derived(this.status !== null && !this.status.board.virtual);

  #send: (message: ScreenMessage) => boolean;
  #steps: ReturnType<typeof setTimeout>[] = [];

  constructor(parts: { send: (message: ScreenMessage) => boolean }) {
    this.#send = parts.send;
  }

  receive(message: BridgeMessage): void {
    if (message.type === 'welcome') this.bus = message.bus;
    else if (message.type === 'status') this.status = message.status;
    else if (message.type === 'virtual') this.board = message;
    else if (message.type === 'refused') this.refused = message.why;
  }

  /** Level 0..1 of a lamp, as read back from its pin. */
  level(lamp: string): number {
    return Math.min(1, Math.max(0, this.board?.lamps[lamp] ?? 0));
  }

  isBroken(door: string, beam: 'outer' | 'inner'): boolean {
    return this.board?.beams[door]?.[beam] ?? false;
  }

  hold(door: string, beam: 'outer' | 'inner', broken: boolean): void {
    this.#command({ do: 'beam', door, beam, broken });
  }

  toggleCable(): void {
    this.#command({ do: 'cable', plugged: !(this.board?.plugged ?? true) });
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
    this.walking = null;
  }

  #command(command: VirtualCommand): void {
    this.refused = null;
    this.#send({ type: 'virtual', command });
  }
}
