import { z } from 'zod';
import { Name } from './ids.ts';

/** What headquarters did with one record, sent only after its SQL commit. */
export const Receipt = z.object({
  kind: z.string().max(40),
  id: z.string().min(1).max(80),
  /** The revision that was stored. A receipt for an older revision leaves the record to be sent again. */
  rev: z.number().int().nonnegative(),
  outcome: z.enum(['stored', 'conflict', 'rejected']),
  why: z.string().max(500).optional(),
  /** Of a proposal: the revision of the schedule that holds the outcome. */
  schedule: z.number().int().nonnegative().optional(),
});
export type Receipt = z.infer<typeof Receipt>;

export const ReceiptMessage = z.object({
  v: z.literal(1),
  bus: Name,
  receipts: z.array(Receipt).max(200),
});
export type ReceiptMessage = z.infer<typeof ReceiptMessage>;
