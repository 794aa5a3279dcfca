import type { Story } from '@pingan/content/kinds/story/story';
import { text } from './sample-text.ts';

/** A second story, by chat: every beat but the last is a message in a group. */
export const sampleChatStory: Story = {
  kind: 'story',
  id: 'task-scam',
  title: text('样例：点赞赚钱的群', 'Sample: the group that pays for likes', [
    '点赞赚钱的群',
    'The group that pays for likes',
  ]),
  invitation: text('群里说点赞就给钱，你信吗？', 'A group pays you for likes. Do you believe it?', [
    '点赞就给钱？',
    'Money for likes?',
  ]),
  medium: 'chat',
  beats: [
    {
      id: 'invited',
      scene: 'group-chat',
      speaker: 'caller',
      text: text(
        '“进群做任务，点一个赞两块钱，当天到账。”',
        '“Join us: two yuan for each like, paid the same day.”',
        ['“点一个赞，给两块。”', '“Two yuan for each like.”'],
      ),
      lights: { telephone: 1 },
      then: { next: 'first-pay' },
    },
    {
      id: 'first-pay',
      scene: 'small-reward',
      speaker: 'guide',
      text: text('样例：真的到账六块钱。你觉得挺靠谱。', 'Sample: six yuan really arrive. It looks honest.', [
        '真到账六块。',
        'Six yuan arrive.',
      ]),
      lights: {},
      shortcut: 'deposit',
      then: { next: 'deposit' },
    },
    {
      id: 'deposit',
      scene: 'task-app',
      speaker: 'caller',
      text: text(
        '“这一单是大单，先垫三百，做完连本带利还你。”',
        '“This one is big. Put in 300 yuan first and get it back with a bonus.”',
        ['“先垫三百，再还你。”', '“Pay 300 first.”'],
      ),
      turningPoint: 'money-first',
      lights: { 'money-first': 1 },
      then: {
        choices: [
          {
            id: 'pay',
            text: text('垫上，反正会还', 'Pay; it comes back', ['垫上', 'Pay']),
            verdict: 'caught',
            feedback: {
              text: text(
                '先给的小钱是鱼饵，先交的大钱才是他们要的。',
                'The small money was the bait. The money you put in is what they want.',
                ['小钱是鱼饵。', 'Small money is bait.'],
              ),
              turningPoint: 'money-first',
            },
            next: 'stuck',
          },
          {
            id: 'stop',
            text: text('不垫，退群', 'Pay nothing and leave', ['不垫', 'Leave']),
            verdict: 'safe',
            feedback: {
              text: text('要先交钱才能赚钱的活，都不是活。', 'Work for which you pay first is not work.', [
                '先交钱的，不是活。',
                'Pay first is not work.',
              ]),
              turningPoint: 'money-first',
            },
            next: 'kept',
          },
        ],
      },
    },
  ],
  endings: [
    {
      id: 'kept',
      scene: 'hang-up',
      verdict: 'safe',
      title: text('你退了群', 'You left the group', ['你退了群', 'You left']),
      text: text('六块钱就当看了一出戏，三百块还在手里。', 'The 300 yuan are still yours.', [
        '三百块还在。',
        'You kept 300 yuan.',
      ]),
      actions: [text('拿不准，打 96110 问', 'Not sure: ask 96110')],
      turningPoint: 'money-first',
      lights: {},
    },
    {
      id: 'stuck',
      scene: 'frozen-account',
      verdict: 'caught',
      title: text('钱取不出来了', 'The money is locked in', ['钱取不出来', 'Money locked']),
      text: text(
        '他们还会说：再交一笔才能取。到这里就停。',
        'They will say: pay once more to get it out. Stop here.',
        ['别再交第二笔。', 'Do not pay again.'],
      ),
      actions: [
        text('马上打 110 报警', 'Call 110 at once'),
        text('留好聊天和转账记录', 'Keep the chat and the receipts'),
      ],
      turningPoint: 'pay-to-withdraw',
      lights: {},
    },
  ],
};
