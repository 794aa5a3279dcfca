import { z } from 'zod';
import { BusProfile } from './profile.ts';

/** A part that cannot be read is left out instead of refused; the schema proper has told the fault already. */
const ifReadable = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined);

const text = ifReadable(z.string());
const number = ifReadable(z.number());
const texts = z.array(z.string().catch('')).catch([]);
const place = ifReadable(z.object({ x: z.number(), y: z.number() }));

/** The ends of a wire: a pin of a board, or a channel of a controller. */
const ends = {
  board: text,
  pin: ifReadable(z.number().int().min(2).max(19)),
  controller: text,
  channel: ifReadable(z.number().int().min(0).max(15)),
};
const Ends = z.object(ends).catch({});
const sensor = <Levels extends Readonly<Record<string, typeof number>>>(levels: Levels) =>
  ifReadable(z.object({ ...ends, ...levels }));

const tableOf = <S extends z.ZodType>(entry: S) => z.record(z.string(), entry);
const optionalTableOf = <S extends z.ZodType>(entry: S) => tableOf(entry).catch({});
const contactOf = { contact: Ends.optional(), station: text, lamp: text };

/**
 * What of a profile can be read, however faulty the rest is, so that the checks of meaning run beside the schema
 * and everything that is wrong is told at once. Every sound profile fits this too.
 */
export const ReadableProfile = z
  .object({
    purpose: ifReadable(BusProfile.shape.purpose),
    plan: ifReadable(z.object({ length: z.number().positive(), width: z.number().positive() })),
    boards: ifReadable(tableOf(z.object({ kind: text, port: text, serialNumber: text }).catch({}))),
    doors: ifReadable(tableOf(z.object({ outer: Ends, inner: Ends, place }).catch({ outer: {}, inner: {} }))),
    lamps: ifReadable(tableOf(z.object({ ...ends, dimmable: ifReadable(z.boolean()), place }).catch({}))),
    controllers: optionalTableOf(z.object({ board: text, chip: text, address: number }).catch({})),
    things: optionalTableOf(z.object({ ...contactOf, place }).catch({})),
    buttons: optionalTableOf(z.object({ ...contactOf, means: text, door: text }).catch({})),
    handsets: optionalTableOf(z.object(contactOf).catch({})),
    keyDoors: optionalTableOf(z.object(contactOf).catch({})),
    facades: optionalTableOf(z.object({ station: text, windows: texts }).catch({ windows: [] })),
    panelKey: ifReadable(z.object({ contact: Ends.optional() })),
    lantern: ifReadable(z.object({ lamps: texts })),
    alarmRig: ifReadable(
      z.object({
        station: text,
        beacon: text,
        magnet: Ends.optional(),
        motion: Ends.optional(),
        siren: ifReadable(z.object({ ...ends, oneShotSeconds: number })),
        soundSeconds: number,
      }),
    ),
    sensors: z
      .object({
        supply: sensor({ fullScale: number, low: number, critical: number }),
        inside: sensor({}),
        daylight: sensor({ dark: number, bright: number }),
        ignition: Ends.optional(),
      })
      .catch({}),
    stations: z
      .array(z.object({ id: text, zones: texts, exhibits: texts, place }).catch({ zones: [], exhibits: [] }))
      .catch([]),
    lights: z.object({ quietHelp: text }).catch({}),
    clock: z.object({ timeZone: text }).catch({}),
  })
  .catch({
    controllers: {},
    things: {},
    buttons: {},
    handsets: {},
    keyDoors: {},
    facades: {},
    sensors: {},
    stations: [],
    lights: {},
    clock: {},
  });
export type ReadableProfile = z.infer<typeof ReadableProfile>;
