import { broken, type ExhibitFault, flaw, idsAt, repeatedIds } from '../exhibit-fault.ts';
import type { Judge } from './judge.ts';

/** Whether every item has its pile, and each pile items enough for a fair draw. */
export function checkJudge(judge: Judge): ExhibitFault[] {
  return [
    ...repeatedIds(idsAt(judge.piles, ['piles']), 'each pile'),
    ...repeatedIds(idsAt(judge.items, ['items']), 'each item'),
    ...sameTone(judge),
    ...homelessItems(judge),
    ...thinPiles(judge),
    ...longShort(judge),
  ];
}

function sameTone({ piles: [first, second] }: Judge): ExhibitFault[] {
  if (first.tone !== second.tone) return [];
  const wayOut = 'make one pile safe and the other danger; the two big buttons mean them';
  return [broken(['piles', 1, 'tone'], second.tone, 'is the tone of both piles', wayOut)];
}

function homelessItems({ piles, items }: Judge): ExhibitFault[] {
  const ids: string[] = piles.map(({ id }) => id);
  return items.flatMap(({ belongs }, i) =>
    ids.includes(belongs)
      ? []
      : [
          broken(
            ['items', i, 'belongs'],
            belongs,
            'is no pile of this exhibit',
            `name one of ${ids.join(', ')}`,
          ),
        ],
  );
}

/** An odd draw takes one more from either pile, as luck decides. */
function thinPiles({ piles, items, draw }: Judge): ExhibitFault[] {
  const needed = Math.ceil(Math.max(draw.full, draw.short) / 2);
  return piles.flatMap(({ id }, p) => {
    const has = items.filter(({ belongs }) => belongs === id).length;
    if (has >= needed) return [];
    const problem = `has ${has} items, fewer than the ${needed} that a balanced draw needs`;
    return [flaw(['piles', p], id, problem, 'add items to it, or draw fewer')];
  });
}

function longShort({ draw: { short, full } }: Judge): ExhibitFault[] {
  if (short <= full) return [];
  const problem = `is more than the full length draws, ${full}`;
  return [flaw(['draw', 'short'], short, problem, 'draw fewer while people queue')];
}
