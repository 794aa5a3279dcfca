import { checkExhibit } from '@pingan/content/kinds/checks';
import { describe, expect, it } from 'vitest';
import { learningData } from './a-learning.ts';
import { aStory } from './a-story.ts';
import { describeFaults } from './described-faults.ts';

describe('the learning items of a story', () => {
  type Pool = ReturnType<typeof learningData>;
  const faultsOfPool = (change: (pool: Pool) => void) => {
    const pool = learningData();
    change(pool);
    const story = aStory((data) => Object.assign(data, { learning: pool }));
    return describeFaults(checkExhibit(story, new Set()));
  };

  it('are right when they are apart, alike and of the medium of the story', () => {
    expect(faultsOfPool(() => {})).toEqual([]);
  });

  it('must not share a name, because counts go by it', () => {
    expect(faultsOfPool(({ forms }) => (forms[1]!.scam.id = 'a-genuine'))).toEqual([
      'broken learning.forms.1.scam.id is used twice',
    ]);
    expect(faultsOfPool(({ forms }) => (forms[1]!.id = 'a'))).toEqual([
      'broken learning.forms.1.id is used twice',
    ]);
  });

  it.each([
    [20, 28, true],
    [20, 29, false],
    [40, 52, true],
    [54, 37, false],
  ])('of %i and %i characters look alike: %s', (genuine, scam, alike) => {
    const faults = faultsOfPool(({ forms }) => {
      forms[0]!.genuine.text.zh = '真'.repeat(genuine);
      forms[0]!.scam.text.zh = '假'.repeat(scam);
    });
    expect(faults).toEqual(
      alike
        ? []
        : [`flaw learning.forms.0 tells the scam by its length: ${scam} characters wide against ${genuine}`],
    );
  });

  it('need two forms of the medium of the story', () => {
    const [none, one] = [0, 1].map((kept) =>
      faultsOfPool(({ forms }) => forms.slice(kept).forEach((form) => (form.medium = 'sms'))),
    );
    expect(none).toEqual(["flaw learning.forms has no form of the story's own medium, phone"]);
    expect(one).toEqual(["flaw learning.forms has one form only of the story's own medium, phone"]);
  });
});
