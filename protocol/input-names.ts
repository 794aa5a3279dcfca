import { z } from 'zod';

/** One contact of a bus, under the name by which all rooms know it. */
export const InputName = z
  .string()
  .regex(/^[a-z0-9-]+(\/[a-z0-9-]+)?$/)
  .max(80);
export const SensorName = z.enum(['supply', 'inside', 'daylight']);
