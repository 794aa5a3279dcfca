import { checkTexts } from '@pingan/content/check-texts';
import type { Exhibit } from '@pingan/content/pack';
import { describe, expect, it } from 'vitest';
import { aCollection } from './a-collection.ts';
import { aJudge } from './a-judge.ts';
import { aHouse, aVoice } from './a-questions.ts';
import { aStory } from './a-story.ts';
import { anAlarm } from './an-alarm.ts';
import { describeFaults } from './described-faults.ts';

const SOURCES = new Set(['F8']);
/** Faults of an alarm whose title is this text. */
const faultsOf = (title: object) =>
  describeFaults(
    checkTexts({ ...anAlarm(), title: { sources: [], review: { state: 'pending' }, ...title } }, SOURCES),
  );
const long = (zh: number, en: number) => ({
  zh: '长'.repeat(zh),
  en: Array<string>(en).fill('word').join(' '),
});

describe('a text', () => {
  it('has three lines at the most', () => {
    expect(faultsOf(long(54, 30))).toEqual([]);
    expect(faultsOf(long(55, 31))).toEqual([
      'flaw title.zh is 55 characters wide, more than 54',
      'flaw title.en has 31 words, more than 30',
    ]);
  });

  it('counts Latin letters and digits as half a Chinese character', () => {
    expect(faultsOf({ zh: `${'长'.repeat(50)}96110110`, en: 'call' })).toEqual([]);
    expect(faultsOf({ zh: `${'长'.repeat(50)}961101101`, en: 'call' })).toEqual([
      'flaw title.zh is 55 characters wide, more than 54',
    ]);
  });

  it('names sources that the pack has', () => {
    expect(faultsOf({ ...long(5, 5), sources: ['F8', 'F99'] })).toEqual([
      'flaw title.sources.1 is not in sources.yaml',
    ]);
  });
});

describe('an easy text', () => {
  it('has about half of the longest normal text', () => {
    expect(faultsOf({ ...long(54, 30), easy: long(30, 18) })).toEqual([]);
    expect(faultsOf({ ...long(54, 30), easy: long(31, 19) })).toEqual([
      'flaw title.easy.zh is 31 characters wide, more than 30',
      'flaw title.easy.en has 19 words, more than 18',
    ]);
  });

  it('is shorter than the normal one', () => {
    expect(faultsOf({ ...long(10, 6), easy: long(9, 5) })).toEqual([]);
    expect(faultsOf({ ...long(10, 6), easy: long(10, 6) })).toEqual([
      'flaw title.easy.zh is not shorter than the normal text',
      'flaw title.easy.en is not shorter than the normal text',
    ]);
  });
});

it.each<Exhibit>([aStory(), aJudge(), aCollection(), aHouse(), aVoice(), anAlarm()])(
  'the last text of a $kind is checked like the first',
  (exhibit) => {
    const spoilt = structuredClone(exhibit);
    const last = 'remember' in spoilt ? spoilt.remember : spoilt.endings.at(-1)!.actions[0]!;
    last.sources = ['F99'];
    spoilt.title.sources = ['F98'];
    expect(checkTexts(spoilt, SOURCES).map(({ value }) => value)).toEqual(['F98', 'F99']);
  },
);
