import { Judge } from '@pingan/content/kinds/judge/judge';
import { read, text } from './a-text.ts';

const item = (id: string, belongs: string) => ({
  id,
  belongs,
  sender: text('bank'),
  text: text(id),
  why: text(`${id}-why`),
  turningPoint: 'money-first',
  lights: { telephone: 1 },
});

/** Four genuine and four scam messages, as a file would hold them. */
export function judgeData() {
  return {
    kind: 'judge',
    id: 'post',
    title: text('post'),
    invitation: text('try it'),
    question: text('genuine or scam?'),
    medium: 'sms',
    piles: [
      { id: 'real', label: text('real'), tone: 'safe' },
      { id: 'trick', label: text('trick'), tone: 'danger' },
    ],
    items: [
      ...['g1', 'g2', 'g3', 'g4'].map((id) => item(id, 'real')),
      ...['s1', 's2', 's3', 's4'].map((id) => item(id, 'trick')),
    ],
    draw: { short: 3, full: 6 },
    remember: text('remember'),
  };
}

export function aJudge(change: (data: ReturnType<typeof judgeData>) => void = () => {}): Judge {
  return read(judgeData(), Judge, change);
}
