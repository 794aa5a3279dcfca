import type { TurningPoint } from '@pingan/content/texts';
import type { Language } from '@pingan/protocol/ids';

/** How one turning point is told where there is room for a sentence: what is heard, and what to do then. */
export interface TurningPointWords {
  point: TurningPoint;
  name: Record<Language, string>;
  heard: Record<Language, string>;
  answer: Record<Language, string>;
}

/** The five, in the order of the ceiling lamps: for posters, cards and pages outside the visitor screen. */
export const fiveTurningPoints: readonly TurningPointWords[] = [
  {
    point: 'moved',
    name: { zh: '引你走', en: 'Moved' },
    heard: { zh: '让您换个软件、加私人号？', en: 'Sent to another app or a private account?' },
    answer: { zh: '回到官方渠道办。', en: 'Go back to the official way.' },
  },
  {
    point: 'hushed',
    name: { zh: '叫你瞒', en: 'Hushed' },
    heard: { zh: '叫您别告诉家里人？', en: 'Told to keep it from your family?' },
    answer: { zh: '先跟家里人说一声。', en: 'Tell them first.' },
  },
  {
    point: 'money-first',
    name: { zh: '先交钱', en: 'Money first' },
    heard: { zh: '还没见到，先要您交钱？', en: 'Asked to pay before you get anything?' },
    answer: { zh: '停下来，一分不交。', en: 'Stop. Pay nothing.' },
  },
  {
    point: 'keys-handed-over',
    name: { zh: '交钥匙', en: 'Keys handed over' },
    heard: { zh: '要验证码、刷脸、共享屏幕？', en: 'Asked for a code, your face or your screen?' },
    answer: { zh: '等于要银行卡，不给。', en: 'It is your bank card. Keep it.' },
  },
  {
    point: 'pay-to-withdraw',
    name: { zh: '取钱先付', en: 'Pay to withdraw' },
    heard: { zh: '想取钱，还得再付钱？', en: 'Pay again to get your money out?' },
    answer: { zh: '再付也回不来，打 110。', en: 'It will not come back. Ring 110.' },
  },
];

/** The two numbers, and when to ring which. */
export const numbersToRing = {
  police: {
    number: '110',
    when: { zh: '钱已转出，马上打', en: 'Money already sent: ring at once' },
  },
  advice: {
    number: '96110',
    when: { zh: '拿不准，打反诈专线问', en: 'Not sure: ask the anti-fraud line' },
  },
} satisfies Record<string, { number: string; when: Record<Language, string> }>;
