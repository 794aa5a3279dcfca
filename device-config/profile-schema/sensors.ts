import { z } from 'zod';
import { Analogue, Contact } from './parts.ts';

export const HouseSensors = z.strictObject({
  /** Supply voltage through a divider; the volts that give the board's full 5 V. */
  supply: Analogue.extend({
    fullScale: z.number().positive(),
    low: z.number(),
    critical: z.number(),
  }).optional(),
  /** A TMP36 (10 mV per kelvin, 0.5 V at 0 °C); °C at which officers should hold admission. */
  inside: Analogue.extend({ hot: z.number().default(32) }).optional(),
  /** A light-dependent resistor: 0 dark, 1 bright; lamps are dimmed between `dark` and `bright`. */
  daylight: Analogue.extend({ dark: z.number().default(0.1), bright: z.number().default(0.8) }).optional(),
  /** Active while the ignition (or the main switch) is on; when it goes, the bus shuts down in order. */
  ignition: Contact.optional(),
});
