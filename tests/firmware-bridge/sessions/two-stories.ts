import { Story } from '@pingan/content/kinds/story/story';

const text = (zh: string) => ({ zh, en: zh });

/** A short story with one decision; its lamp is named after it. */
export function shortStory(id: string): Story {
  return Story.parse({
    kind: 'story',
    id,
    title: text('title'),
    invitation: text('invitation'),
    medium: 'phone',
    beats: [
      {
        id: 'ring',
        scene: 'phone-ringing',
        speaker: 'caller',
        text: text('ring'),
        lights: { [`lamp-${id}`]: 1 },
        then: { next: 'hotel' },
      },
      {
        id: 'hotel',
        scene: 'quiet-room',
        speaker: 'caller',
        text: text('hotel'),
        turningPoint: 'hushed',
        then: {
          choices: [
            {
              id: 'hang-up',
              text: text('hang up'),
              verdict: 'safe',
              feedback: { text: text('good'), turningPoint: 'hushed' },
              next: 'safe',
            },
            {
              id: 'pay',
              text: text('pay'),
              verdict: 'caught',
              feedback: { text: text('the trick'), turningPoint: 'money-first' },
              next: 'ring',
            },
          ],
        },
      },
    ],
    endings: [
      {
        id: 'safe',
        scene: 'hang-up',
        verdict: 'safe',
        title: text('safe'),
        text: text('safe'),
        actions: [text('ask')],
        turningPoint: 'hushed',
      },
    ],
  });
}

export const PHONE = shortStory('phone');
export const CHAT = shortStory('chat');
