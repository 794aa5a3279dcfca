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

/** A sound file in the folder `narration` of the pack. */
export const NarrationFile = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,79}\.(mp3|ogg|opus|m4a|wav)$/,
    'the name of a file in narration/, such as hotel-zh.mp3',
  );

/** Where a text is spoken: one file for each language. Without one, the browser's voice reads it, if it has one. */
export const Narration = z.strictObject({ zh: NarrationFile.optional(), en: NarrationFile.optional() });
export type Narration = z.infer<typeof Narration>;

/** The same in half the words, for the easy-read switch. Never childish. */
export const EasyText = z.strictObject({
  zh: z.string().min(1),
  en: z.string().min(1),
  narration: Narration.optional(),
});
export type EasyText = z.infer<typeof EasyText>;

/** A text a visitor reads: both languages, where its facts come from, and whether a bureau has signed it off. */
export const VisitorText = z.strictObject({
  zh: z.string().min(1),
  en: z.string().min(1),
  /** Left out where the text is short enough as it is. */
  easy: EasyText.optional(),
  narration: Narration.optional(),
  /** Keys of `sources.yaml` in the pack; empty where the text states no fact. */
  sources: z.array(z.string()).default([]),
  review: Review.default({ state: 'pending' }),
});
export type VisitorText = z.infer<typeof VisitorText>;

/** Where a text stands in its file. */
export type Path = (string | number)[];
export interface PlacedText {
  path: Path;
  text: VisitorText;
}

/** The five universal turning points of a scam; each has one ceiling lamp of the same name in every profile. */
export const TurningPoint = z.enum(['moved', 'hushed', 'money-first', 'keys-handed-over', 'pay-to-withdraw']);
export type TurningPoint = z.infer<typeof TurningPoint>;

/** How a scam reaches somebody. */
export const Medium = z.enum(['phone', 'sms', 'chat', 'face-to-face']);
export type Medium = z.infer<typeof Medium>;

/** Levels 0..1 by lamp name while this beat or ending is shown. Lamps a bus does not have are left out. */
export const Lights = z.record(ContentId, z.number().min(0).max(1));
export type Lights = z.infer<typeof Lights>;
