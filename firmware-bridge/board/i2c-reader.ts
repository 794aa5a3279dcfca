import type { FirmataIo } from './firmata-abilities.ts';

/** Words of StandardFirmata when a chip did not acknowledge its address. */
const TOO_FEW_BYTES = /too few bytes/i;

/**
 * Reads registers of I2C chips. When a chip does not answer, StandardFirmata complains in a text message and then sends
 * a reply all the same, which holds what it read last from some other chip: such a reply must not be believed.
 */
export class I2cReader {
  readonly #io: FirmataIo;
  readonly #answerWithinMs: number;
  #complained = false;

  constructor(io: FirmataIo, answerWithinMs: number) {
    this.#io = io;
    this.#answerWithinMs = answerWithinMs;
    io.on('string', (text) => {
      if (TOO_FEW_BYTES.test(text)) this.#complained = true;
    });
  }

  /** Reads so many bytes from a register on; null when the chip does not answer in time. */
  once(address: number, register: number, bytes: number): Promise<readonly number[] | null> {
    return new Promise((resolve) => {
      const answer = (data: number[]) => {
        clearTimeout(guard);
        resolve(this.#believed(data, bytes));
      };
      const guard = setTimeout(() => {
        this.#io.removeListener(`I2C-reply-${address}-${register}`, answer);
        resolve(null);
      }, this.#answerWithinMs);
      this.#io.i2cReadOnce(address, register, bytes, answer);
    });
  }

  /** Lets the firmware itself read again and again, every 20 ms; null each time the chip does not answer. */
  poll(
    address: number,
    register: number,
    bytes: number,
    each: (data: readonly number[] | null) => void,
  ): void {
    this.#io.i2cRead(address, register, bytes, (data) => each(this.#believed(data, bytes)));
  }

  /** Ends every poll of that chip, also one that an earlier process has left behind. */
  stop(address: number): void {
    this.#io.i2cStop(address);
  }

  #believed(data: readonly number[], bytes: number): readonly number[] | null {
    const complained = this.#complained;
    this.#complained = false;
    return complained || data.length < bytes ? null : data;
  }
}
