import { I2cBus } from './i2c-bus.ts';
import { Mcp23017 } from './mcp23017.ts';
import { Pca9685 } from './pca9685.ts';
import type { PinView, VirtualChip } from './uno-messages.ts';

/** The I2C chips of an emulated board, by the order in which they were asked for. */
export class ChipBoard {
  readonly bus = new I2cBus();
  readonly #chips: (Pca9685 | Mcp23017)[];
  readonly #contacts = new Map<number, Mcp23017>();

  /** `changed` is told of every light output whose duty 0..1 has become another. */
  constructor(
    chips: readonly VirtualChip[],
    changed: (address: number, channel: number, level: number) => void,
  ) {
    this.#chips = chips.map(({ chip, address }) => {
      const made =
        chip === 'pca9685'
          ? new Pca9685((channel, level) => changed(address, channel, level))
          : new Mcp23017();
      if (made instanceof Mcp23017) this.#contacts.set(address, made);
      this.bus.add(address, made);
      return made;
    });
  }

  /** Opens (null) a contact or drives it. */
  drive(address: number, channel: number, high: boolean | null): void {
    this.#contacts.get(address)?.drive(channel, high);
  }

  publish(view: PinView): void {
    for (const [index, chip] of this.#chips.entries())
      view.publishChip(index, chip.levels, chip instanceof Pca9685 ? chip.frequency : 0);
  }
}
