import type { Text } from '@pingan/protocol/ids';

/** What a panel says to whoever wants to open it. */
export const doorWords = {
  noCrew: {
    zh: '这辆车还没有警员名单。请在指挥中心给车辆登记并添加警员；还没有指挥中心的，在车上的计算机运行 npm run crew -- --data 数据目录 --first，用打印出的一次性密码开启',
    en: 'This bus has no crew list yet. Enrol the bus at headquarters and add its crew there; without headquarters, run "npm run crew -- --data DIR --first" on the bus computer and use the one-time code it prints',
  },
  crewLost: {
    zh: '车上的警员名单已损坏，接通指挥中心后会自动重新收到；等不及的，在车上的计算机运行 npm run crew -- --data 数据目录 --first',
    en: 'The crew list on this bus is damaged; it comes again by itself once there is a link to headquarters. Until then, run "npm run crew -- --data DIR --first" on the bus computer',
  },
  notOnList: { zh: '警员名单里没有这个人', en: 'This person is not on the crew list' },
  noPin: {
    zh: '还没有设置密码，请用一次性密码设置',
    en: 'No PIN has been chosen yet; use a one-time code to choose one',
  },
  wrongPin: { zh: '密码不对，请再试一次', en: 'That PIN is not right; please try again' },
  wrongCode: {
    zh: '一次性密码不对、已用过或已过期',
    en: 'That one-time code is not right, was used already or has expired',
  },
  guessable: {
    zh: '这个密码太容易猜到，请换一个（不要用连号、重复数字或年份）；一次性密码还没有用掉',
    en: 'That PIN is too easy to guess; choose another one without runs, repeated digits or a year. The one-time code is not used up',
  },
  codeNotKept: {
    zh: '车上的存储现在写不进去，一次性密码没有用掉，请稍后再试',
    en: 'The disk of the bus does not take it now; the one-time code is not used up, try again soon',
  },
  busy: {
    zh: '同时核对的人太多，请过几秒再试',
    en: 'Too many are being checked at once; try again in a few seconds',
  },
  tooFast: { zh: '太快了，请稍等再试', en: 'Too fast; wait a moment' },
  ended: { zh: '请重新输入密码', en: 'Please enter the PIN again' },
  pairFirst: {
    zh: '请先在车上的民警台点“配对手机”，再在这里输入显示的配对码',
    en: 'First choose "Pair a phone" at an officer panel on the bus, then enter here the code that it shows',
  },
  phoneEnded: {
    zh: '这部手机的配对已结束，请在车上的民警台重新配对',
    en: 'The pairing of this phone has ended; pair it again at an officer panel on the bus',
  },
  wrongPairing: {
    zh: '配对码不对或已过期，请看车上民警台现在显示的配对码',
    en: 'That pairing code is not right or has expired; look at the one the officer panel shows now',
  },
  noLan: {
    zh: '这辆车没有开放手机网络：启动时加上 --lan 才能配对手机',
    en: 'This bus serves no phones: start it with --lan to pair one',
  },
  pairHere: { zh: '请在车上的民警台配对手机', en: 'Pair phones at an officer panel on the bus' },
  identifyFirst: { zh: '请先在民警台输入密码', en: 'First enter your PIN at this officer panel' },
} satisfies Record<string, Text>;

export function waitWords(seconds: number): Text {
  return {
    zh: `请等 ${seconds} 秒再试；别的民警台和已配对的手机不受影响`,
    en: `Try again in ${seconds} s; other panels and paired phones are not held up`,
  };
}
