import { z } from 'zod';
import { Channel, Contact, Id, NeededId, Pin, Place, Text } from './parts.ts';

const lamp = { name: Text, place: Place.optional() };
export const Lamp = z.union([
  Pin.extend({ ...lamp, /** Needs a PWM pin. */ dimmable: z.boolean().default(false) }),
  /** On a PCA9685; always dimmable. */
  Channel.extend(lamp),
]);

export const Thing = z
  .strictObject({
    name: Text,
    kind: z.enum(['lock', 'tool', 'knife', 'dummy', 'document', 'device']),
    /** `lift`: the contact is active while the thing lies in its place. `touch`: active while it (or its glass) is touched. */
    sense: z.enum(['lift', 'touch']),
    contact: Contact,
    /** Lights when the thing is lifted or touched. */
    lamp: NeededId(
      'is missing; every thing lights a lamp when it is touched or lifted, so name one of "lamps"',
    ),
    station: NeededId('is missing; every thing belongs to a station, so name one of "stations"'),
    place: Place.optional(),
  })
  .refine((thing) => !isLiftableKnife(thing), {
    path: ['sense'],
    message: 'controlled knives are never liftable; fix it behind glass and set sense: touch',
    // Also beside other faults of the same thing: this one must never have to wait for them.
    when: () => true,
  });

function isLiftableKnife(thing: unknown): boolean {
  if (typeof thing !== 'object' || thing === null) return false;
  return 'kind' in thing && thing.kind === 'knife' && 'sense' in thing && thing.sense === 'lift';
}

export const Button = z.discriminatedUnion('means', [
  /** The two big lit buttons of a station. */
  z.strictObject({
    means: z.enum(['genuine', 'scam']),
    name: Text,
    station: Id,
    contact: Contact,
    lamp: Id.optional(),
  }),
  /** Keeps a station's session alive while an officer talks to a group. */
  z.strictObject({
    means: z.literal('hold'),
    name: Text,
    station: Id,
    contact: Contact,
    lamp: Id.optional(),
  }),
  /** Pressed by staff who go through a door: the next crossing there is not a visit. */
  z.strictObject({ means: z.literal('staff'), name: Text, door: Id, contact: Contact, lamp: Id.optional() }),
]);
