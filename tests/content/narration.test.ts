import { playableNarration } from '@pingan/content/narration';
import { describe, expect, it } from 'vitest';
import { aStory } from './a-story.ts';
import { describeFaults } from './described-faults.ts';

const spoken = () =>
  aStory(({ title, beats }) => {
    Object.assign(title, { narration: { zh: 'title-zh.mp3', en: 'title-en.mp3' } });
    Object.assign(beats[0]!.text, {
      easy: { zh: '易', en: 'easy', narration: { zh: 'easy-zh.ogg' } },
    });
  });
const MB = 1_000_000;
const playable = (files: [string, number][]) => {
  const { exhibit, faults } = playableNarration(spoken(), new Map(files));
  return {
    title: exhibit.title.narration,
    easy: exhibit.beats[0]!.text.easy!.narration,
    faults: describeFaults(faults),
  };
};

describe('narration', () => {
  it('is kept where every file is there', () => {
    expect(
      playable([
        ['title-zh.mp3', 1],
        ['title-en.mp3', MB],
        ['easy-zh.ogg', 5 * MB],
      ]),
    ).toEqual({
      title: { zh: 'title-zh.mp3', en: 'title-en.mp3' },
      easy: { zh: 'easy-zh.ogg' },
      faults: [],
    });
  });

  it('is taken away in the language whose file is missing or empty, so that a voice reads', () => {
    expect(
      playable([
        ['title-zh.mp3', 1],
        ['easy-zh.ogg', 0],
      ]),
    ).toEqual({
      title: { zh: 'title-zh.mp3' },
      easy: undefined,
      faults: [
        'flaw title.narration.en is not in the folder narration; a voice of the browser reads instead',
        'flaw beats.0.text.easy.narration.zh is an empty file; a voice of the browser reads instead',
      ],
    });
  });

  it('is kept, and reported, where a file is large', () => {
    const { title, faults } = playable([
      ['title-zh.mp3', 5 * MB + 1],
      ['title-en.mp3', 1],
      ['easy-zh.ogg', 1],
    ]);
    expect(title).toEqual({ zh: 'title-zh.mp3', en: 'title-en.mp3' });
    expect(faults).toEqual(['flaw title.narration.zh is 6 MB large, more than 5 MB']);
  });

  it('leaves the exhibit that was read as it was', () => {
    const story = spoken();
    playableNarration(story, new Map());
    expect(story).toEqual(spoken());
  });
});
