import { checkTexts } from '../check-texts.ts';
import type { Exhibit } from '../pack.ts';
import { checkCollection } from './collection/check.ts';
import type { ExhibitFault } from './exhibit-fault.ts';
import { checkJudge } from './judge/check.ts';
import { checkQuestions } from './questions/check.ts';
import { checkStory } from './story/check.ts';

/** What a kind's own schema cannot see. Of the alarm its schema sees everything. */
const checks: { [Kind in Exhibit['kind']]: (exhibit: Extract<Exhibit, { kind: Kind }>) => ExhibitFault[] } = {
  story: checkStory,
  judge: checkJudge,
  collection: checkCollection,
  questions: checkQuestions,
  alarm: () => [],
};

/** Every fault in the meaning and in the texts of an exhibit. `sources` are the keys that the pack's sources.yaml defines. */
export function checkExhibit(exhibit: Exhibit, sources: ReadonlySet<string>): ExhibitFault[] {
  // The compiler cannot see that a kind meets only its own check; the registry above says so.
  const check = checks[exhibit.kind] as (exhibit: Exhibit) => ExhibitFault[];
  return [...check(exhibit), ...checkTexts(exhibit, sources)];
}
