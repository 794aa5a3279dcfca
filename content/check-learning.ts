import { type ExhibitFault, flaw, idsAt, type PlacedId, repeatedIds } from './kinds/exhibit-fault.ts';
import type { Learning, LearningForm } from './learning.ts';
import { zhWidth } from './text-size.ts';
import type { Medium, Path } from './texts.ts';

/** Lengths within this share of the longer one, or within a few characters, look alike. */
const ALIKE_SHARE = 0.3;
const ALIKE_CHARACTERS = 8;

/** Whether the pool of a story measures what it should: items apart, pairs alike, and its own medium before and after. */
export function checkLearning({ forms }: Learning, medium: Medium): ExhibitFault[] {
  return [
    ...repeatedIds(idsAt(forms, ['learning', 'forms']), 'each form'),
    ...repeatedIds(itemIds(forms), 'each item of this exhibit'),
    ...forms.flatMap((form, f) => unlikePair(form, ['learning', 'forms', f])),
    ...ownMedium(forms, medium),
  ];
}

function itemIds(forms: readonly LearningForm[]): PlacedId[] {
  return forms.flatMap(({ genuine, scam }, f) => [
    { id: genuine.id, path: ['learning', 'forms', f, 'genuine', 'id'] },
    { id: scam.id, path: ['learning', 'forms', f, 'scam', 'id'] },
  ]);
}

function unlikePair({ genuine, scam }: LearningForm, path: Path): ExhibitFault[] {
  const [a, b] = [zhWidth(genuine.text.zh), zhWidth(scam.text.zh)];
  const apart = Math.abs(a - b);
  if (apart <= Math.max(ALIKE_CHARACTERS, ALIKE_SHARE * Math.max(a, b))) return [];
  return [
    flaw(
      path,
      undefined,
      `tells the scam by its length: ${b} characters wide against ${a}`,
      'write both about equally long',
    ),
  ];
}

function ownMedium(forms: readonly LearningForm[], medium: Medium): ExhibitFault[] {
  const own = forms.filter((form) => form.medium === medium).length;
  if (own >= 2) return [];
  const problem = `has ${own === 0 ? 'no form' : 'one form only'} of the story's own medium, ${medium}`;
  return [
    flaw(['learning', 'forms'], undefined, problem, 'write at least two: one for before, one for after'),
  ];
}
