/** Number of digital pins of an Uno as Firmata counts them: 0–13, then A0 (14) to A5 (19). */
export const PIN_COUNT = 20;
/** A0; the analogue inputs are the last six pins. */
export const FIRST_ANALOGUE_PIN = 14;

export type PortName = 'B' | 'C' | 'D';

/** Where a pin of the Uno sits on the ATmega328P. */
export interface PortBit {
  port: PortName;
  bit: number;
}

/** Registers of the timer channel behind a PWM pin (ATmega328P data sheet, chapters 15, 16 and 18). */
export interface PwmChannel {
  /** Address of TCCRnA and the bit in it that connects the channel to the pin. */
  control: number;
  connected: number;
  /** Address of OCRnx, low byte. */
  compare: number;
}

/** Port and bit of Uno pin 0–19. */
export function portBit(pin: number): PortBit {
  if (!Number.isInteger(pin) || pin < 0 || pin >= PIN_COUNT)
    throw new RangeError(`an Uno has pins 0 to 19, not ${pin}`);
  if (pin < 8) return { port: 'D', bit: pin };
  if (pin < 14) return { port: 'B', bit: pin - 8 };
  return { port: 'C', bit: pin - 14 };
}

/** Uno pin behind a bit of a port; undefined for bits that have no pin (crystal, reset). */
export function unoPin(port: PortName, bit: number): number | undefined {
  if (port === 'D') return bit;
  if (bit > 5) return undefined;
  return port === 'B' ? 8 + bit : 14 + bit;
}

/** PWM channels of the Uno by pin. */
export const PWM_CHANNELS: ReadonlyMap<number, PwmChannel> = new Map([
  [6, { control: 0x44, connected: 0x80, compare: 0x47 }],
  [5, { control: 0x44, connected: 0x20, compare: 0x48 }],
  [9, { control: 0x80, connected: 0x80, compare: 0x88 }],
  [10, { control: 0x80, connected: 0x20, compare: 0x8a }],
  [11, { control: 0xb0, connected: 0x80, compare: 0xb3 }],
  [3, { control: 0xb0, connected: 0x20, compare: 0xb4 }],
]);
