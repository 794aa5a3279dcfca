import { z } from 'zod';
import { AlarmRig } from './profile-schema/alarm-rig.ts';
import { Beam, Board, Controller } from './profile-schema/boards.ts';
import { Contact, Id, Place, Text } from './profile-schema/parts.ts';
import { HouseSensors } from './profile-schema/sensors.ts';
import { Button, Lamp, Thing } from './profile-schema/things.ts';

/** Printed as a QR code, which a longer address makes too fine for a cheap telephone. */
const SecondRound = z
  .url({
    protocol: /^https?$/,
    error: ({ input }) =>
      typeof input === 'string'
        ? 'must be a web address such as https://bureau.example/second-round'
        : undefined,
  })
  .max(200, 'must be at most 200 characters; the code that visitors scan grows too fine');

export const BusProfile = z.strictObject({
  version: z.literal(1),
  bus: z.strictObject({ id: Id, name: Text, vehicle: z.enum(['bus', 'room']).default('bus') }),
  /** Purpose outside an opened stop. A virtual board allows `rehearsal` alone. */
  purpose: z.enum(['service', 'training', 'demonstration', 'rehearsal']),
  plan: z.strictObject({ length: z.number().positive(), width: z.number().positive() }),
  /** Most visitors aboard at once; without it, what the floor of the plan allows (`holds.ts`). */
  holds: z.number().int().min(1).max(200).optional(),
  /** Name of a content pack in `content/packs`, or a path to one. */
  content: z.string().min(1),
  /** File with the list of stops, relative to the profile, until the tour calendar exists. */
  stops: z.string().min(1).optional(),
  /** File with the checklist of a stop and the form after it, relative to the profile. */
  officer: z.string().min(1).optional(),
  /** File with case warnings, relative to the profile, until headquarters sends them. */
  warnings: z.string().min(1).optional(),
  /** Where visitors find the second round of 60 seconds at home; without it they get a paper card. */
  secondRound: SecondRound.optional(),
  boards: z.record(Id, Board),
  doors: z.record(
    Id,
    z.strictObject({
      name: Text,
      outer: Beam,
      inner: Beam,
      /** Millimetres between the two beams; see `beamsApart`. */
      apart: z.number().min(40).max(600).optional(),
      place: Place.optional(),
    }),
  ),
  lamps: z.record(Id, Lamp),
  /** I2C chips behind a board: a PCA9685 dims 16 lamps, an MCP23017 reads 16 contacts. */
  controllers: z.record(Id, Controller).default({}),
  things: z.record(Id, Thing).default({}),
  buttons: z.record(Id, Button).default({}),
  /** Telephones on a hook; the contact is active while the handset is lifted. */
  handsets: z.record(Id, z.strictObject({ name: Text, station: Id, contact: Contact })).default({}),
  /** The "turn the key" door: active while the deadlock is shot. */
  keyDoors: z
    .record(Id, z.strictObject({ name: Text, station: Id, contact: Contact, lamp: Id.optional() }))
    .default({}),
  /** The model house whose windows are lamps. */
  facades: z.record(Id, z.strictObject({ name: Text, station: Id, windows: z.array(Id).min(1) })).default({}),
  /** Key switch that opens the officer panel. */
  panelKey: z.strictObject({ contact: Contact }).optional(),
  /** The village lantern: its lamps fill one after the other as visits finish; full after `visits` of them. */
  lantern: z
    .strictObject({ lamps: z.array(Id).min(1), visits: z.number().int().positive().default(40) })
    .optional(),
  alarmRig: AlarmRig.optional(),
  sensors: HouseSensors.prefault({}),
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
      /** With more people aboard than this, new stories are short. */
      crowded: z.number().int().min(1).default(8),
    })
    .prefault({}),
  lights: z
    .strictObject({
      /** Level of the ceiling lamps while nobody plays. */
      ambient: z.number().min(0).max(1).default(0.45),
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
export type LampConfig = z.infer<typeof Lamp>;
export type ContactConfig = z.infer<typeof Contact>;
export type ThingConfig = z.infer<typeof Thing>;
export type ButtonConfig = z.infer<typeof Button>;
export type AlarmRigConfig = z.infer<typeof AlarmRig>;
export type HouseSensorsConfig = z.infer<typeof HouseSensors>;
export type StationConfig = BusProfile['stations'][number];
