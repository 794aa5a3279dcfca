import { z } from 'zod';
import { CrewList } from './crew.ts';
import { EpochId, Name } from './ids.ts';
import { ReceiptMessage } from './receipts.ts';
import { ScheduleSnapshot } from './schedule/plan.ts';
import { WarningList } from './warnings.ts';

/** First line of a file that is carried by hand, as JSON; the sealed content follows as one line of base64, the signature as a third. */
export const CarryHead = z.object({
  format: z.literal('pingan-carry'),
  v: z.literal(1),
  from: z.enum(['bus', 'headquarters']),
  bus: Name,
  /** 64 random bits: the same file read twice is recognised. */
  id: EpochId,
  /** Wall time in milliseconds by the clock of whoever wrote it; null where that is not known. */
  written: z.number().int().positive().nullable(),
  /** X25519 public key of this file alone (SPKI, DER) and the nonce, base64. */
  sealed: z.object({ key: z.string().max(100), nonce: z.string().max(40) }),
  /** Of the sealed content; a file that holds fewer was cut short. */
  bytes: z.number().int().positive(),
  /** Of a bus: the certificate whose key signed, PEM. Null from headquarters, and in a rehearsal without certificates. */
  certificate: z.string().max(8_000).nullable(),
});
export type CarryHead = z.infer<typeof CarryHead>;

/** What a bus hands over: records as they would travel by MQTT, each as its JSON text. */
export const CarriedRecords = z.object({
  /** X25519 public key (SPKI, DER) of the bus, base64: headquarters seals its answer to it. */
  answerTo: z.string().max(200),
  records: z.array(z.string()).max(100_000),
});
export type CarriedRecords = z.infer<typeof CarriedRecords>;

/** What headquarters gives back. */
export const CarriedAnswer = z.object({
  receipts: z.array(ReceiptMessage),
  schedule: ScheduleSnapshot.nullable(),
  crew: CrewList.nullable(),
  warnings: WarningList.nullable(),
});
export type CarriedAnswer = z.infer<typeof CarriedAnswer>;
