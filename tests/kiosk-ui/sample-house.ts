import type { House, Measure, Voice } from '@pingan/content/kinds/questions/questions';
import { text } from './sample-text.ts';

const measure = (
  drawing: Measure['drawing'],
  name: readonly [string, string],
  yuan: number,
  points: number,
  critical = false,
): Measure => ({
  id: drawing,
  drawing,
  name: text(...name),
  why: text(
    '样例：多花一分钟，贼就多一分钟怕被看见。',
    'Sample: each minute more is a minute in which a thief may be seen.',
    ['多拖一分钟。', 'One minute more.'],
  ),
  yuan,
  points,
  critical,
  lights: {},
});

/** A house with every measure there can be. Sample prices and texts, not for visitors. */
export const fullHouse: House = {
  kind: 'questions',
  style: 'house',
  id: 'full-house',
  title: text('样例：二百元守住一个家', 'Sample: a safe home for 200 yuan'),
  invitation: text('二百元，怎么守住一个家？', 'How do you keep a home safe with 200 yuan?'),
  question: text(
    '样例：兜里二百元，怎么守住这个家？',
    'Sample: with 200 yuan, how do you keep this house safe?',
    ['怎么守住这个家？', 'How to keep it safe?'],
  ),
  purse: 200,
  bands: { safe: 60, nearly: 35 },
  measures: [
    measure('key', ['出门睡觉都反锁', 'Turn the key each time'], 0, 12, true),
    measure('cylinder', ['换 B 级锁芯', 'A grade B cylinder'], 90, 10),
    measure('window-lock', ['低处的窗装窗锁', 'Locks on low windows'], 45, 12, true),
    measure('sensor-light', ['门口装感应灯', 'Sensor light at the door'], 40, 10),
    measure('timer-light', ['屋里装定时灯', 'Timer light indoors'], 25, 5),
    measure('peephole', ['猫眼盖', 'Peephole cover'], 8, 4),
    measure('alarm', ['门磁报警器', 'Door alarm'], 60, 4),
    measure('neighbour', ['托邻居照看', 'Neighbours look in'], 0, 4),
    measure('battery', ['电瓶不进屋充', 'Charge outdoors'], 0, 5, true),
  ],
  results: {
    safe: text(
      '样例：今晚，贼在门外转了一圈，走了。',
      'Sample: tonight the thief went round the house and left.',
    ),
    nearly: text('样例：差一点，还有一处进得来。', 'Sample: nearly. One way in is still open.', [
      '差一处。',
      'One way in is left.',
    ]),
    open: text('样例：今晚，还有好几处进得来。', 'Sample: tonight there are still several ways in.', [
      '还有几处进得来。',
      'Several ways in are left.',
    ]),
  },
  remember: text(
    '样例：不花钱的习惯先做起来，再一样一样添。',
    'Sample: begin with the habits that cost nothing, then add one thing after another.',
  ),
};

/** Five long answers, then two short ones. */
export const fullVoice: Voice = {
  kind: 'questions',
  style: 'voice',
  id: 'full-voice',
  title: text('样例：村里的声音', 'Sample: the voice of the village'),
  invitation: text('村里最让您担心的是什么？', 'What worries you most in the village?'),
  questions: [
    {
      id: 'worry',
      text: text('样例：在村里，您最担心哪一样？', 'Sample: what worries you most in the village?', [
        '最担心什么？',
        'Your worry?',
      ]),
      answers: [
        { id: 'calls', text: text('陌生电话', 'Strange calls') },
        { id: 'theft', text: text('丢东西', 'Theft') },
        { id: 'traffic', text: text('车太快', 'Fast traffic') },
        { id: 'elders', text: text('哄人买药', 'Pill sellers') },
        { id: 'none', text: text('没有', 'Nothing') },
      ],
    },
    {
      id: 'light',
      text: text('样例：晚上走村里的路，看得清吗？', 'Sample: can you see your way at night?'),
      answers: [
        { id: 'yes', text: text('看得清', 'Yes') },
        { id: 'no', text: text('看不清', 'No') },
        { id: 'some', text: text('有的路看得清', 'On some roads') },
        { id: 'stay', text: text('晚上不出门', 'I stay at home') },
      ],
    },
  ],
  remember: text('样例：您的一票，会和大家的加在一起。', 'Sample: your vote is added to everybody else’s.'),
};

export const fullHouseExhibits = [fullHouse, fullVoice];
