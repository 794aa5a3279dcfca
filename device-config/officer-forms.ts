import { z } from 'zod';
import { Id, Text } from './profile-schema/parts.ts';

const asked = { id: Id, text: Text };

/** One question of the after-action form (反馈表). */
const Question = z.discriminatedUnion('asks', [
  z.strictObject({ asks: z.literal('number'), ...asked, most: z.number().int().min(1).max(100_000) }),
  z.strictObject({ asks: z.literal('yes-no'), ...asked }),
  z.strictObject({
    asks: z.literal('choice'),
    ...asked,
    choices: z.array(z.strictObject(asked)).min(2).max(12),
  }),
  z.strictObject({ asks: z.literal('remark'), ...asked }),
]);

/** What officers do at every stop, and what they are asked after it. No names of people, neither of visitors nor of staff. */
export const OfficerForms = z.strictObject({
  version: z.literal(1),
  /** Said on the panel where the lists were made up for practice. */
  generated: z.boolean().default(false),
  /** In the style of 五必访/五必办: who is called on and what is done at every stop. */
  checklist: z.array(z.strictObject(asked)).max(20).default([]),
  form: z.array(Question).max(20).default([]),
});
export type OfficerForms = z.infer<typeof OfficerForms>;

/** A bus whose profile names no lists. */
export const NO_FORMS: OfficerForms = { version: 1, generated: false, checklist: [], form: [] };
