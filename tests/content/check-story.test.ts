import { checkStory } from '@pingan/content/kinds/story/check';
import { expect, it } from 'vitest';
import { aStory, type storyData } from './a-story.ts';

type Change = (data: ReturnType<typeof storyData>) => void;

function faultsOf(change: Change) {
  return checkStory(aStory(change), new Set(['F8'])).map(
    ({ path, problem, broken }) => `${broken ? 'broken' : 'flaw'} ${path.join('.')} ${problem}`,
  );
}
const ring = { next: 'ring' };

it('finds nothing wrong with a good story', () => {
  expect(faultsOf(() => {})).toEqual([]);
});

it.each<[string, Change, string]>([
  [
    'a beat that leads nowhere',
    ({ beats }) => Object.assign(beats[0]!, { then: { next: 'cafe' } }),
    'broken beats.0.then.next leads nowhere',
  ],
  ['two beats of one name', ({ beats }) => beats.push({ ...beats[0]! }), 'broken beats.2.id is used twice'],
  [
    'an ending named like a beat',
    ({ endings }) => endings.push({ ...endings[0]!, id: 'ring' }),
    'broken endings.2.id is used twice',
  ],
  [
    'two choices of one name',
    ({ beats }) => Object.assign((beats[1]!.then as { choices: object[] }).choices[1]!, { id: 'hang-up' }),
    'broken beats.1.then.choices.1.id is used twice',
  ],
  [
    'a circle nobody gets out of',
    ({ beats }) => Object.assign(beats[1]!, { then: ring }),
    'broken beats.0 never comes to an ending',
  ],
  [
    'a beat nobody reaches',
    ({ beats }) => beats.push({ ...beats[0]!, id: 'attic' }),
    'flaw beats.2 is reached by nobody',
  ],
  [
    'an ending nobody reaches',
    ({ endings }) => endings.push({ ...endings[0]!, id: 'attic' }),
    'flaw endings.2 is reached by nobody',
  ],
  [
    'a text longer than three lines in Chinese',
    ({ title }) => Object.assign(title, { zh: '长'.repeat(55) }),
    'flaw title.zh is 55 characters wide, more than 54',
  ],
  [
    'a text longer than three lines in English',
    ({ title }) => Object.assign(title, { en: 'word '.repeat(31) }),
    'flaw title.en has 31 words, more than 30',
  ],
  [
    'a source that is not defined',
    ({ beats }) => Object.assign(beats[0]!.text, { sources: ['F8', 'F99'] }),
    'flaw beats.0.text.sources.1 is not in sources.yaml',
  ],
])('reports %s', (_, change, fault) => {
  expect(faultsOf(change)).toContain(fault);
});

it('allows a circle that has a way out', () => {
  expect(
    faultsOf(({ beats }) => Object.assign((beats[1]!.then as { choices: object[] }).choices[1]!, ring)),
  ).toEqual(['flaw endings.1 is reached by nobody']);
});

it('counts Latin letters and digits as half a Chinese character', () => {
  expect(faultsOf(({ title }) => Object.assign(title, { zh: `${'长'.repeat(50)}96110110` }))).toEqual([]);
});

it('lists every fault at once', () => {
  const faults = faultsOf(({ title, beats }) => {
    Object.assign(title, { zh: '长'.repeat(60) });
    Object.assign(beats[0]!, { then: { next: 'cafe' } });
  });
  expect(faults).toEqual([
    'broken beats.0.then.next leads nowhere',
    'flaw beats.1 is reached by nobody',
    'flaw endings.0 is reached by nobody',
    'flaw endings.1 is reached by nobody',
    'flaw title.zh is 60 characters wide, more than 54',
  ]);
});
