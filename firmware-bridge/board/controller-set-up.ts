import type { BoardWiring, WiredController } from './board-wiring.ts';

/** How a chip is asked whether it is there and set up: registers that hold these bytes, under the mask, once it is. */
export interface ChipProbe {
  register: number;
  expected: readonly number[];
  mask: number;
}

/** What a chip is told before it is used, and how to see that it still knows. */
export interface ChipSetUp {
  /** I2C messages in this order; the first byte of each is the register. */
  messages: readonly (readonly number[])[];
  probe: ChipProbe;
}

/** Registers of the PCA9685; from LED0 on there are four for each channel: ON low, ON high, OFF low, OFF high. */
const MODE1 = 0x00;
const FIRST_OFF = 0x08;
const ALL_CHANNELS = 0xfa;
const PRESCALE = 0xfe;
const ASLEEP = 0x10;
const AUTO_INCREMENT = 0x20;
/** Bit 12 of OFF: dark for good. */
const FULL_OFF = 0x1000;
/** 25 MHz / 4096 / (5 + 1) = 1,017 Hz, beyond what cameras and eyes catch. */
const PRESCALE_1_KHZ = 5;

/** All channels of a PCA9685 dark, in one message. */
export const ALL_DARK: readonly number[] = [ALL_CHANNELS, 0, 0, 0, FULL_OFF >> 8];

/** Registers of the MCP23017 with IOCON.BANK = 0; port B follows port A. */
const IODIR = 0x00;
const IPOL = 0x02;
const IOCON = 0x0a;
const GPPU = 0x0c;
/** Both ports of an MCP23017. */
export const CONTACT_REGISTERS = { register: 0x12, bytes: 2 };

const LIGHT_SET_UP: ChipSetUp = {
  // The prescaler can only be written while the chip sleeps. Answering to the common address is switched off.
  messages: [[MODE1, ASLEEP | AUTO_INCREMENT], [PRESCALE, PRESCALE_1_KHZ], ALL_DARK, [MODE1, AUTO_INCREMENT]],
  probe: { register: MODE1, expected: [AUTO_INCREMENT], mask: ASLEEP | AUTO_INCREMENT },
};

/** What the chip at this place of the wiring has to be told. After it all lamps of a PCA9685 are dark. */
export function setUpOf(wiring: BoardWiring, controller: number): ChipSetUp {
  return wiring.controllers[controller]?.chip === 'mcp23017'
    ? contactSetUp(pullUpsOf(wiring, controller))
    : LIGHT_SET_UP;
}

function contactSetUp(pullUps: number): ChipSetUp {
  const ports = [pullUps & 0xff, pullUps >> 8];
  return {
    messages: [
      [IOCON, 0],
      [IODIR, 0xff, 0xff],
      [IPOL, 0, 0],
      [GPPU, ...ports],
    ],
    probe: { register: GPPU, expected: ports, mask: 0xff },
  };
}

/** Whether what was read back shows a chip that still knows its set-up. */
export function knowsSetUp({ expected, mask }: ChipProbe, found: readonly number[]): boolean {
  return expected.every((byte, place) => byte === ((found[place] ?? 0) & mask));
}

function pullUpsOf({ contacts }: BoardWiring, controller: number): number {
  return contacts.reduce(
    (bits, { place, pullUp }) =>
      place.at === 'channel' && place.controller === controller && pullUp
        ? bits | (1 << place.channel)
        : bits,
    0,
  );
}

/**
 * The I2C message that gives neighbouring channels of a PCA9685 their values 0..4095. ON stays 0, so it begins at the first
 * channel's OFF and saves two bytes.
 */
export function channelBlock(first: number, values: readonly number[]): number[] {
  const [head, ...others] = values.map(offBytes);
  return [FIRST_OFF + 4 * first, ...(head ?? []), ...others.flatMap((off) => [0, 0, ...off])];
}

function offBytes(value: number): number[] {
  const off = value === 0 ? FULL_OFF : value;
  return [off & 0xff, off >> 8];
}

/** Whom to look for when a chip does not answer, in words for the technician. */
export function chipFault(board: string, { controller, chip, address }: WiredController): string {
  const name = chip === 'pca9685' ? 'light controller' : 'contact reader';
  return (
    `${name} ${controller} (${chip.toUpperCase()} at I2C address 0x${address.toString(16)} of board ${board}) does not answer: ` +
    'check its power, its SDA (A4) and SCL (A5) wires and its address jumpers; everything else works, and it is tried again by itself'
  );
}
