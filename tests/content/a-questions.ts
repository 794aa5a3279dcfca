import { type House, Questions, type Voice } from '@pingan/content/kinds/questions/questions';
import { read, text } from './a-text.ts';

export interface MeasureData {
  id: string;
  yuan: number;
  points: number;
  critical?: boolean;
  lights?: Record<string, number>;
}
const measure = (data: MeasureData) => ({
  drawing: 'key',
  name: text(data.id),
  why: text(`${data.id}-why`),
  ...data,
});

/** A house that 100 yuan can make safe, as a file would hold it. */
export function houseData() {
  return {
    kind: 'questions',
    style: 'house',
    id: 'house',
    title: text('house'),
    invitation: text('try it'),
    question: text('what do you buy?'),
    purse: 100,
    bands: { safe: 40, nearly: 20 },
    measures: [
      measure({ id: 'habit', yuan: 0, points: 10, critical: true }),
      measure({ id: 'cylinder', yuan: 60, points: 25, critical: true, lights: { door: 1, 'window-1': 0.4 } }),
      measure({ id: 'light', yuan: 30, points: 10, lights: { 'window-1': 0.8 } }),
      measure({ id: 'alarm', yuan: 90, points: 5 }),
    ],
    results: { safe: text('safe'), nearly: text('nearly'), open: text('open') },
    remember: text('remember'),
  };
}

/** Two questions with two answers each, as a file would hold them. */
export function voiceData() {
  const question = (id: string) => ({
    id,
    text: text(id),
    answers: [
      { id: 'yes', text: text('yes') },
      { id: 'no', text: text('no') },
    ],
  });
  return {
    kind: 'questions',
    style: 'voice',
    id: 'voice',
    title: text('voice'),
    invitation: text('try it'),
    questions: [question('calls'), question('locks')],
    remember: text('remember'),
  };
}

export function aHouse(change: (data: ReturnType<typeof houseData>) => void = () => {}): House {
  return read(houseData(), Questions, change) as House;
}

export function aVoice(change: (data: ReturnType<typeof voiceData>) => void = () => {}): Voice {
  return read(voiceData(), Questions, change) as Voice;
}

/** A house of any measures, sound or not. */
export function houseOf(
  measures: readonly Omit<MeasureData, 'id'>[],
  purse: number,
  bands: House['bands'],
): House {
  return aHouse((data) => {
    data.measures = measures.map((each, nth) => measure({ id: `measure-${nth}`, ...each }));
    Object.assign(data, { purse, bands });
  });
}
