import { z } from 'zod';
import { Name } from './ids.ts';
import { InputName, SensorName } from './input-names.ts';

/** What a screen does to an emulated bus. */
export const VirtualCommand = z.discriminatedUnion('do', [
  z.object({ do: z.literal('beam'), door: Name, beam: z.enum(['outer', 'inner']), broken: z.boolean() }),
  /** Without `board`, the cables of all boards. */
  z.object({ do: z.literal('cable'), plugged: z.boolean(), board: Name.optional() }),
  /** `input` as in device-config's inputs: `thing/lock-07`, `button/…`, `handset/…`, `alarm/magnet`, … */
  z.object({ do: z.literal('input'), input: InputName, active: z.boolean() }),
  z.object({ do: z.literal('reading'), sensor: SensorName, ratio: z.number().min(0).max(1) }),
  /** A light or input controller stops answering, as if its plug were loose. */
  z.object({ do: z.literal('silence'), controller: Name, silent: z.boolean() }),
  /** A lamp burns out, or a contact sticks as it is now, until it is mended. For whoever learns to find faults. */
  z.object({ do: z.literal('spoil'), what: z.enum(['lamp', 'input']), name: InputName, spoilt: z.boolean() }),
]);
export type VirtualCommand = z.infer<typeof VirtualCommand>;
