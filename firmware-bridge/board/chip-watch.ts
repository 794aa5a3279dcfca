import type { BoardWiring } from './board-wiring.ts';
import { type ChipSetUp, CONTACT_REGISTERS, knowsSetUp, setUpOf } from './controller-set-up.ts';
import type { FirmataIo } from './firmata-abilities.ts';
import type { I2cReader } from './i2c-reader.ts';

/** Polls in a row that may go wrong before a contact reader counts as silent. */
const MISSED_POLLS = 3;

/** What becomes of the chips of a board; each is named by its place in the wiring. */
export interface ChipListener {
  /** The chip was set up; a light controller's lamps are dark now. */
  setUp(controller: number): void;
  silent(controller: number): void;
  /** The 16 contacts of a reader, channel 0 in the lowest bit. */
  contacts(controller: number, levels: number): void;
  /** Every chip was asked. */
  probed(): void;
}

interface Chip {
  address: number;
  reads: boolean;
  setUp: ChipSetUp;
  state: 'unknown' | 'answers' | 'silent';
  missed: number;
}

/**
 * Asks every chip of a board, at once and then at a fixed interval, whether it is there and still knows how it was set
 * up: one that lost its power and got it back is set up again.
 */
export class ChipWatch {
  readonly #io: FirmataIo;
  readonly #reader: I2cReader;
  readonly #listener: ChipListener;
  readonly #everyMs: number;
  readonly #chips: readonly Chip[];
  #round: Promise<void> = Promise.resolve();

  constructor(parts: {
    io: FirmataIo;
    reader: I2cReader;
    wiring: BoardWiring;
    everyMs: number;
    listener: ChipListener;
  }) {
    this.#io = parts.io;
    this.#reader = parts.reader;
    this.#listener = parts.listener;
    this.#everyMs = parts.everyMs;
    this.#chips = parts.wiring.controllers.map(({ chip, address }, index) => ({
      address,
      reads: chip === 'mcp23017',
      setUp: setUpOf(parts.wiring, index),
      state: 'unknown',
      missed: 0,
    }));
  }

  /** Begins to ask; never ends, for the thread ends with the connection. */
  start(): void {
    if (this.#chips.length === 0) return;
    this.#io.i2cConfig(0);
    for (const chip of this.#chips) if (chip.reads) this.#reader.stop(chip.address);
    void this.ask();
    setInterval(() => void this.ask(), this.#everyMs);
  }

  /** Asks every chip once, after whatever round is under way; resolves when all have answered or were waited for. */
  ask(): Promise<void> {
    this.#round = this.#round.then(() => this.#probeAll());
    return this.#round;
  }

  async #probeAll(): Promise<void> {
    for (const [index, chip] of this.#chips.entries()) await this.#probe(index, chip);
    this.#listener.probed();
  }

  async #probe(index: number, chip: Chip): Promise<void> {
    const { register, expected } = chip.setUp.probe;
    const found = await this.#reader.once(chip.address, register, expected.length);
    if (found === null) return this.#lose(index, chip);
    if (chip.state !== 'answers' || !knowsSetUp(chip.setUp.probe, found)) this.#setUp(index, chip);
  }

  #setUp(index: number, chip: Chip): void {
    for (const message of chip.setUp.messages) this.#io.i2cWrite(chip.address, message);
    const polled = chip.state === 'answers';
    chip.state = 'answers';
    this.#listener.setUp(index);
    if (!chip.reads || polled) return;
    const { register, bytes } = CONTACT_REGISTERS;
    this.#reader.poll(chip.address, register, bytes, (data) => this.#polled(index, chip, data));
  }

  #polled(index: number, chip: Chip, data: readonly number[] | null): void {
    chip.missed = data ? 0 : chip.missed + 1;
    if (data) this.#listener.contacts(index, (data[0] ?? 0) | ((data[1] ?? 0) << 8));
    else if (chip.missed >= MISSED_POLLS) this.#lose(index, chip);
  }

  /** A silent chip is not polled: the firmware complains in 70 bytes each time. */
  #lose(index: number, chip: Chip): void {
    if (chip.reads && chip.state === 'answers') this.#reader.stop(chip.address);
    chip.missed = 0;
    if (chip.state === 'silent') return;
    chip.state = 'silent';
    this.#listener.silent(index);
  }
}
