import { z } from 'zod';
import { Contact, Id, Pin, whenMissing } from './parts.ts';

export const AlarmRig = z.strictObject({
  station: Id,
  magnet: Contact,
  motion: Contact,
  /** A lamp. */
  beacon: Id,
  /** `oneShotSeconds`: the hardware timer in the wiring that ends the siren even if the computer dies while it sounds. */
  siren: Pin.extend({
    oneShotSeconds: z
      .number(
        whenMissing(
          'is missing; a siren needs a hardware one-shot in its wiring, because a computer that dies while it sounds ' +
            'leaves the pin on for ever: build it (docs/wiring.md) and give the seconds after which it ends the sound',
        ),
      )
      .min(1)
      .max(30),
  }),
  /** Seconds an officer holds the button until the rig is armed. */
  armHoldSeconds: z.number().min(1).max(10).default(3),
  /** Seconds after which the software ends the siren; at most `oneShotSeconds`. */
  soundSeconds: z.number().min(1).max(30).default(5),
});
