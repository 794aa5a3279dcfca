import type { VisitorText } from '@pingan/content/texts';

/** A sample text; `easy` says the same in half the words. */
export const text = (zh: string, en: string, easy?: readonly [zh: string, en: string]): VisitorText => ({
  zh,
  en,
  ...(easy && { easy: { zh: easy[0], en: easy[1] } }),
  sources: [],
  review: { state: 'pending' },
});
