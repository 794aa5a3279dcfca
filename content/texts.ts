import { z } from 'zod';

/** Ids of exhibits, beats, choices and endings; they become labels of tallies, so no slashes. */
export const ContentId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,47}$/, 'lower-case letters, digits and hyphens, at most 48');

/** Who signed a text off, and when. Everything ships as pending: only a bureau can approve. */
export const Review = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('pending') }),
  z.strictObject({ state: z.literal('approved'), bureau: z.string().min(1), on: z.iso.date() }),
]);
export type Review = z.infer<typeof Review>;

/** A text a visitor reads: both languages, where its facts come from, and whether a bureau has signed it off. */
export const VisitorText = z.strictObject({
  zh: z.string().min(1),
  en: z.string().min(1),
  /** Keys of `sources.yaml` in the pack; empty where the text states no fact. */
  sources: z.array(z.string()).default([]),
  review: Review.default({ state: 'pending' }),
});
export type VisitorText = z.infer<typeof VisitorText>;

/** The five universal turning points of a scam; each has one ceiling lamp of the same name in every profile. */
export const TurningPoint = z.enum(['moved', 'hushed', 'money-first', 'keys-handed-over', 'pay-to-withdraw']);
export type TurningPoint = z.infer<typeof TurningPoint>;

/** Levels 0..1 by lamp name while this beat or ending is shown. Lamps a bus does not have are left out. */
export const Lights = z.record(ContentId, z.number().min(0).max(1));
export type Lights = z.infer<typeof Lights>;
