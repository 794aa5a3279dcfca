import type { Exhibit } from '../pack.ts';
import { type AlarmState, alarmRule } from './alarm/rule.ts';
import { type CollectionState, collectionRule } from './collection/rule.ts';
import { type JudgeState, judgeRule } from './judge/rule.ts';
import type { KindRule } from './kind-rule.ts';
import { type QuestionsState, questionsRule } from './questions/rule.ts';
import { type StoryState, storyRule } from './story/rule.ts';

/** Where somebody is in an exhibit of any kind. No two kinds share an `at`. */
export type ExhibitState = StoryState | JudgeState | CollectionState | QuestionsState | AlarmState;

const rules = {
  story: storyRule,
  judge: judgeRule,
  collection: collectionRule,
  questions: questionsRule,
  alarm: alarmRule,
};

/** The rule of an exhibit's kind. A state must be one that the same exhibit's rule gave. */
export function ruleOf(exhibit: Exhibit): KindRule<Exhibit, ExhibitState> {
  // The compiler cannot see that a kind meets only its own exhibits and states; the registry above says so.
  return rules[exhibit.kind] as unknown as KindRule<Exhibit, ExhibitState>;
}
