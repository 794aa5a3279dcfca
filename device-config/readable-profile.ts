import { z } from 'zod';
import { BusProfile } from './profile.ts';

/** A part that cannot be read is left out instead of refused; the schema proper has told the fault already. */
const ifReadable = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined);

const text = ifReadable(z.string());
const texts = z.array(z.string().catch('')).catch([]);
const place = ifReadable(z.object({ x: z.number(), y: z.number() }));
const pin = { board: text, pin: ifReadable(z.number().int().min(2).max(19)) };
const PinUse = z.object(pin).catch({});

const tableOf = <S extends z.ZodType>(entry: S) => ifReadable(z.record(z.string(), entry));

/**
 * What of a profile can be read, however faulty the rest is, so that the checks of meaning run beside the schema
 * and everything that is wrong is told at once. Every sound profile fits this too.
 */
export const ReadableProfile = z
  .object({
    purpose: ifReadable(BusProfile.shape.purpose),
    plan: ifReadable(z.object({ length: z.number().positive(), width: z.number().positive() })),
    boards: tableOf(z.object({ kind: text, port: text }).catch({})),
    doors: tableOf(z.object({ outer: PinUse, inner: PinUse, place }).catch({ outer: {}, inner: {} })),
    lamps: tableOf(
      z.object({ ...pin, dimmable: z.boolean().catch(false), place }).catch({ dimmable: false }),
    ),
    stations: z
      .array(z.object({ id: text, zones: texts, exhibits: texts, place }).catch({ zones: [], exhibits: [] }))
      .catch([]),
    lights: z.object({ quietHelp: text }).catch({}),
    clock: z.object({ timeZone: text }).catch({}),
  })
  .catch({ stations: [], lights: {}, clock: {} });
export type ReadableProfile = z.infer<typeof ReadableProfile>;
