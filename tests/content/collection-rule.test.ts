import { collectionRule, type CollectionState } from '@pingan/content/kinds/collection/rule';
import type { ExhibitAction } from '@pingan/content/kinds/kind-rule';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aCollection } from './a-collection.ts';
import { actionsWith, keepsToTheContract, play } from './play.ts';

const collection = aCollection();
const { next, lights, spoken, isOver } = collectionRule;
const shelf = collectionRule.start(collection, { length: 'full', luck: '' });
const open = (choice: string): ExhibitAction => ({ do: 'choose', choice });
const beside = (object: string): ExhibitAction => ({ do: 'beside', object });
const on: ExhibitAction = { do: 'next' };
const back: ExhibitAction = { do: 'back' };
const after = (...actions: ExhibitAction[]): CollectionState =>
  actions.reduce((state, action) => next(collection, state, action), shelf);

describe('a collection', () => {
  it('opens the card of an object from the shelf, and that of another over it', () => {
    expect(after(open('lock-01'))).toEqual({
      at: 'object',
      object: 'lock-01',
      beside: null,
      seen: ['lock-01'],
    });
    expect(after(open('lock-01'), open('lock-02'))).toMatchObject({ object: 'lock-02', beside: null });
  });

  it('lays a second object beside the first, and a third in place of the second', () => {
    expect(after(open('lock-01'), beside('lock-02'))).toMatchObject({ object: 'lock-01', beside: 'lock-02' });
    expect(after(open('lock-01'), beside('lock-02'), beside('lock-03'))).toMatchObject({
      object: 'lock-01',
      beside: 'lock-03',
    });
  });

  it('opens an object that is laid beside nothing', () => {
    expect(after(beside('lock-02'))).toEqual(after(open('lock-02')));
  });

  it('takes the second object away first when somebody goes back, then the first', () => {
    const both = [open('lock-01'), beside('lock-02')];
    expect(after(...both, back)).toMatchObject({ at: 'object', object: 'lock-01', beside: null });
    expect(after(...both, back, back)).toEqual({ at: 'shelf', seen: ['lock-01', 'lock-02'] });
  });

  it('goes from a card to the shelf and from the shelf to what is to be remembered, but not before a card was seen', () => {
    expect(after(on)).toBe(shelf);
    expect(after(open('lock-01'), on)).toMatchObject({ at: 'shelf' });
    expect(after(open('lock-01'), on, on)).toEqual({ at: 'shelf-result', seen: ['lock-01'] });
  });

  it.each<[string, ExhibitAction[]]>([
    ['an object it does not have', [open('lock-01'), open('lock-99')]],
    ['an object it does not have beside another', [open('lock-01'), beside('lock-99')]],
    ['an object beside itself', [open('lock-01'), beside('lock-01')]],
    ['the object that lies there already', [open('lock-01'), open('lock-01')]],
  ])('ignores %s', (_, actions) => {
    const before = after(actions[0]!);
    expect(next(collection, before, actions[1]!)).toBe(before);
  });

  it('lights what is open: its own lamp, or the lamps it names, as bright as the brighter of two wants them', () => {
    expect(lights(collection, shelf).lights).toEqual({});
    expect(lights(collection, after(open('lock-02'))).lights).toEqual({ 'lock-02': 1 });
    for (const both of [after(open('lock-01'), beside('lock-03')), after(open('lock-03'), beside('lock-01'))])
      expect(lights(collection, both).lights).toEqual({ 'lock-01': 1, 'window-1': 0.5 });
  });

  it('reads aloud the cards that are open', () => {
    expect(spoken(collection, after(open('lock-01'), beside('lock-02'))).map(({ en }) => en)).toEqual([
      'lock-01',
      'lock-01-text',
      'lock-01-defence',
      'lock-02',
      'lock-02-text',
      'lock-02-defence',
    ]);
  });
});

const names = actionsWith('lock-01', 'lock-02', 'lock-03');

it('counts every object once, however often its card is opened', () => {
  fc.assert(
    fc.property(names, (actions) => {
      const { counts, last } = play(collectionRule, collection, shelf, actions);
      expect(counts).toEqual(last.seen.map((object) => ({ metric: 'step', label: `locks/${object}` })));
      expect(new Set(last.seen).size).toBe(last.seen.length);
    }),
  );
});

it('a collection keeps to the contract of every kind and ends when somebody opens one card and always goes on', () => {
  fc.assert(
    fc.property(names, (actions) => {
      keepsToTheContract(collectionRule, collection, shelf, actions);
      const { last } = play(collectionRule, collection, shelf, actions);
      expect(isOver(play(collectionRule, collection, last, [open('lock-01'), on, on]).last)).toBe(true);
    }),
  );
});
