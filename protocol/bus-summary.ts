import { z } from 'zod';
import { Name, Purpose, Text } from './ids.ts';
import { SensorName } from './input-names.ts';

/** Millimetres from the rear left corner of the bus (or the room), seen from above. */
const PlanPoint = z.object({ x: z.number(), y: z.number() });

/** What screens may know of the bus: enough to lay out a page in millimetres and to draw the plan. */
export const BusSummary = z.object({
  id: Name,
  name: Text,
  vehicle: z.enum(['bus', 'room']),
  purpose: Purpose,
  /** Inside length and width of the plan in millimetres. */
  plan: z.object({ length: z.number(), width: z.number() }),
  /** Most visitors aboard at once. */
  holds: z.number().int(),
  stations: z.array(
    z.object({
      id: Name,
      name: Text,
      zones: z.array(Name),
      exhibits: z.array(Name),
      panel: z.object({ width: z.number(), height: z.number(), readingDistance: z.number() }),
      place: PlanPoint.nullable(),
    }),
  ),
  boards: z.array(Name),
  controllers: z.array(z.object({ id: Name, board: Name, chip: z.enum(['pca9685', 'mcp23017']) })),
  things: z.array(
    z.object({
      id: Name,
      name: Text,
      kind: z.enum(['lock', 'tool', 'knife', 'dummy', 'document', 'device']),
      sense: z.enum(['lift', 'touch']),
      station: Name,
      lamp: Name,
      place: PlanPoint.nullable(),
    }),
  ),
  buttons: z.array(
    z.object({
      id: Name,
      name: Text,
      means: z.enum(['genuine', 'scam', 'hold', 'staff']),
      station: Name.nullable(),
      door: Name.nullable(),
      /** The lamp in it, if it has one. */
      lamp: Name.nullish(),
    }),
  ),
  handsets: z.array(z.object({ id: Name, name: Text, station: Name })),
  keyDoors: z.array(z.object({ id: Name, name: Text, station: Name, lamp: Name.nullish() })),
  facades: z.array(z.object({ id: Name, name: Text, station: Name, windows: z.array(Name) })),
  lantern: z.object({ lamps: z.array(Name), visits: z.number().int() }).nullable(),
  alarmRig: z
    .object({ station: Name, beacon: Name, armHoldSeconds: z.number(), soundSeconds: z.number() })
    .nullable(),
  panelKey: z.boolean(),
  /** Where the second round can be played at home; null where there is only a paper card. */
  secondRound: z.string().nullable(),
  ignition: z.boolean(),
  sensors: z.array(SensorName),
  doors: z.array(z.object({ id: Name, name: Text, place: PlanPoint.nullable() })),
  lamps: z.array(z.object({ id: Name, name: Text, dimmable: z.boolean(), place: PlanPoint.nullable() })),
});
export type BusSummary = z.infer<typeof BusSummary>;
