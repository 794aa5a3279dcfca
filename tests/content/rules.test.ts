import { ruleOf } from '@pingan/content/kinds/rules';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aCollection } from './a-collection.ts';
import { aJudge } from './a-judge.ts';
import { aHouse, aVoice } from './a-questions.ts';
import { aStory } from './a-story.ts';
import { anAlarm } from './an-alarm.ts';
import { actionsWith, play } from './play.ts';

const exhibits = [aStory(), aJudge(), aCollection(), aHouse(), aVoice(), anAlarm()];
const actions = actionsWith('hang-up', 'real', 'lock-01', 'habit', 'yes', 'siren');
const SET = { length: 'full', luck: '' } as const;

it.each(exhibits)('finds the rule of a $kind by its kind', (exhibit) => {
  const rule = ruleOf(exhibit);
  expect(rule.spoken(exhibit, rule.start(exhibit, SET)).length).toBeGreaterThan(0);
});

it('tells the states of two kinds apart by where they are', () => {
  fc.assert(
    fc.property(actions, (done) => {
      const places = exhibits.map((exhibit) => {
        const rule = ruleOf(exhibit);
        const { states } = play(rule, exhibit, rule.start(exhibit, SET), done);
        return { kind: exhibit.kind, at: new Set(states.map(({ at }) => at)) };
      });
      for (const a of places)
        for (const b of places)
          if (a.kind !== b.kind) expect([...a.at].filter((at) => b.at.has(at))).toEqual([]);
    }),
  );
});
