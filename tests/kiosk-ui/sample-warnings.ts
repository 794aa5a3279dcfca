import type { Warning } from '@pingan/protocol/warnings';

const DAY_MS = 86_400_000;
const source = { zh: '样例派出所（虚构）', en: 'Sample police station (invented)' };

/** The day so many days after a moment, as screens write days. */
export const dayAfter = (days: number, now = Date.now()): string => {
  const date = new Date(now + days * DAY_MS);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

/** Three invented warnings: published today, two and nine days ago; they end in 2, 5 and 20 days. */
export const sampleWarnings = (now = Date.now()): Warning[] => [
  {
    id: 'refund',
    type: { zh: '冒充网购客服退款', en: 'Fake refund call' },
    where: { zh: '样例村一（虚构）', en: 'Sample village 1 (invented)' },
    method: {
      zh: '来电说您买的东西有问题，要多赔钱给您，叫您先装一个“会议”软件。',
      en: 'A caller says your order is faulty and offers extra money, if you first install a “meeting” app.',
    },
    stopPoint: { zh: '叫您打开“屏幕共享”，就停。', en: 'Told to share your screen? Stop there.' },
    action: {
      zh: '挂断。自己打开购物软件看订单，拿不准打 96110。',
      en: 'Hang up. Look in the shop’s own app. Not sure? Ask 96110.',
    },
    source,
    published: dayAfter(0, now),
    expires: dayAfter(2, now),
    generated: true,
  },
  {
    id: 'found-money',
    type: { zh: '街头“捡钱平分”', en: '“Share the money we found”' },
    where: { zh: '样例集市二（虚构）', en: 'Sample market 2 (invented)' },
    method: {
      zh: '有人在您面前捡到一包钱，说见者有份，拉您到没人的地方分。',
      en: 'Somebody “finds” a purse of money in front of you and leads you to a quiet place to share it.',
    },
    stopPoint: { zh: '陌生人要跟您分钱，就停。', en: 'A stranger wants to share money? Stop there.' },
    action: {
      zh: '不跟着走，打 110。钱包和手镯不离手。',
      en: 'Do not follow. Ring 110. Keep your purse and bracelet in your hands.',
    },
    source,
    published: dayAfter(-2, now),
    expires: dayAfter(5, now),
    generated: false,
  },
  {
    id: 'small-jobs',
    type: { zh: '刷单返利', en: 'Paid “likes” and small tasks' },
    where: { zh: '样例镇（虚构）', en: 'Sample town (invented)' },
    method: {
      zh: '拉您进群点赞，先返几块钱，再叫您自己垫钱做“大单”。',
      en: 'A group pays you a little for likes, then wants you to advance your own money for a “big task”.',
    },
    stopPoint: { zh: '叫您先垫钱，就停。', en: 'Asked to pay first? Stop there.' },
    action: {
      zh: '退群，不补“最后一单”。钱已经转出，马上打 110。',
      en: 'Leave the group. Never pay for “one last task”. Money already sent? Ring 110 at once.',
    },
    source,
    published: dayAfter(-9, now),
    expires: dayAfter(20, now),
    generated: true,
  },
];
