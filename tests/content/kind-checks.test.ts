import { checkExhibit } from '@pingan/content/kinds/checks';
import type { Exhibit } from '@pingan/content/pack';
import { describe, expect, it } from 'vitest';
import { aCollection, type collectionData } from './a-collection.ts';
import { aJudge, type judgeData } from './a-judge.ts';
import { aHouse, aVoice, type houseData, type voiceData } from './a-questions.ts';
import { anAlarm } from './an-alarm.ts';
import { describeFaults } from './described-faults.ts';

const faultsOf = (exhibit: Exhibit) => describeFaults(checkExhibit(exhibit, new Set()));

describe('a judge exhibit', () => {
  type Change = (data: ReturnType<typeof judgeData>) => void;

  it.each<[string, Change, string[]]>([
    ['good', () => {}, []],
    [
      'with an item of no pile',
      ({ items }) => (items[7]!.belongs = 'attic'),
      ['broken items.7.belongs is no pile of this exhibit'],
    ],
    [
      'with two piles of one tone',
      ({ piles }) => (piles[1]!.tone = 'safe'),
      ['broken piles.1.tone is the tone of both piles'],
    ],
    ['with two items of one name', ({ items }) => (items[5]!.id = 'g1'), ['broken items.5.id is used twice']],
    [
      'with fewer items of a pile than a fair draw needs',
      ({ draw }) => (draw.full = 9),
      [
        'flaw piles.0 has 4 items, fewer than the 5 that a balanced draw needs',
        'flaw piles.1 has 4 items, fewer than the 5 that a balanced draw needs',
      ],
    ],
    [
      'with a short length that draws more',
      ({ draw }) => (draw.short = 7),
      ['flaw draw.short is more than the full length draws, 6'],
    ],
  ])('%s', (_, change, faults) => {
    expect(faultsOf(aJudge(change))).toEqual(faults);
  });

  it('with two piles of one name is broken', () => {
    expect(faultsOf(aJudge(({ piles }) => (piles[1]!.id = 'real')))).toContain(
      'broken piles.1.id is used twice',
    );
  });
});

describe('a collection', () => {
  type Change = (data: ReturnType<typeof collectionData>) => void;

  it.each<[string, Change, string[]]>([
    ['good', () => {}, []],
    [
      'with two objects of one name',
      ({ objects }) => (objects[2]!.id = 'lock-01'),
      ['broken objects.2.id is used twice'],
    ],
    [
      'with two rows of one name',
      ({ compare }) => (compare[1]!.id = 'strength'),
      [
        'broken compare.1.id is used twice',
        ...[0, 1, 2].map((o) => `flaw objects.${o}.values.price is in no row`),
      ],
    ],
    [
      'with an object that has no value for a row',
      ({ objects }) => delete objects[1]!.values['price'],
      ['broken objects.1.values.price is missing'],
    ],
    [
      'with a value for a row that is never shown',
      ({ objects }) => (objects[1]!.values['colour'] = objects[1]!.values['price']!),
      ['flaw objects.1.values.colour is in no row'],
    ],
  ])('%s', (_, change, faults) => {
    expect(faultsOf(aCollection(change))).toEqual(faults);
  });
});

describe('a house', () => {
  type Change = (data: ReturnType<typeof houseData>) => void;

  it.each<[string, Change, string[]]>([
    ['good', () => {}, []],
    [
      'with two measures of one name',
      ({ measures }) => (measures[3]!.id = 'light'),
      ['broken measures.3.id is used twice'],
    ],
    [
      'that no purchase makes safe',
      ({ bands }) => (bands.safe = 46),
      ['broken purse is too small to make this house safe'],
    ],
    [
      'whose critical measure is dearer than the purse',
      ({ purse, measures }) => (measures[1]!.yuan = purse + 1),
      ['broken purse is too small to make this house safe'],
    ],
    [
      'whose purse buys everything',
      (data) => (data.purse = 180),
      ['flaw purse buys everything, so nothing has to be chosen'],
    ],
    [
      'with nothing free',
      ({ measures }) => (measures[0]!.yuan = 10),
      ['flaw measures has nothing that is free'],
    ],
    [
      'that is safe with no more points than nearly safe',
      ({ bands }) => (bands.nearly = 40),
      ['flaw bands.safe is not above nearly, 40'],
    ],
  ])('%s', (_, change, faults) => {
    expect(faultsOf(aHouse(change))).toEqual(faults);
  });

  it('can just be made safe by spending the whole purse', () => {
    expect(
      faultsOf(aHouse((data) => Object.assign(data, { purse: 90, bands: { safe: 45, nearly: 20 } }))),
    ).toEqual([]);
    expect(
      faultsOf(aHouse((data) => Object.assign(data, { purse: 89, bands: { safe: 45, nearly: 20 } }))),
    ).toEqual(['broken purse is too small to make this house safe']);
  });
});

describe('the voice of a village', () => {
  type Change = (data: ReturnType<typeof voiceData>) => void;

  it.each<[string, Change, string[]]>([
    ['good', () => {}, []],
    [
      'with two questions of one name',
      ({ questions }) => (questions[1]!.id = 'calls'),
      ['broken questions.1.id is used twice'],
    ],
    [
      'with two answers of one name',
      ({ questions }) => (questions[1]!.answers[1]!.id = 'yes'),
      ['broken questions.1.answers.1.id is used twice'],
    ],
  ])('%s', (_, change, faults) => {
    expect(faultsOf(aVoice(change))).toEqual(faults);
  });
});

it('an alarm has nothing that its schema does not see', () => {
  expect(faultsOf(anAlarm())).toEqual([]);
});
