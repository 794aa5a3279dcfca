import type { Story } from './story.ts';
import type { Path } from '../../texts.ts';
import { visitorTexts } from '../../visitor-texts.ts';
import { choicesOf } from './rule.ts';

/** What a story's schema cannot see. `broken`: visitors could get stuck, so the story must not run. */
export interface StoryFault {
  path: Path;
  value: unknown;
  problem: string;
  wayOut: string;
  broken: boolean;
}

/** Three lines of 18 characters; Latin letters and digits are half as wide. */
const LONGEST_ZH = 54;
/** Words that fit three lines in English at the same size. */
const LONGEST_EN = 30;

/** Every fault in the sense of a story. `sources` are the keys that the pack's sources.yaml defines. */
export function checkStory(story: Story, sources: ReadonlySet<string>): StoryFault[] {
  const graph = readGraph(story);
  return [
    ...repeatedIds(story),
    ...danglingSteps(graph),
    ...deadEnds(story, graph),
    ...unreachable(story, graph),
    ...longTexts(story),
    ...unknownSources(story, sources),
  ];
}

interface Graph {
  ids: Set<string>;
  endings: Set<string>;
  steps: { from: string; to: string; path: Path }[];
}

function readGraph(story: Story): Graph {
  const endings = new Set(story.endings.map(({ id }) => id));
  const steps = story.beats.flatMap((beat, b) =>
    'next' in beat.then
      ? [{ from: beat.id, to: beat.then.next, path: ['beats', b, 'then', 'next'] }]
      : beat.then.choices.map(({ next }, c) => ({
          from: beat.id,
          to: next,
          path: ['beats', b, 'then', 'choices', c, 'next'],
        })),
  );
  return { ids: new Set([...story.beats.map(({ id }) => id), ...endings]), endings, steps };
}

function repeatedIds(story: Story): StoryFault[] {
  const steps = [
    ...story.beats.map(({ id }, b) => ({ id, path: ['beats', b, 'id'] })),
    ...story.endings.map(({ id }, e) => ({ id, path: ['endings', e, 'id'] })),
  ];
  const choices = story.beats.map((beat, b) =>
    choicesOf(beat).map(({ id }, c) => ({ id, path: ['beats', b, 'then', 'choices', c, 'id'] })),
  );
  return [steps, ...choices].flatMap((group) =>
    group
      .filter(({ id }, index) => group.findIndex((other) => other.id === id) < index)
      .map(({ id, path }) =>
        broken(path, id, 'is used twice', 'give each beat and ending, and each choice of a beat, its own id'),
      ),
  );
}

function danglingSteps({ ids, steps }: Graph): StoryFault[] {
  return steps
    .filter(({ to }) => !ids.has(to))
    .map(({ to, path }) =>
      broken(path, to, 'leads nowhere', `name a beat or an ending of this story: ${[...ids].join(', ')}`),
    );
}

/** Beats from which no ending can be reached, so that a visitor would go round for ever. */
function deadEnds(story: Story, { ids, endings, steps }: Graph): StoryFault[] {
  const known = steps.filter(({ to }) => ids.has(to));
  const good = closure(
    endings,
    known.map(({ from, to }) => ({ from: to, to: from })),
  );
  const stuck = (id: string) => !good.has(id) && known.some(({ from }) => from === id);
  return story.beats.flatMap(({ id }, b) =>
    stuck(id)
      ? [broken(['beats', b], id, 'never comes to an ending', 'let one of its ways lead to an ending')]
      : [],
  );
}

function unreachable(story: Story, { steps }: Graph): StoryFault[] {
  const reached = closure(new Set(story.beats.slice(0, 1).map(({ id }) => id)), steps);
  const wayOut = 'let a beat or a choice lead here, or remove it';
  return [
    ...story.beats.map(({ id }, b) => ({ id, path: ['beats', b] })),
    ...story.endings.map(({ id }, e) => ({ id, path: ['endings', e] })),
  ]
    .filter(({ id }) => !reached.has(id))
    .map(({ id, path }) => flaw(path, id, 'is reached by nobody', wayOut));
}

function closure(start: ReadonlySet<string>, steps: { from: string; to: string }[]): Set<string> {
  const reached = new Set(start);
  for (let size = -1; size !== reached.size;) {
    size = reached.size;
    for (const { from, to } of steps) if (reached.has(from)) reached.add(to);
  }
  return reached;
}

function longTexts(story: Story): StoryFault[] {
  return visitorTexts(story).flatMap(({ path, text }) => {
    const zh = widthOf(text.zh);
    const en = text.en.split(/\s+/).filter((word) => word !== '').length;
    const wayOut = 'shorten it to three lines that can be read at arm’s length';
    return [
      ...(zh > LONGEST_ZH
        ? [flaw([...path, 'zh'], text.zh, `is ${zh} characters wide, more than ${LONGEST_ZH}`, wayOut)]
        : []),
      ...(en > LONGEST_EN
        ? [flaw([...path, 'en'], text.en, `has ${en} words, more than ${LONGEST_EN}`, wayOut)]
        : []),
    ];
  });
}

/** Width in Chinese characters, rounded up. */
function widthOf(text: string): number {
  const halves = [...text].reduce((sum, character) => sum + (character.charCodeAt(0) < 0x250 ? 1 : 2), 0);
  return Math.ceil(halves / 2);
}

function unknownSources(story: Story, sources: ReadonlySet<string>): StoryFault[] {
  return visitorTexts(story).flatMap(({ path, text }) =>
    text.sources.flatMap((key, s) =>
      sources.has(key)
        ? []
        : [
            flaw(
              [...path, 'sources', s],
              key,
              'is not in sources.yaml',
              'add it there with title, where and read',
            ),
          ],
    ),
  );
}

function broken(path: Path, value: unknown, problem: string, wayOut: string): StoryFault {
  return { path, value, problem, wayOut, broken: true };
}

function flaw(path: Path, value: unknown, problem: string, wayOut: string): StoryFault {
  return { path, value, problem, wayOut, broken: false };
}
