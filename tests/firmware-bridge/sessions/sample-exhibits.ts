import { Alarm } from '@pingan/content/kinds/alarm/alarm';
import { Collection } from '@pingan/content/kinds/collection/collection';
import { Judge } from '@pingan/content/kinds/judge/judge';
import { Questions } from '@pingan/content/kinds/questions/questions';
import type { Story } from '@pingan/content/kinds/story/story';
import { Learning } from '@pingan/content/learning';
import type { Exhibit } from '@pingan/content/pack';
import { shortStory } from './two-stories.ts';

/** The smallest exhibit of every kind. Samples for tests, not texts for visitors. */

const text = (en: string) => ({ zh: '样例', en });
const head = (id: string) => ({ id, title: text(id), invitation: text('come') });

const form = (id: string) => ({
  id,
  medium: 'sms',
  style: 'official',
  urgency: 'now',
  genuine: { id: `${id}-genuine`, sender: text('bank'), text: text('visit us'), why: text('no link') },
  scam: {
    ...{ id: `${id}-scam`, sender: text('bank'), text: text('pay now'), why: text('a link') },
    turningPoint: 'money-first',
  },
});

/** A story whose learning is measured with messages of three forms. */
export const LEARNING: Story = {
  ...shortStory('fake-police'),
  learning: Learning.parse({ forms: ['one', 'two', 'three'].map(form) }),
};

export const JUDGE: Judge = Judge.parse({
  kind: 'judge',
  ...head('messages'),
  question: text('genuine or scam?'),
  medium: 'sms',
  piles: [
    { id: 'real', label: text('genuine'), tone: 'safe' },
    { id: 'fake', label: text('scam'), tone: 'danger' },
  ],
  items: ['a', 'b', 'c', 'd'].map((id, nth) => ({
    ...{ id, belongs: nth % 2 === 0 ? 'real' : 'fake', text: text(id), why: text('because') },
    ...(nth % 2 === 1 && { turningPoint: 'money-first' }),
  })),
  draw: { short: 2, full: 4 },
  remember: text('ask'),
});

export const COLLECTION: Collection = Collection.parse({
  kind: 'collection',
  ...head('locks'),
  question: text('touch one'),
  objects: ['lock-01', 'lock-02', 'lock-03'].map((id) => ({
    ...{ id, drawing: id, name: text(id), text: text(id), defence: text('turn the key') },
    values: { grade: text(id) },
  })),
  compare: [{ id: 'grade', label: text('grade') }],
  remember: text('shut the door'),
});

export const HOUSE: Questions = Questions.parse({
  kind: 'questions',
  ...head('house'),
  style: 'house',
  question: text('what do you buy?'),
  purse: 200,
  bands: { safe: 20, nearly: 10 },
  measures: [
    { id: 'key', drawing: 'key', name: text('key'), why: text('key'), yuan: 0, points: 10, critical: true },
    { id: 'cylinder', drawing: 'cylinder', name: text('cylinder'), why: text('c'), yuan: 150, points: 10 },
    { id: 'alarm', drawing: 'alarm', name: text('alarm'), why: text('a'), yuan: 100, points: 5 },
  ],
  results: { safe: text('safe'), nearly: text('nearly'), open: text('open') },
  remember: text('remember'),
});

export const VOICE: Questions = Questions.parse({
  kind: 'questions',
  ...head('voice'),
  style: 'voice',
  questions: ['worry', 'wish'].map((id) => ({
    ...{ id, text: text(id) },
    answers: ['calls', 'theft', 'none'].map((answer) => ({ id: answer, text: text(answer) })),
  })),
  remember: text('thank you'),
});

const stages = ['ready', 'arming', 'announced', 'armed', 'sounding', 'silenced', 'busy', 'gone'];
const sightings = [
  ...['armed', 'door-opened', 'door-shut', 'motion-began', 'motion-ended'],
  ...['siren-on', 'siren-off', 'disarmed', 'board-lost'],
];
const texts = (ids: string[]) => Object.fromEntries(ids.map((id) => [id, text(id)]));

export const ALARM: Alarm = Alarm.parse({
  kind: 'alarm',
  ...head('burglar'),
  says: texts(stages),
  seen: texts(sightings),
  remember: text('an alarm calls people'),
});

export const EVERY_KIND: Exhibit[] = [LEARNING, JUDGE, COLLECTION, HOUSE, VOICE, ALARM];
