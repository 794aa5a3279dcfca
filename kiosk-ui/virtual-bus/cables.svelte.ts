import type { BusStatus } from '@pingan/protocol/bus-status';
import type { VirtualCommand } from '@pingan/protocol/virtual-command';

type BoardState = BusStatus['boards'][number]['state'];

/**
 * Cables and chips as this page left them. The bridge says whether all cables are in; which one is out, this page knows
 * from its own hand, and otherwise from the board that is lost.
 */
export class Cables {
  #silent = $state.raw<readonly string[]>([]);
  #plugged = $state.raw<Readonly<Record<string, boolean>>>({});
  #all = $state(true);
  #command: (command: VirtualCommand) => void;

  constructor(command: (command: VirtualCommand) => void) {
    this.#command = command;
  }

  /** What the bridge read back: whether all cables are in. */
  areAllIn(plugged: boolean): void {
    if (plugged && !this.#all) this.#plugged = {};
    this.#all = plugged;
  }

  isIn(board: string, state: BoardState): boolean {
    return this.#all || (this.#plugged[board] ?? state !== 'lost');
  }

  toggle(board: string, state: BoardState): void {
    const plugged = !this.isIn(board, state);
    this.#plugged = { ...this.#plugged, [board]: plugged };
    this.#command({ do: 'cable', plugged, board });
  }

  toggleAll(): void {
    this.#plugged = {};
    this.#command({ do: 'cable', plugged: !this.#all });
  }

  isSilent(controller: string): boolean {
    return this.#silent.includes(controller);
  }

  toggleSilence(controller: string): void {
    const silent = !this.isSilent(controller);
    const others = this.#silent.filter((id) => id !== controller);
    this.#silent = silent ? [...others, controller] : others;
    this.#command({ do: 'silence', controller, silent });
  }
}
