import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { WaitLoop } from './atmega328p.ts';
import { readIntelHex } from './intel-hex.ts';

/** The firmware a virtual board runs. */
export interface Firmware {
  name: string;
  flash: Uint16Array<ArrayBuffer>;
  /** Word address of the head of the firmware's idle `loop()`; the emulator may sleep there. */
  idleLoop: number;
  /** Where Wire waits for the I2C bus to finish. */
  waitLoops: readonly WaitLoop[];
  /** Bits per second on the wire. */
  baud: number;
}

/** The npm package brought another firmware than the one this emulator was checked against. */
export class UnexpectedFirmware extends Error {
  override name = 'UnexpectedFirmware';
}

/** StandardFirmata 2.5 built for the ATmega328P; LGPL-2.1, used from the package and never copied. */
const IN_PACKAGE = 'avrgirl-arduino/junk/hex/duemilanove328/StandardFirmata.cpp.hex';
const BYTES = 11_124;
/** `lds r24, twi_state` · `cpi` · `breq` in twi_writeTo and twi_readFrom. */
const WAIT_LOOPS: readonly WaitLoop[] = [
  { head: 0x136c / 2, cycles: 5 },
  { head: 0x0ae2 / 2, cycles: 5 },
];
const SHA256 = 'e1e8a7e4a4384ad9f95b5ce7e638a13e43ec8eccdea766b6a3b8d7d6892d14d2';

/**
 * The official StandardFirmata 2.5, ready to be put into the emulated chip.
 * @throws UnexpectedFirmware when the installed package holds another file: the idle loop's address would be wrong.
 */
export function standardFirmata(): Firmware {
  const path = createRequire(import.meta.url).resolve(IN_PACKAGE);
  return checkedFirmata(readFileSync(path, 'utf8'), path);
}

/** Checks a StandardFirmata hex text against the build this emulator knows; `path` only serves the message. */
export function checkedFirmata(text: string, path: string): Firmware {
  const sha256 = createHash('sha256').update(text).digest('hex');
  if (sha256 !== SHA256)
    throw new UnexpectedFirmware(
      `${path} is not the StandardFirmata 2.5 this emulator was checked with (sha256 ${sha256.slice(0, 12)}…, ` +
        `expected ${SHA256.slice(0, 12)}…): install avrgirl-arduino 5.0.1 again with npm ci`,
    );
  const { words, size } = readIntelHex(text);
  if (size !== BYTES)
    throw new UnexpectedFirmware(
      `${path} holds ${size} bytes of program, expected ${BYTES}: run npm ci again`,
    );
  return {
    name: 'StandardFirmata 2.5',
    flash: words,
    idleLoop: 0x2332 / 2,
    waitLoops: WAIT_LOOPS,
    baud: 57_600,
  };
}
