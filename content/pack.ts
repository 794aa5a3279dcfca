import { z } from 'zod';
import { Alarm } from './kinds/alarm/alarm.ts';
import { Collection } from './kinds/collection/collection.ts';
import { Judge } from './kinds/judge/judge.ts';
import { Questions } from './kinds/questions/questions.ts';
import { Story } from './kinds/story/story.ts';
import { visitorTexts } from './visitor-texts.ts';

/** One exhibit of any kind. */
export const Exhibit = z.discriminatedUnion('kind', [Story, Judge, Collection, Questions, Alarm]);
export type Exhibit = z.infer<typeof Exhibit>;

/** Where a fact comes from: a law, a standard, a news report, a paper. */
export const Source = z.strictObject({
  title: z.string().min(1),
  where: z.string().min(1),
  read: z.iso.date(),
});

/** What `/api/content` answers and what screens hold: every exhibit that could be read. */
export const ContentPack = z.object({
  id: z.string(),
  /** Hash of the content; a screen that holds another version loads it again. */
  version: z.string(),
  exhibits: z.array(Exhibit),
  sources: z.record(z.string(), Source),
});
export type ContentPack = z.infer<typeof ContentPack>;

/** Whether any text of the exhibit still waits for a bureau to sign it off. */
export function reviewPending(exhibit: Exhibit): boolean {
  return visitorTexts(exhibit).some(({ text }) => text.review.state === 'pending');
}

/** The exhibits that may be shown: service takes only what a bureau has signed off in full. */
export function playableExhibits(
  pack: Pick<ContentPack, 'exhibits'>,
  purpose: 'service' | 'training' | 'demonstration' | 'rehearsal',
): Exhibit[] {
  return purpose === 'service' ? pack.exhibits.filter((exhibit) => !reviewPending(exhibit)) : pack.exhibits;
}
