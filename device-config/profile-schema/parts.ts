import { z } from 'zod';

const ID = /^[a-z0-9][a-z0-9-]{0,47}$/;
const ID_RULE = 'lower-case letters, digits and hyphens, at most 48';
export const Id = z.string().regex(ID, ID_RULE);

/** What to say where a key is missing that must not be; every other fault keeps its usual words. */
export const whenMissing = (message: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? message : undefined),
});
export const NeededId = (message: string) => z.string(whenMissing(message)).regex(ID, ID_RULE);

export const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** Millimetres from the rear left inside corner, seen from above. */
export const Place = z.strictObject({ x: z.number().min(0), y: z.number().min(0) });

/** A pin by board and number; analogue pins are 14 (A0) to 19 (A5), as Firmata numbers them on an Uno. */
export const Pin = z.strictObject({
  board: Id,
  pin: z
    .number()
    .int()
    .min(2, 'pins 0 and 1 carry the serial link to the computer; use 2 to 19')
    .max(19, 'an Uno has the pins 2 to 19 (A0 is 14, A5 is 19)'),
});

const CHANNELS = 'a controller has the channels 0 to 15';
/** A channel of an I2C controller named under `controllers`. */
export const Channel = z.strictObject({
  controller: Id,
  channel: z.number().int().min(0, CHANNELS).max(15, CHANNELS),
});

/** A switch, button or reed contact; `active` is the level of its pin while it is closed or touched. */
const contact = {
  active: z.enum(['low', 'high']).default('low'),
  pullUp: z.boolean().default(true),
};
export const Contact = z.union([Pin.extend(contact), Channel.extend(contact)]);

const ANALOGUE = 'an Uno measures on the pins 14 (A0) to 19 (A5) only';
/** An analogue input, A0 (14) to A5 (19). */
export const Analogue = z.strictObject({
  board: Id,
  pin: z.number().int().min(14, ANALOGUE).max(19, ANALOGUE),
});
