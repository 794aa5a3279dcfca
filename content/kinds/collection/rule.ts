import { brightest } from '../brightest.ts';
import { type KindRule, NO_BUTTONS } from '../kind-rule.ts';
import type { Collection, CollectionObject } from './collection.ts';

/** `seen`: objects whose card was opened, in the order of opening. */
export type CollectionState =
  | { at: 'shelf'; seen: readonly string[] }
  | { at: 'object'; object: string; beside: string | null; seen: readonly string[] }
  | { at: 'shelf-result'; seen: readonly string[] };

export const collectionRule: KindRule<Collection, CollectionState> = {
  start: () => ({ at: 'shelf', seen: [] }),

  next(collection, state, action) {
    if (state.at === 'shelf-result') return state;
    switch (action.do) {
      case 'choose':
        return open(collection, state, action.choice);
      case 'beside':
        return layBeside(collection, state, action.object);
      case 'back':
        if (state.at !== 'object') return state;
        return state.beside === null ? { at: 'shelf', seen: state.seen } : { ...state, beside: null };
      case 'next':
        if (state.at === 'object') return { at: 'shelf', seen: state.seen };
        return state.seen.length === 0 ? state : { at: 'shelf-result', seen: state.seen };
      case 'rig':
        return state;
    }
  },

  isOver: ({ at }) => at === 'shelf-result',

  counts(collection, before, state) {
    const known = new Set(before?.seen ?? []);
    return state.seen
      .filter((object) => !known.has(object))
      .map((object) => ({ metric: 'step', label: `${collection.id}/${object}` }));
  },

  lights(collection, state) {
    if (state.at !== 'object') return { lights: {}, level: 'full' };
    const shown = openObjects(collection, state);
    return { lights: brightest(shown.map(({ id, lights }) => lights ?? { [id]: 1 })), level: 'full' };
  },

  buttons: () => NO_BUTTONS,

  spoken(collection, state) {
    if (state.at === 'shelf') return [collection.question];
    if (state.at === 'shelf-result') return [collection.remember];
    return openObjects(collection, state).flatMap(({ name, text, defence }) => [name, text, defence]);
  },
};

/** The object of that id, if the collection has it. */
export function objectOf({ objects }: Collection, id: string | null): CollectionObject | undefined {
  return objects.find((object) => object.id === id);
}

function openObjects(
  collection: Collection,
  { object, beside }: Extract<CollectionState, { at: 'object' }>,
): CollectionObject[] {
  return [objectOf(collection, object), objectOf(collection, beside)].filter((each) => each !== undefined);
}

type Open = Exclude<CollectionState, { at: 'shelf-result' }>;

function open(collection: Collection, state: Open, id: string): CollectionState {
  if (objectOf(collection, id) === undefined) return state;
  if (state.at === 'object' && state.object === id && state.beside === null) return state;
  return { at: 'object', object: id, beside: null, seen: withSeen(state.seen, id) };
}

function layBeside(collection: Collection, state: Open, id: string): CollectionState {
  if (state.at === 'shelf') return open(collection, state, id);
  const isNew = id !== state.object && id !== state.beside && objectOf(collection, id) !== undefined;
  return isNew ? { ...state, beside: id, seen: withSeen(state.seen, id) } : state;
}

function withSeen(seen: readonly string[], id: string): readonly string[] {
  return seen.includes(id) ? seen : [...seen, id];
}
