import { checkLearning } from '../../check-learning.ts';
import { broken, type ExhibitFault, flaw, idsAt, repeatedIds } from '../exhibit-fault.ts';
import { afterShortcuts, graphOf, leadingTo, reachedIn, type StoryGraph } from './graph.ts';
import { beatsIn, choicesOf } from './rule.ts';
import type { Story } from './story.ts';

/** What goes wrong on the ways of a story, in its full and in its short length, and in its learning items. */
export function checkStory(story: Story): ExhibitFault[] {
  const full = graphOf(story, 'full');
  const faults = [
    ...repeatedSteps(story),
    ...danglingSteps(story, full),
    ...danglingShortcuts(story),
    ...rings(story),
    ...deadEnds(story, full),
    ...unreachable(story, full),
  ];
  // The short length of a story that is broken already would only say the same again.
  const short = faults.some((fault) => fault.broken) ? [] : checkShort(story);
  return [...faults, ...short, ...(story.learning ? checkLearning(story.learning, story.medium) : [])];
}

function repeatedSteps(story: Story): ExhibitFault[] {
  const steps = [...idsAt(story.beats, ['beats']), ...idsAt(story.endings, ['endings'])];
  const choices = story.beats.map((beat, b) => idsAt(choicesOf(beat), ['beats', b, 'then', 'choices']));
  const whose = 'each beat and ending, and each choice of a beat,';
  return [steps, ...choices].flatMap((group) => repeatedIds(group, whose));
}

function stepIds(story: Story): string[] {
  return [...story.beats, ...story.endings].map(({ id }) => id);
}

function danglingSteps(story: Story, { steps }: StoryGraph): ExhibitFault[] {
  const ids = stepIds(story);
  const wayOut = `name a beat or an ending of this story: ${ids.join(', ')}`;
  return steps.flatMap(({ to, path }) =>
    to === undefined || ids.includes(to) ? [] : [broken(path, to, 'leads nowhere', wayOut)],
  );
}

function danglingShortcuts(story: Story): ExhibitFault[] {
  const ids = stepIds(story);
  const wayOut = `name a beat or an ending of this story: ${ids.join(', ')}`;
  return story.beats.flatMap(({ shortcut }, b) =>
    shortcut === undefined || ids.includes(shortcut)
      ? []
      : [broken(['beats', b, 'shortcut'], shortcut, 'leads nowhere', wayOut)],
  );
}

function rings(story: Story): ExhibitFault[] {
  const wayOut = 'let one of these shortcuts lead to a beat without one, or to an ending';
  return story.beats.flatMap(({ id, shortcut }, b) =>
    afterShortcuts(story, id) === undefined
      ? [broken(['beats', b, 'shortcut'], shortcut, 'is a shortcut that goes round in a ring', wayOut)]
      : [],
  );
}

/** Beats from which no ending can be reached, so that a visitor would go round for ever. */
function deadEnds(story: Story, graph: StoryGraph, where = ''): ExhibitFault[] {
  const ids = stepIds(story);
  const good = leadingTo(
    story.endings.map(({ id }) => id),
    graph,
  );
  const stuck = (id: string) =>
    !good.has(id) && graph.steps.some(({ from, to }) => from === id && to !== undefined && ids.includes(to));
  const wayOut = 'let one of its ways lead to an ending';
  return story.beats.flatMap(({ id }, b) =>
    stuck(id) ? [broken(['beats', b], id, `never comes to an ending${where}`, wayOut)] : [],
  );
}

function unreachable(story: Story, graph: StoryGraph): ExhibitFault[] {
  const reached = reachedIn(graph);
  const wayOut = 'let a beat or a choice lead here, or remove it';
  return [
    ...story.beats.map(({ id }, b) => ({ id, path: ['beats', b] })),
    ...story.endings.map(({ id }, e) => ({ id, path: ['endings', e] })),
  ]
    .filter(({ id }) => !reached.has(id))
    .map(({ id, path }) => flaw(path, id, 'is reached by nobody', wayOut));
}

/** An ending that only the full length reaches is meant so; a beat without a shortcut is not. */
function checkShort(story: Story): ExhibitFault[] {
  const graph = graphOf(story, 'short');
  const reached = reachedIn(graph);
  const full = reachedIn(graphOf(story, 'full'));
  const shown = beatsIn(story, 'short');
  const unseen = shown.filter(({ id }) => full.has(id) && !reached.has(id));
  const decides = shown.some((beat) => reached.has(beat.id) && choicesOf(beat).length > 0);
  return [
    ...deadEnds(story, graph, ' in the short length').filter(({ value }) => reached.has(String(value))),
    ...unseen.map((beat) =>
      flaw(
        ['beats', story.beats.indexOf(beat)],
        beat.id,
        'is reached by nobody in the short length',
        'give it a shortcut as well, or let a shortcut lead here',
      ),
    ),
    ...(decides
      ? []
      : [
          flaw(
            ['beats'],
            undefined,
            'ask for no decision in the short length',
            'leave one beat with choices without a shortcut',
          ),
        ]),
  ];
}
