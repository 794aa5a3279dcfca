import type { Alarm } from '@pingan/content/kinds/alarm/alarm';
import type { Collection } from '@pingan/content/kinds/collection/collection';
import type { Judge } from '@pingan/content/kinds/judge/judge';
import type { House, Voice } from '@pingan/content/kinds/questions/questions';
import { text } from './sample-text.ts';

const item = (
  id: string,
  belongs: 'genuine' | 'scam',
  sender: readonly [string, string],
  said: readonly [string, string, (readonly [string, string])?],
  why: readonly [string, string],
): Judge['items'][number] => ({
  id,
  belongs,
  sender: text(...sender),
  text: text(...said),
  why: text(...why),
  ...(belongs === 'scam' && { turningPoint: 'keys-handed-over' as const }),
  lights: {},
});

export const sampleJudge: Judge = {
  kind: 'judge',
  id: 'messages',
  title: text('样例：这条短信，真的假的？', 'Sample: this message, real or not?', [
    '真的假的？',
    'Real or not?',
  ]),
  invitation: text('六条短信，你能看出几条是骗？', 'Six messages. How many scams can you spot?', [
    '哪条是骗？',
    'Which are scams?',
  ]),
  question: text('这条是真的，还是骗？', 'Is this one genuine or a scam?', ['真的？骗？', 'Real? Scam?']),
  medium: 'sms',
  piles: [
    { id: 'genuine', label: text('真的', 'Genuine'), tone: 'safe' },
    { id: 'scam', label: text('是骗', 'Scam'), tone: 'danger' },
  ],
  items: [
    item(
      'library',
      'genuine',
      ['图书馆', 'Library'],
      ['您借的书还有三天到期，请带书来馆里续借。', 'Your book is due in three days. Bring it in to renew.'],
      ['叫你自己来馆里办，不给链接。', 'You are asked to come in person; no link.'],
    ),
    item(
      'clinic',
      'genuine',
      ['卫生院', 'Clinic'],
      [
        '周四上午给老人量血压，请带身份证来卫生院。',
        'Blood pressure for seniors on Thursday at the clinic. Bring your card.',
      ],
      ['面对面办事，不要钱。', 'Face to face, and free.'],
    ),
    item(
      'bank-code',
      'scam',
      ['银行客服', 'Bank service'],
      [
        '您的账户有风险，请把收到的验证码告诉我们，好替您锁住。',
        'Your account is at risk. Tell us the code you received so that we can lock it.',
        ['把验证码告诉我们。', 'Tell us your code.'],
      ],
      ['验证码就是钥匙。谁也不给，银行也不会问。', 'The code is your key. No bank asks for it.'],
    ),
    item(
      'subsidy',
      'scam',
      ['补贴中心', 'Subsidy office'],
      [
        '您有一笔补贴没领，点链接填银行卡和密码。',
        'A subsidy waits for you. Open the link and enter card and PIN.',
      ],
      ['发补贴不用密码。', 'Nobody needs your PIN to pay you.'],
    ),
  ],
  draw: { short: 3, full: 4 },
  remember: text('拿不准，不点、不给、先问 96110。', 'Not sure? Do not tap, do not tell. Ask 96110 first.', [
    '拿不准，先问 96110。',
    'Not sure? Ask 96110.',
  ]),
};

export const sampleCollection: Collection = {
  kind: 'collection',
  id: 'shelf',
  title: text('样例：架子上的东西', 'Sample: things on the shelf'),
  invitation: text('拿一件起来看看。', 'Lift one and have a look.'),
  question: text('拿起一件，或在这里点它。', 'Lift one, or touch it here.', ['拿一件看看。', 'Lift one.']),
  objects: [
    {
      id: 'padlock',
      drawing: 'padlock',
      name: text('黄铜挂锁', 'Brass padlock'),
      text: text('样子结实，锁梁外露。', 'Looks strong; its bow is open to tools.', [
        '锁梁外露。',
        'Its bow is exposed.',
      ]),
      defence: text('选锁梁包住的，再装一道里锁。', 'Choose one with a covered bow and add a lock inside.', [
        '选锁梁包住的。',
        'Choose a covered bow.',
      ]),
      values: { stops: text('顺手牵羊', 'a passing thief'), price: text('约二十元', 'about 20 yuan') },
    },
    {
      id: 'dagger',
      drawing: 'dagger',
      name: text('匕首', 'Dagger'),
      text: text('管制刀具，不能随身带。', 'A controlled knife; carrying it is forbidden.', [
        '不能带。',
        'Forbidden to carry.',
      ]),
      defence: text('看见有人带，走远，再打 110。', 'If you see one carried, walk away and call 110.', [
        '走远，打 110。',
        'Walk away. Call 110.',
      ]),
      values: { stops: text('什么也不防', 'nothing'), price: text('不能卖', 'not for sale') },
    },
    {
      id: 'window-lock',
      drawing: 'window-lock',
      name: text('窗锁', 'Window lock'),
      text: text('让窗子只能开一条缝。', 'Lets a window open only a little.', [
        '只开一条缝。',
        'Opens a little.',
      ]),
      defence: text('一楼每扇窗都装一个。', 'Put one on every ground-floor window.', [
        '一楼都装。',
        'On every window.',
      ]),
      values: { stops: text('翻窗', 'climbing in'), price: text('约十元', 'about 10 yuan') },
    },
  ],
  compare: [
    { id: 'stops', label: text('防什么', 'What it stops') },
    { id: 'price', label: text('多少钱', 'What it costs') },
  ],
  remember: text('东西放好，锁好，再出门。', 'Put it away, lock it, then leave.', [
    '锁好再出门。',
    'Lock, then leave.',
  ]),
};

const measure = (
  id: House['measures'][number]['drawing'],
  name: readonly [string, string],
  yuan: number,
  points: number,
  critical = false,
): House['measures'][number] => ({
  id,
  drawing: id,
  name: text(...name),
  why: text('样例：它让进屋更难。', 'Sample: it makes getting in harder.'),
  yuan,
  points,
  critical,
  lights: {},
});

export const sampleHouse: House = {
  kind: 'questions',
  style: 'house',
  id: 'house',
  title: text('样例：二百元守住一个家', 'Sample: a safe home for 200 yuan'),
  invitation: text('手里二百元，怎么守住这个家？', 'You have 200 yuan. How do you keep this home safe?', [
    '二百元守住家？',
    'A safe home for 200 yuan?',
  ]),
  question: text('选你要装的。钱只有二百元。', 'Choose what to fit. The purse holds 200 yuan.', [
    '选几样。',
    'Choose.',
  ]),
  purse: 200,
  bands: { safe: 60, nearly: 35 },
  measures: [
    measure('key', ['不把钥匙放门外', 'No key under the mat'], 0, 15, true),
    measure('cylinder', ['换好锁芯', 'A better lock'], 120, 25, true),
    measure('window-lock', ['窗锁', 'Window locks'], 40, 15),
    measure('sensor-light', ['感应灯', 'Sensor light'], 50, 12),
    measure('neighbour', ['邻里照看', 'Neighbours who look'], 0, 12),
    measure('alarm', ['门磁警报', 'Door alarm'], 60, 12),
  ],
  results: {
    safe: text('今晚，这个家守住了。', 'Tonight this home is safe.'),
    nearly: text('差一点。还有一处开着。', 'Nearly. One way in is still open.'),
    open: text('今晚，小偷进得来。', 'Tonight a thief could get in.'),
  },
  remember: text('好习惯不花钱，先做这些。', 'Good habits cost nothing. Begin there.'),
};

export const sampleVoice: Voice = {
  kind: 'questions',
  style: 'voice',
  id: 'voice',
  title: text('样例：村里的声音', 'Sample: the voice of the village'),
  invitation: text('村里最让你担心的是什么？', 'What worries you most in the village?'),
  questions: [
    {
      id: 'worry',
      text: text('您最担心哪一样？', 'What worries you most?', ['最担心什么？', 'Your worry?']),
      answers: [
        { id: 'calls', text: text('陌生电话', 'Strange calls') },
        { id: 'theft', text: text('丢东西', 'Theft') },
        { id: 'traffic', text: text('路上车快', 'Fast traffic') },
      ],
    },
    {
      id: 'ask',
      text: text('遇到事，您先问谁？', 'Whom do you ask first?'),
      answers: [
        { id: 'family', text: text('家里人', 'Family') },
        { id: 'officer', text: text('村里民警', 'The village officer') },
      ],
    },
  ],
  remember: text('谢谢，只记数，不记人。', 'Thank you. We count answers, never people.'),
};

export const sampleAlarm: Alarm = {
  kind: 'alarm',
  id: 'live-alarm',
  title: text('样例：听一听真的警报', 'Sample: hear a real alarm'),
  invitation: text('推开这扇门，会怎样？', 'What happens when you open this door?'),
  says: {
    ready: text(
      '按住按钮，布防。会响，五秒就停。',
      'Hold the button to arm. It is loud and stops after 5 seconds.',
      ['按住布防。会响。', 'Hold to arm. It is loud.'],
    ),
    arming: text('再按一会儿。', 'Keep holding.'),
    announced: text('就要布防了。', 'It is about to be armed.'),
    armed: text('现在，推开小门试试。', 'Now open the little door.'),
    sounding: text('听见了吧。', 'You can hear it.'),
    silenced: text('停了。', 'It has stopped.'),
    busy: text('别人正在用，请等一等。', 'Somebody is using it. Please wait.'),
    gone: text('现在不能用，请问民警。', 'It cannot be used now. Please ask the officer.'),
  },
  seen: {
    armed: text('已布防', 'armed'),
    'door-opened': text('门开了', 'door opened'),
    'door-shut': text('门关上', 'door shut'),
    'motion-began': text('有人走动', 'somebody moved'),
    'motion-ended': text('没人走动', 'nobody moved'),
    'siren-on': text('警报响', 'siren on'),
    'siren-off': text('警报停', 'siren off'),
    disarmed: text('已撤防', 'disarmed'),
    'board-lost': text('电路板断开', 'board lost'),
  },
  remember: text(
    '警报不抓人，它让人跑。装在门窗上。',
    'An alarm catches nobody; it makes them run. Fit it to doors and windows.',
  ),
};
