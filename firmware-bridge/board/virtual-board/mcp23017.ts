import type { I2cDevice } from './i2c-bus.ts';

/** Registers of an MCP23017 with IOCON.BANK = 0, port A first of each pair (Microchip data sheet, table 3-1). */
const IODIR = 0x00;
const IPOL = 0x02;
const IOCON = 0x0a;
const GPPU = 0x0c;
const GPIO = 0x12;
const OLAT = 0x14;
const REGISTERS = 0x16;

/** IOCON.SEQOP: the pointer stays within its pair. */
const NO_SEQUENCE = 0x20;
const CHANNELS = 16;

/** An MCP23017 at register level: 16 contacts with pull-ups, 0–7 on port A and 8–15 on port B. */
export class Mcp23017 implements I2cDevice {
  readonly levels: readonly number[] = [];
  readonly #registers = new Uint8Array(REGISTERS);
  /** Level from outside; null where the contact is open and nothing but a pull-up holds the channel. */
  readonly #driven: (boolean | null)[] = Array.from({ length: CHANNELS }, () => null);
  #pointer: number | undefined;

  constructor() {
    this.powerUp();
  }

  powerUp(): void {
    this.#registers.fill(0);
    this.#registers.fill(0xff, IODIR, IODIR + 2);
    this.#pointer = undefined;
  }

  /** Drives a channel from outside; null lets go of it. An open channel without a pull-up reads low. */
  drive(channel: number, high: boolean | null): void {
    if (!Number.isInteger(channel) || channel < 0 || channel >= CHANNELS)
      throw new RangeError(`an MCP23017 has channels 0 to ${CHANNELS - 1}, not ${channel}`);
    this.#driven[channel] = high;
  }

  begin(write: boolean): void {
    if (write) this.#pointer = undefined;
  }

  write(byte: number): void {
    if (this.#pointer === undefined) {
      this.#pointer = byte % REGISTERS;
      return;
    }
    this.#store(this.#pointer, byte);
    this.#advance();
  }

  read(): number {
    const register = this.#pointer ?? 0;
    const value = register >> 1 === GPIO >> 1 ? this.#port(register & 1) : this.#register(register);
    this.#advance();
    return value;
  }

  end(): void {
    /* inputs have nothing to latch */
  }

  #store(register: number, byte: number): void {
    const pair = register & ~1;
    if (pair === IOCON) this.#registers.fill(byte, IOCON, IOCON + 2);
    else if (pair === GPIO) this.#registers[OLAT + (register & 1)] = byte;
    else this.#registers[register] = byte;
  }

  #advance(): void {
    if (this.#pointer === undefined) return;
    if (this.#register(IOCON) & NO_SEQUENCE) this.#pointer ^= 1;
    else this.#pointer = (this.#pointer + 1) % REGISTERS;
  }

  #port(port: number): number {
    let value = 0;
    for (let bit = 0; bit < 8; bit++) if (this.#high(port, bit)) value |= 1 << bit;
    return value ^ (this.#register(IPOL + port) & this.#register(IODIR + port));
  }

  #high(port: number, bit: number): boolean {
    const set = (register: number) => ((this.#register(register + port) >> bit) & 1) === 1;
    return set(IODIR) ? (this.#driven[port * 8 + bit] ?? set(GPPU)) : set(OLAT);
  }

  #register(address: number): number {
    return this.#registers[address] ?? 0;
  }
}
