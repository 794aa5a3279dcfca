import { Learning } from '@pingan/content/learning';
import { read, text } from './a-text.ts';

const form = (id: string) => ({
  id,
  medium: 'phone',
  style: 'official',
  urgency: 'now',
  genuine: {
    id: `${id}-genuine`,
    sender: text('station'),
    text: text('come in person'),
    why: text('it can wait'),
  },
  scam: {
    id: `${id}-scam`,
    sender: text('station'),
    text: text('pay now'),
    why: text('money first'),
    turningPoint: 'money-first',
  },
});

/** A pool of three forms, as a file would hold it. */
export function learningData() {
  return { forms: [form('a'), form('b'), form('c')] };
}

export function aLearning(change: (data: ReturnType<typeof learningData>) => void = () => {}): Learning {
  return read(learningData(), Learning, change);
}
