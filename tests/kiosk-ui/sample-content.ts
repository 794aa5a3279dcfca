import type { Beat, Ending, Story } from '@pingan/content/kinds/story/story';
import type { ContentPack } from '@pingan/content/pack';
import { sampleChatStory } from './sample-chat-story.ts';
import { sampleLearning } from './sample-learning.ts';
import { sampleAlarm, sampleCollection, sampleHouse, sampleJudge, sampleVoice } from './sample-rooms.ts';
import { text } from './sample-text.ts';

type Choice = Extract<Beat['then'], { choices: unknown }>['choices'][number];

const hangUp: Choice = {
  id: 'hang-up',
  text: text('挂断，自己打 110 问', 'Hang up and ask 110 myself', ['挂断，问 110', 'Hang up, ask 110']),
  verdict: 'safe',
  feedback: {
    text: text(
      '电话一断，他的戏就演不下去。真警察不会怕你去核实。',
      'The call ends and so does his play. A real officer never minds that you check.',
      ['真警察不怕你核实。', 'Real officers let you check.'],
    ),
    turningPoint: 'hushed',
  },
  next: 'safe',
};

const beats: Beat[] = [
  {
    id: 'ring',
    scene: 'phone-ringing',
    speaker: 'guide',
    text: text(
      '样例：电话响了，号码很陌生。你接了起来。',
      'Sample: your phone rings. You do not know the number. You answer.',
      ['样例：陌生电话，你接了。', 'Sample: a strange call.'],
    ),
    lights: { telephone: 1 },
    then: { next: 'caller' },
  },
  {
    id: 'caller',
    scene: 'caller',
    speaker: 'caller',
    text: text(
      '“我是公安局的。你名下有一张银行卡涉案，现在要配合调查。”',
      '“This is the police. A bank card in your name is part of a case. You must help us now.”',
      ['“我是公安局的。你涉案了。”', '“Police. You are in a case.”'],
    ),
    lights: {},
    then: { next: 'warrant' },
  },
  {
    id: 'warrant',
    scene: 'warrant',
    speaker: 'caller',
    text: text(
      '“看，这就是你的通缉令。先加我的私人账号。”',
      '“Look, here is your arrest warrant. Now add my private account.”',
      ['“看，你的通缉令。”', '“Look, your arrest warrant.”'],
    ),
    turningPoint: 'moved',
    lights: { moved: 1 },
    then: { next: 'hotel' },
  },
  {
    id: 'hotel',
    scene: 'quiet-room',
    speaker: 'caller',
    text: text(
      '“这是机密。找个没人的房间，电话别挂，谁也别告诉。”',
      '“This is secret. Go to a room alone. Stay on the line. Tell nobody.”',
      ['“一个人待着，谁也别告诉。”', '“Be alone. Tell nobody.”'],
    ),
    turningPoint: 'hushed',
    lights: { hushed: 1 },
    then: {
      choices: [
        {
          id: 'go',
          text: text('照他说的，去宾馆开个房间', 'Do as he says and take a hotel room', [
            '去开房间',
            'Take a room',
          ]),
          verdict: 'caught',
          feedback: {
            text: text(
              '他要你一个人待着。没人在旁边，就没人提醒你。',
              'He wants you alone. With nobody near, nobody can warn you.',
              ['没人在旁边，就没人提醒你。', 'Alone, nobody warns you.'],
            ),
            turningPoint: 'hushed',
          },
          next: 'account',
        },
        hangUp,
        {
          id: 'ask-family',
          text: text('先问问家里人', 'Ask my family first', ['问家里人', 'Ask family']),
          verdict: 'safe',
          feedback: {
            text: text(
              '多一个人听，这出戏就穿帮了。',
              'As soon as one more person listens, the play falls apart.',
              ['多一个人听，就穿帮。', 'One more listener ends it.'],
            ),
            turningPoint: 'hushed',
          },
          next: 'safe',
        },
      ],
    },
  },
  {
    id: 'account',
    scene: 'safe-account',
    speaker: 'caller',
    text: text(
      '“把钱先转到安全账户，查清楚就还给你。”',
      '“Move your money to the safe account. You get it back once you are cleared.”',
      ['“钱转到安全账户。”', '“Move your money.”'],
    ),
    turningPoint: 'money-first',
    lights: { 'money-first': 1 },
    then: {
      choices: [
        {
          id: 'transfer',
          text: text('转过去，早点查清楚', 'Transfer it and be done', ['转过去', 'Transfer']),
          verdict: 'caught',
          feedback: {
            text: text(
              '“安全账户”从来没有。钱一转出，就到了别人手里。',
              'There is no such thing as a safe account. Once sent, the money is in other hands.',
              ['没有“安全账户”。', 'No account is “safe”.'],
            ),
            turningPoint: 'money-first',
          },
          next: 'lost',
        },
        hangUp,
      ],
    },
  },
];

const actions = [
  text('挂断电话', 'Hang up'),
  text('钱已转出，马上打 110', 'Money already sent: call 110 at once', [
    '钱转了，打 110',
    'Money sent: call 110',
  ]),
  text('拿不准，打 96110 问', 'Not sure: ask 96110'),
];

const endings: Ending[] = [
  {
    id: 'safe',
    scene: 'hang-up',
    verdict: 'safe',
    title: text('你把电话挂了', 'You hung up'),
    text: text(
      '没有人会在电话里办案，也没有什么安全账户。',
      'Nobody runs a case over the phone, and there is no safe account.',
      ['电话里不办案。', 'No case by phone.'],
    ),
    actions,
    turningPoint: 'hushed',
    lights: {},
  },
  {
    id: 'lost',
    scene: 'police-station',
    verdict: 'caught',
    title: text('钱转走了，还来得及做一件事', 'The money is gone. One thing can still be done.', [
      '钱转走了',
      'The money is gone',
    ]),
    text: text(
      '这一套话很多人都信过。越早报警越好，每一分钟都要紧。',
      'Many people believed these words. Report at once: minutes count.',
      ['越早报警越好。', 'Report at once.'],
    ),
    actions: [
      text('马上打 110 报警', 'Call 110 at once'),
      ...actions.slice(0, 1),
      text('留好聊天和转账记录', 'Keep the chat and the receipts', ['留好记录', 'Keep receipts']),
      text('想问就打 96110', 'For questions call 96110', ['想问打 96110', 'Questions: 96110']),
    ],
    turningPoint: 'money-first',
    lights: {},
  },
];

const story: Story = {
  kind: 'story',
  id: 'fake-police',
  title: text('样例：冒充警察的来电', 'Sample: the caller who says he is the police'),
  invitation: text('电话响了，你接不接？', 'Your phone is ringing. Do you answer?', [
    '电话响了，接不接？',
    'Your phone rings. Answer?',
  ]),
  medium: 'phone',
  beats,
  endings,
  learning: sampleLearning,
};

/** One exhibit of every kind and style. Samples for trying the screens, not texts for visitors. */
export const samplePack: ContentPack = {
  id: 'sample',
  version: 'sample-1',
  exhibits: [story, sampleChatStory, sampleJudge, sampleCollection, sampleHouse, sampleVoice, sampleAlarm],
  sources: {},
};
