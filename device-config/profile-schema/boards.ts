import { z } from 'zod';
import { Id, Pin } from './parts.ts';

/**
 * `virtual-uno`: the official firmware on an emulated Uno inside this process.
 * `uno`: anything that speaks Firmata behind a serial device, a pseudo-terminal included; it counts as real.
 */
export const Board = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('virtual-uno') }),
  z.strictObject({
    kind: z.literal('uno'),
    /**
     * Path of the serial device; prefer /dev/serial/by-id/…, which survives replugging. With `serialNumber` it may be
     * left out: the board is then looked for by its USB serial number, whatever the device is called today.
     */
    port: z.string().min(1).optional(),
    /** As the computer shows it, in quotes: YAML takes many of them for a number and loses digits. */
    serialNumber: z.string().min(1).optional(),
    baud: z.union([z.literal(57600), z.literal(115200)]).default(57600),
  }),
]);

const ADDRESSES =
  'a PCA9685 has an address from 0x40 to 0x7f, an MCP23017 one from 0x20 to 0x27; write it with its 0x';

/** An I2C chip behind a board: a PCA9685 dims 16 lamps, an MCP23017 reads 16 contacts. */
export const Controller = z.strictObject({
  board: Id,
  chip: z.enum(['pca9685', 'mcp23017']),
  /** 7-bit I2C address as its solder bridges set it. */
  address: z.number().int().min(0x20, ADDRESSES).max(0x7f, ADDRESSES),
});

export const Beam = Pin.extend({
  /** Level of the pin while something is in the beam. Open-collector receivers pull low. */
  broken: z.enum(['low', 'high']).default('low'),
  pullUp: z.boolean().default(true),
});
