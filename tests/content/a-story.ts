import { Story } from '@pingan/content/kinds/story/story';

const text = (en: string) => ({ zh: '字', en });

/** The smallest story with a decision, as a file would hold it; `change` spoils it before it is read. */
export function storyData() {
  const choice = (id: string, verdict: 'safe' | 'caught', next: string) => ({
    id,
    text: text(id),
    verdict,
    feedback: { text: text('why'), turningPoint: 'hushed' },
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
        then: { choices: [choice('hang-up', 'safe', 'safe'), choice('pay', 'caught', 'caught')] },
      },
    ],
    endings: [ending('safe', 'safe'), ending('caught', 'caught')],
  };
}

export function aStory(change: (data: ReturnType<typeof storyData>) => void = () => {}): Story {
  const data = storyData();
  change(data);
  return Story.parse(data);
}
