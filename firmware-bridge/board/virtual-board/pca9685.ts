import type { I2cDevice } from './i2c-bus.ts';

/** Registers of a PCA9685 (NXP data sheet, chapter 7.3). */
const MODE1 = 0x00;
const MODE2 = 0x01;
const FIRST_CHANNEL = 0x06;
const LAST_CHANNEL_REGISTER = 0x45;
const ALL_CHANNELS = 0xfa;
const PRESCALE = 0xfe;

const ASLEEP = 0x10;
const AUTO_INCREMENT = 0x20;
const RESTART = 0x80;
/** Bit 4 of the high byte of ON or OFF: the output is on, or off, for good. */
const FULL = 0x10;

const CHANNELS = 16;
const STEPS = 4096;
const OSCILLATOR_HZ = 25_000_000;
const FASTEST_PRESCALE = 3;

/** A PCA9685 at register level: 16 outputs with 12 bits of duty, which change when the I2C message ends. */
export class Pca9685 implements I2cDevice {
  readonly #registers = new Uint8Array(256);
  readonly #changed: (channel: number, level: number) => void;
  #pointer: number | undefined;
  #levels: number[] = [];

  /** `changed` is told of every output whose duty 0..1 has become another. */
  constructor(changed: (channel: number, level: number) => void = () => undefined) {
    this.#changed = changed;
    this.powerUp();
  }

  powerUp(): void {
    this.#registers.fill(0);
    this.#registers[MODE1] = 0x11;
    this.#registers[MODE2] = 0x04;
    this.#registers[PRESCALE] = 0x1e;
    for (let channel = 0; channel < CHANNELS; channel++) this.#registers[highByteOfOff(channel)] = FULL;
    this.#pointer = undefined;
    this.#levels = Array.from({ length: CHANNELS }, () => 0);
  }

  get levels(): readonly number[] {
    return this.#levels;
  }

  /** PWM cycles per second. */
  get frequency(): number {
    return OSCILLATOR_HZ / STEPS / (this.#register(PRESCALE) + 1);
  }

  begin(write: boolean): void {
    if (write) this.#pointer = undefined;
  }

  write(byte: number): void {
    if (this.#pointer === undefined) {
      this.#pointer = byte;
      return;
    }
    this.#store(this.#pointer, byte);
    this.#advance();
  }

  read(): number {
    const value = this.#register(this.#pointer ?? 0);
    this.#advance();
    return value;
  }

  end(): void {
    for (let channel = 0; channel < CHANNELS; channel++) {
      const level = this.#duty(channel);
      if (level === this.#levels[channel]) continue;
      this.#levels[channel] = level;
      this.#changed(channel, level);
    }
  }

  #store(register: number, byte: number): void {
    if (register === MODE1) this.#registers[MODE1] = byte & ~RESTART;
    else if (register === PRESCALE) {
      if (this.#register(MODE1) & ASLEEP) this.#registers[PRESCALE] = Math.max(FASTEST_PRESCALE, byte);
    } else if (register >= ALL_CHANNELS && register < PRESCALE) {
      for (let channel = 0; channel < CHANNELS; channel++)
        this.#registers[FIRST_CHANNEL + 4 * channel + register - ALL_CHANNELS] = byte;
    } else this.#registers[register] = byte;
  }

  /** Without auto-increment every byte of a message goes to the same register. */
  #advance(): void {
    if (this.#pointer === undefined || !(this.#register(MODE1) & AUTO_INCREMENT)) return;
    this.#pointer = this.#pointer === LAST_CHANNEL_REGISTER ? 0 : (this.#pointer + 1) & 0xff;
  }

  #duty(channel: number): number {
    const first = FIRST_CHANNEL + 4 * channel;
    const [onLow, onHigh, offLow, offHigh] = [0, 1, 2, 3].map((offset) => this.#register(first + offset)) as [
      number,
      number,
      number,
      number,
    ];
    if (this.#register(MODE1) & ASLEEP || offHigh & FULL) return 0;
    if (onHigh & FULL) return 1;
    const on = onLow | ((onHigh & 15) << 8);
    const off = offLow | ((offHigh & 15) << 8);
    return ((off - on + STEPS) % STEPS) / (STEPS - 1);
  }

  #register(address: number): number {
    return this.#registers[address] ?? 0;
  }
}

function highByteOfOff(channel: number): number {
  return FIRST_CHANNEL + 4 * channel + 3;
}
