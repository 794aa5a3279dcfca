import type { Collection, CollectionObject } from '@pingan/content/kinds/collection/collection';
import { LOCKS, TOOLS } from '../../kiosk-ui/drawings/objects/names.ts';
import { text } from './sample-text.ts';

const drawings = [...LOCKS, ...TOOLS];

const object = (nth: number): CollectionObject => {
  const drawing = drawings[nth]!;
  const grade = 1 + (nth % 5);
  return {
    id: `thing-${nth + 1}`,
    drawing,
    name: text(`样例锁具${nth + 1}`, drawing.replaceAll('-', ' '), [
      `锁具${nth + 1}`,
      drawing.replaceAll('-', ' '),
    ]),
    text: text(
      '样例：村里最常见的一种，便宜，好换，可是只能挡住顺手的人。',
      'Sample: the one most often seen in villages. It is cheap and easy to change, and stops only those who pass by.',
      ['便宜，好换。', 'Cheap and easy to change.'],
    ),
    defence: text(
      '换成有 B 级标记的，出门和睡前都用钥匙反锁。',
      'Change it for one marked B, and turn the key when you leave and before you sleep.',
      ['换 B 级，用钥匙反锁。', 'Choose grade B. Turn the key.'],
    ),
    values: {
      stops: text('顺手的人', 'A passer-by'),
      holds: text(`${grade} 分钟`, `${grade} min`),
      price: text(`${grade * 20} 元`, `${grade * 20} yuan`),
      place: text('院门、仓房', 'Yard gate'),
    },
    strength: { stops: grade, holds: grade, price: 6 - grade },
  };
};

/** A shelf of many things with long texts and every row, to try a full screen. Sample texts, not for visitors. */
export const fullShelf = (count: number): Collection => ({
  kind: 'collection',
  id: `shelf-of-${count}`,
  title: text('样例：一架子的锁', 'Sample: a shelf of locks'),
  invitation: text('拿起一把锁看看。', 'Lift a lock and have a look.'),
  question: text('拿起一把，或在这里点一把。', 'Lift a lock, or touch it here.', [
    '拿一把看看。',
    'Lift one.',
  ]),
  objects: Array.from({ length: count }, (_, nth) => object(nth)),
  compare: [
    { id: 'stops', label: text('挡得住谁', 'Stops') },
    { id: 'holds', label: text('能撑多久', 'Holds') },
    { id: 'price', label: text('多少钱', 'Costs') },
    { id: 'place', label: text('用在哪里', 'Where') },
  ],
  remember: text(
    '锁要选有等级标记的；出门和睡前，用钥匙反锁。',
    'Choose a lock that shows its grade. Turn the key when you leave and before you sleep.',
    ['选有等级的锁，用钥匙反锁。', 'Choose a graded lock. Turn the key.'],
  ),
});
