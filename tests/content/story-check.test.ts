import { checkExhibit } from '@pingan/content/kinds/checks';
import { storyRule } from '@pingan/content/kinds/story/rule';
import { checkStory } from '@pingan/content/kinds/story/check';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aStory, storyData, storyOf } from './a-story.ts';
import { describeFaults } from './described-faults.ts';

type Data = ReturnType<typeof storyData>;
type Change = (data: Data) => void;

const faultsOf = (change: Change) => describeFaults(checkExhibit(aStory(change), new Set(['F8'])));
const ring = { next: 'ring' };
const choicesAt = ({ beats }: Data, b: number) => (beats[b]!.then as { choices: object[] }).choices;

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
    (data) => Object.assign(choicesAt(data, 1)[1]!, { id: 'hang-up' }),
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
    'a shortcut that leads nowhere',
    ({ beats }) => Object.assign(beats[0]!, { shortcut: 'cafe' }),
    'broken beats.0.shortcut leads nowhere',
  ],
  [
    'a shortcut to itself',
    ({ beats }) => Object.assign(beats[0]!, { shortcut: 'ring' }),
    'broken beats.0.shortcut is a shortcut that goes round in a ring',
  ],
  [
    'a ring of shortcuts',
    ({ beats }) => {
      Object.assign(beats[0]!, { shortcut: 'hotel' });
      Object.assign(beats[1]!, { shortcut: 'ring' });
    },
    'broken beats.1.shortcut is a shortcut that goes round in a ring',
  ],
  [
    'a story without a decision',
    ({ beats }) => Object.assign(beats[1]!, { then: { next: 'safe' } }),
    'flaw beats ask for no decision in the short length',
  ],
])('reports %s', (_, change, fault) => {
  expect(faultsOf(change)).toContain(fault);
});

it('allows a circle that has a way out', () => {
  expect(faultsOf((data) => Object.assign(choicesAt(data, 1)[1]!, ring))).toEqual([
    'flaw endings.1 is reached by nobody',
  ]);
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

describe('the short length', () => {
  const withThird =
    (change: (beats: Data['beats']) => void): Change =>
    (data) => {
      data.beats.push({ ...structuredClone(data.beats[1]!), id: 'bank' });
      Object.assign(choicesAt(data, 1)[0]!, { next: 'bank' });
      change(data.beats);
    };

  it('may leave out a beat, and an ending that only that beat leads to', () => {
    expect(faultsOf(withThird((beats) => Object.assign(beats[1]!, { shortcut: 'bank' })))).toEqual([]);
    expect(
      faultsOf((data) => {
        data.endings.push({ ...data.endings[0]!, id: 'hung-up' });
        Object.assign(data.beats[0]!, {
          shortcut: 'hotel',
          then: {
            choices: choicesAt(data, 1).map((choice, c) => ({ ...choice, next: ['hung-up', 'hotel'][c] })),
          },
        });
      }),
    ).toEqual([]);
  });

  it('must not leave out every decision', () => {
    expect(faultsOf(({ beats }) => Object.assign(beats[1]!, { shortcut: 'safe' }))).toEqual([
      'flaw beats ask for no decision in the short length',
    ]);
  });

  it('must reach every beat that it does not leave out', () => {
    const skipped = withThird((beats) => Object.assign(beats[1]!, { shortcut: 'safe' }));
    expect(faultsOf(skipped)).toContain('flaw beats.2 is reached by nobody in the short length');
  });

  it('says nothing more of a beat that the full length does not reach either', () => {
    expect(faultsOf(({ beats }) => beats.push({ ...structuredClone(beats[1]!), id: 'attic' }))).toEqual([
      'flaw beats.2 is reached by nobody',
    ]);
  });

  it('is not broken by a circle that it never comes to', () => {
    const circle = storyOf(
      [
        { to: [1, 4], shortcut: null },
        { to: [2], shortcut: 4 },
        { to: [3, 3], shortcut: null },
        { to: [4], shortcut: 2 },
      ],
      1,
    );
    expect(describeFaults(checkStory(circle))).toEqual([
      'flaw beats.2 is reached by nobody in the short length',
    ]);
  });

  it('must come to an ending', () => {
    const round: Change = (data) => {
      Object.assign(data.beats[0]!, {
        then: { choices: choicesAt(data, 1).map((choice) => ({ ...choice, next: 'hotel' })) },
      });
      Object.assign(data.beats[1]!, { shortcut: 'ring' });
    };
    expect(faultsOf(round)).toEqual(['broken beats.0 never comes to an ending in the short length']);
  });
});

describe('a story of any shape that the check lets run', () => {
  const step = fc.nat(8);
  const anyStory = fc
    .record({
      beats: fc.array(
        fc.record({
          to: fc.array(step, { minLength: 1, maxLength: 3 }),
          shortcut: fc.option(step, { freq: 2 }),
        }),
        { minLength: 2, maxLength: 6 },
      ),
      endings: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ beats, endings }) => storyOf(beats, endings));

  it('never leaves a visitor without a way to an ending, in either length', () => {
    let run = 0;
    fc.assert(
      fc.property(anyStory, fc.constantFrom('short' as const, 'full' as const), (story, length) => {
        if (checkStory(story).some(({ broken }) => broken)) return;
        run += 1;
        const seen = new Map(
          [JSON.stringify(storyRule.start(story, { length, luck: '' }))].map((key) => [
            key,
            new Set<string>(),
          ]),
        );
        for (const [key, ways] of seen) {
          const state = JSON.parse(key) as ReturnType<typeof storyRule.start>;
          const actions = [
            { do: 'next' as const },
            ...[0, 1, 2].map((c) => ({ do: 'choose' as const, choice: `choice-${c}` })),
          ];
          for (const action of actions) {
            const next = storyRule.next(story, state, action);
            if (next === state) continue;
            if (length === 'short' && next.at === 'beat')
              expect(story.beats.find(({ id }) => id === next.beat)!.shortcut).toBeUndefined();
            ways.add(JSON.stringify(next));
            if (!seen.has(JSON.stringify(next))) seen.set(JSON.stringify(next), new Set());
          }
        }
        const ends = new Set([...seen.keys()].filter((key) => storyRule.isOver(JSON.parse(key) as never)));
        for (let size = -1; size !== ends.size;) {
          size = ends.size;
          for (const [key, ways] of seen) if ([...ways].some((way) => ends.has(way))) ends.add(key);
        }
        expect([...seen.keys()].filter((key) => !ends.has(key))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
    expect(run).toBeGreaterThan(100);
  });
});
