import type { AVRTWI, CPU, TWIEventHandler } from 'avr8js';

/** A chip on the I2C bus, as the wire sees it. */
export interface I2cDevice {
  /** Duty 0..1 of the chip's outputs; empty where it has none. */
  readonly levels: readonly number[];
  /** A START was followed by the chip's address. */
  begin(write: boolean): void;
  write(byte: number): void;
  read(): number;
  /** STOP. */
  end(): void;
  /** Registers as after power has come. */
  powerUp(): void;
}

/** Two chips were given one address. */
export class AddressTaken extends Error {
  override name = 'AddressTaken';
}

/** The chips behind A4 and A5. They keep what they know when the processor is reset, and lose it with the power. */
export class I2cBus {
  readonly #devices = new Map<number, I2cDevice>();
  readonly #silent = new Set<number>();

  add(address: number, device: I2cDevice): void {
    if (this.#devices.has(address))
      throw new AddressTaken(`two chips at I2C address ${hex(address)}: give one of them another address`);
    this.#devices.set(address, device);
  }

  /** A silent chip does not acknowledge its address, as one whose wire is off. */
  silence(address: number, silent: boolean): void {
    if (silent) this.#silent.add(address);
    else this.#silent.delete(address);
  }

  /** The chip that acknowledges this address. */
  at(address: number): I2cDevice | undefined {
    return this.#silent.has(address) ? undefined : this.#devices.get(address);
  }

  powerUp(): void {
    for (const device of this.#devices.values()) device.powerUp();
  }
}

/** Bit times of a start or stop condition, and of a byte with its acknowledgement. */
const CONDITION_BITS = 1;
const BYTE_BITS = 9;

/** Lets the emulated two-wire interface talk to a bus, each byte taking as long as on the wire. */
export class I2cMaster implements TWIEventHandler {
  readonly #bus: I2cBus;
  readonly #cpu: CPU;
  readonly #twi: AVRTWI;
  readonly #clockHz: number;
  #device: I2cDevice | undefined;

  constructor(parts: { bus: I2cBus; cpu: CPU; twi: AVRTWI; clockHz: number }) {
    this.#bus = parts.bus;
    this.#cpu = parts.cpu;
    this.#twi = parts.twi;
    this.#clockHz = parts.clockHz;
  }

  start(): void {
    this.#after(CONDITION_BITS, () => this.#twi.completeStart());
  }

  stop(): void {
    this.#after(CONDITION_BITS, () => {
      this.#device?.end();
      this.#device = undefined;
      this.#twi.completeStop();
    });
  }

  connectToSlave(address: number, write: boolean): void {
    this.#device = this.#bus.at(address);
    this.#device?.begin(write);
    const acknowledged = this.#device !== undefined;
    this.#after(BYTE_BITS, () => this.#twi.completeConnect(acknowledged));
  }

  writeByte(byte: number): void {
    this.#device?.write(byte);
    const acknowledged = this.#device !== undefined;
    this.#after(BYTE_BITS, () => this.#twi.completeWrite(acknowledged));
  }

  readByte(): void {
    // Nobody pulls the line down, so an absent chip reads as ones.
    const byte = this.#device?.read() ?? 0xff;
    this.#after(BYTE_BITS, () => this.#twi.completeRead(byte));
  }

  #after(bits: number, done: () => void): void {
    this.#cpu.addClockEvent(done, Math.round((bits * this.#clockHz) / this.#twi.sclFrequency));
  }
}

function hex(address: number): string {
  return `0x${address.toString(16)}`;
}
