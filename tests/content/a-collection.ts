import { Collection } from '@pingan/content/kinds/collection/collection';
import { read, text } from './a-text.ts';

const object = (id: string, lights?: Record<string, number>) => ({
  id,
  drawing: 'padlock',
  name: text(id),
  text: text(`${id}-text`),
  defence: text(`${id}-defence`),
  values: { strength: text('strong'), price: text('low') } as Record<string, object>,
  ...(lights === undefined ? {} : { lights }),
});

/** Three locks and two rows, as a file would hold them. */
export function collectionData() {
  return {
    kind: 'collection',
    id: 'locks',
    title: text('locks'),
    invitation: text('try it'),
    question: text('touch one'),
    objects: [object('lock-01'), object('lock-02'), object('lock-03', { 'window-1': 0.5, 'lock-01': 0.2 })],
    compare: [
      { id: 'strength', label: text('strength') },
      { id: 'price', label: text('price') },
    ],
    remember: text('remember'),
  };
}

export function aCollection(
  change: (data: ReturnType<typeof collectionData>) => void = () => {},
): Collection {
  return read(collectionData(), Collection, change);
}
