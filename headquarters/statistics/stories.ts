import type { Db } from '../database/open-database.ts';
import { type Selection } from './cells.ts';
import { totals } from './totals.ts';

export interface StoryCounts {
  exhibit: string;
  starts: number;
  finishes: number;
  choices: { beat: string; choice: string; n: number }[];
}

/** Starts, finishes and choices of each story, by the ids that the content pack gave them. */
export async function storyCounts(db: Db, selection: Selection): Promise<StoryCounts[]> {
  const sums = await totals(db, { ...selection, metrics: ['story.start', 'story.finish', 'story.choice'] });
  const stories = new Map<string, StoryCounts>();
  const story = (exhibit: string) => {
    const counts = stories.get(exhibit) ?? { exhibit, starts: 0, finishes: 0, choices: [] };
    stories.set(exhibit, counts);
    return counts;
  };
  for (const [exhibit, n] of Object.entries(sums['story.start'] ?? {})) story(exhibit).starts = n;
  for (const [exhibit, n] of Object.entries(sums['story.finish'] ?? {})) story(exhibit).finishes = n;
  for (const [label, n] of Object.entries(sums['story.choice'] ?? {})) {
    const [exhibit = '', beat = '', choice = ''] = label.split('/');
    story(exhibit).choices.push({ beat, choice, n });
  }
  return [...stories.values()].sort((a, b) => b.starts - a.starts || a.exhibit.localeCompare(b.exhibit));
}
