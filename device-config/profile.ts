import { z } from 'zod';

const Id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,47}$/, 'lower-case letters, digits and hyphens, at most 48');
const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** Millimetres from the rear left inside corner, seen from above. */
const Place = z.strictObject({ x: z.number().min(0), y: z.number().min(0) });

/** A pin by board and number; analogue pins are 14 (A0) to 19 (A5), as Firmata numbers them on an Uno. */
const Pin = z.strictObject({
  board: Id,
  pin: z
    .number()
    .int()
    .min(2, 'pins 0 and 1 carry the serial link to the computer; use 2 to 19')
    .max(19, 'an Uno has the pins 2 to 19 (A0 is 14, A5 is 19)'),
});

/**
 * `virtual-uno`: the official firmware on an emulated Uno inside this process.
 * `uno`: anything that speaks Firmata behind a serial device, a pseudo-terminal included; it counts as real.
 */
const Board = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('virtual-uno') }),
  z.strictObject({
    kind: z.literal('uno'),
    /** Path of the serial device; prefer /dev/serial/by-id/…, which survives replugging. */
    port: z.string().min(1),
    baud: z.union([z.literal(57600), z.literal(115200)]).default(57600),
  }),
]);

const Beam = Pin.extend({
  /** Level of the pin while something is in the beam. Open-collector receivers pull low. */
  broken: z.enum(['low', 'high']).default('low'),
  pullUp: z.boolean().default(true),
});

export const BusProfile = z.strictObject({
  version: z.literal(1),
  bus: z.strictObject({ id: Id, name: Text, vehicle: z.enum(['bus', 'room']).default('bus') }),
  /** Purpose outside an opened stop. A virtual board allows `rehearsal` alone. */
  purpose: z.enum(['service', 'training', 'demonstration', 'rehearsal']),
  plan: z.strictObject({ length: z.number().positive(), width: z.number().positive() }),
  /** Name of a content pack in `content/packs`, or a path to one. */
  content: z.string().min(1),
  /** File with the list of stops, relative to the profile, until the tour calendar exists. */
  stops: z.string().min(1).optional(),
  boards: z.record(Id, Board),
  doors: z.record(Id, z.strictObject({ name: Text, outer: Beam, inner: Beam, place: Place.optional() })),
  lamps: z.record(
    Id,
    Pin.extend({
      name: Text,
      /** Needs a PWM pin. */ dimmable: z.boolean().default(false),
      place: Place.optional(),
    }),
  ),
  stations: z
    .array(
      z.strictObject({
        id: Id,
        name: Text,
        zones: z.array(Id).min(1),
        exhibits: z.array(Id).min(1),
        /** Visible size of the panel and the distance people read it from, in millimetres. */
        panel: z.strictObject({
          width: z.number().positive(),
          height: z.number().positive(),
          readingDistance: z.number().positive().default(600),
        }),
        place: Place.optional(),
      }),
    )
    .min(1),
  sessions: z
    .strictObject({
      /** Seconds without a touch before "still here?" is asked. */
      idleSeconds: z.number().min(1).default(75),
      /** Seconds to answer it; WCAG 2.2.1 asks for at least 20. */
      answerSeconds: z.number().min(1).default(25),
    })
    .prefault({}),
  lights: z
    .strictObject({
      /** Level of the ceiling lamps while nobody plays. */
      ambient: z.number().min(0).max(1).default(0.15),
      /** Lamp that tells the officer that somebody asked for quiet help. */
      quietHelp: Id.optional(),
    })
    .prefault({}),
  headquarters: z
    .strictObject({ /** mqtt:// or mqtts:// address. */ broker: z.url({ protocol: /^mqtts?$/ }) })
    .optional(),
  clock: z.strictObject({
    /** IANA name; a day of the statistics is a day here. */
    timeZone: z.string().min(1),
    /** `system`: the computer's clock is right; `synchronised`: only once NTP says so; `never`: wait for an officer. */
    trust: z.enum(['system', 'synchronised', 'never']),
  }),
});
export type BusProfile = z.infer<typeof BusProfile>;
export type BoardConfig = z.infer<typeof Board>;
export type BeamConfig = z.infer<typeof Beam>;
export type LampConfig = BusProfile['lamps'][string];
export type StationConfig = BusProfile['stations'][number];
