import { Story } from '@pingan/content/kinds/story/story';
import { text, read } from './a-text.ts';

const choice = (id: string, verdict: 'safe' | 'caught', next: string) => ({
  id,
  text: text(id),
  verdict,
  feedback: { text: text(`${id}-why`), turningPoint: 'hushed' },
  next,
});
const ending = (id: string, verdict: 'safe' | 'caught') => ({
  id,
  scene: 'hang-up',
  verdict,
  title: text(id),
  text: text('so it ended'),
  actions: [text('hang up')],
  turningPoint: 'hushed',
});

/** The smallest story with a decision, as a file would hold it. */
export function storyData() {
  return {
    kind: 'story',
    id: 'small',
    title: text('small'),
    invitation: text('try it'),
    medium: 'phone',
    beats: [
      {
        id: 'ring',
        scene: 'phone-ringing',
        speaker: 'caller',
        text: text('hello'),
        then: { next: 'hotel' } as object,
      },
      {
        id: 'hotel',
        scene: 'quiet-room',
        speaker: 'caller',
        text: text('go'),
        then: { choices: [choice('hang-up', 'safe', 'safe'), choice('pay', 'caught', 'caught')] } as object,
      },
    ],
    endings: [ending('safe', 'safe'), ending('caught', 'caught')],
  };
}

export function aStory(change: (data: ReturnType<typeof storyData>) => void = () => {}): Story {
  return read(storyData(), Story, change);
}

/** Where a beat of a random story leads, by number: beats first, then endings. */
export interface RandomBeat {
  to: readonly number[];
  shortcut: number | null;
}

/** A story of any shape, sound or not: ways and shortcuts lead anywhere. */
export function storyOf(beats: readonly RandomBeat[], endings: number): Story {
  const names = [
    ...beats.map((_, b) => `beat-${b}`),
    ...Array.from({ length: endings }, (_, e) => `end-${e}`),
  ];
  const name = (n: number) => names[n % names.length]!;
  return aStory((data) => {
    data.beats = beats.map(({ to, shortcut }, b) => ({
      ...data.beats[0]!,
      id: `beat-${b}`,
      ...(shortcut === null ? {} : { shortcut: name(shortcut) }),
      then:
        to.length < 2
          ? { next: name(to[0] ?? b + 1) }
          : { choices: to.map((n, c) => choice(`choice-${c}`, c === 0 ? 'safe' : 'caught', name(n))) },
    }));
    data.endings = Array.from({ length: endings }, (_, e) => ending(`end-${e}`, 'safe'));
  });
}
