import type { Text } from '@pingan/protocol/ids';
import type { HandAct } from './check-plan.ts';

/**
 * What a check says of what it found: spoken, short, and first what is to be done. It must stand alone, because a ticket shows it days
 * later without the rest of the check.
 */
export const findings = {
  boardAway: ({ zh, en }: Text): Text => ({
    zh: `请把${zh}的插头插紧，再检查一次`,
    en: `Push the plug of ${en} in; then check again`,
  }),
  chipSilent: ({ zh, en }: Text): Text => ({
    zh: `请把${zh}的插头插紧，看看它的电源：它没有应答`,
    en: `Push the plug of ${en} in and look at its power: it does not answer`,
  }),
  diskFails: (why: string): Text => ({
    zh: `请叫技术员：硬盘写不进去（${why}），断电就会丢数`,
    en: `Call the technician: nothing can be written to the disk (${why}), and counts are lost when the power goes`,
  }),
  diskSilent: (): Text => ({
    zh: '请叫技术员：硬盘没有反应',
    en: 'Call the technician: the disk does not answer',
  }),
  diskFull: (megabytes: number): Text => ({
    zh: `请叫技术员清理硬盘：只剩 ${megabytes} MB`,
    en: `Call the technician to make room: only ${megabytes} MB of the disk are free`,
  }),
  clockUnknown: (): Text => ({
    zh: '请在“更多”里设一下时间：车上不知道现在几点',
    en: 'Set the time under "More": the bus does not know what time it is',
  }),
  clockFrom: (source: string): Text => {
    const from = CLOCKS[source] ?? { zh: source, en: source };
    return { zh: `时间来自${from.zh}`, en: `The time comes from ${from.en}` };
  },
  volts: (volts: number): Text => ({ zh: `${volts.toFixed(1)} 伏`, en: `${volts.toFixed(1)} V` }),
  batteryLow: (volts: number): Text => ({
    zh: `请发动车辆或接上充电器：电池只有 ${volts.toFixed(1)} 伏`,
    en: `Start the engine or connect the charger: the battery is down to ${volts.toFixed(1)} V`,
  }),
  batteryUnread: (): Text => ({
    zh: '请看看电压感应器的插头：没有读数',
    en: 'Look at the plug of the voltage sensor: there is no reading',
  }),
  noLink: (): Text => ({
    zh: '请看看路由器和流量卡：连不上指挥中心。数据先存在车上，不会丢',
    en: 'Look at the router and its SIM card: headquarters cannot be reached. Counts stay safe on the bus',
  }),
  nothingConfirmed: (days: number): Text => ({
    zh: `请用U盘把记录带回指挥中心：有 ${days} 天的数据没有收到确认`,
    en: `Take the records to headquarters on a USB stick: ${days} days of counts are not confirmed yet`,
  }),
  sensorUnread: ({ zh, en }: Text): Text => ({
    zh: `请看看${zh}的插头：读数不对`,
    en: `Look at the plug of the ${en}: its reading makes no sense`,
  }),
  beamBlocked: ({ zh, en }: Text, beam: Beam): Text => ({
    zh: `请把挡住${zh}${BEAMS[beam].zh}光束的东西拿开，再检查一次`,
    en: `Take away what stands in the ${beam} beam of the ${en}; then check again`,
  }),
  beamFlickers: ({ zh, en }: Text, beam: Beam): Text => ({
    zh: `请看看${zh}${BEAMS[beam].zh}光束的接线和对准：它时通时断`,
    en: `Look at the cable and the aim of the ${beam} beam of the ${en}: it flickers`,
  }),
  beamSawNobody: ({ zh, en }: Text, beam: Beam): Text => ({
    zh: `请看看${zh}${BEAMS[beam].zh}光束的接线和对准：有人走过，它没看见`,
    en: `Look at the cable and the aim of the ${beam} beam of the ${en}: it saw nobody walk through`,
  }),
  doorUnsure: ({ zh, en }: Text): Text => ({
    zh: `请看看${zh}的两道光束：进出没有都看清`,
    en: `Look at both beams of the ${en}: they did not see somebody walk in and out`,
  }),
  lampDark: ({ zh, en }: Text): Text => ({
    zh: `请给“${zh}”换灯，或看看灯的插头：它不亮`,
    en: `Change the lamp "${en}" or look at its plug: it stays dark`,
  }),
  contactFlickers: ({ zh, en }: Text): Text => ({
    zh: `请看看“${zh}”触点的接线：它时通时断`,
    en: `Look at the cable of the contact of "${en}": it flickers`,
  }),
  sirenUnheard: (): Text => ({
    zh: '请看看警号的插头和接线：没有听到它响',
    en: 'Look at the plug and the cable of the siren: nobody heard it',
  }),
  noScreen: ({ zh, en }: Text): Text => ({
    zh: `请打开${zh}，看看它的电源线和网线：没有连上`,
    en: `Switch the ${en} on and look at its cables: it is not connected`,
  }),
  soundLocked: ({ zh, en }: Text): Text => ({
    zh: `请先用手点一下${zh}的屏幕，让它可以出声，再检查一次`,
    en: `Touch the screen of the ${en} once, which lets it make sounds; then check again`,
  }),
  soundFailed: ({ zh, en }: Text): Text => ({
    zh: `请重新打开${zh}的屏幕：它放不出声音`,
    en: `Switch the screen of the ${en} off and on: it cannot play a sound`,
  }),
  soundUnanswered: ({ zh, en }: Text): Text => ({
    zh: `请重新打开${zh}的屏幕：它没有应答`,
    en: `Switch the screen of the ${en} off and on: it does not answer`,
  }),
  soundUnheard: ({ zh, en }: Text): Text => ({
    zh: `请调大${zh}喇叭的音量，看看它的线：没有听到声音`,
    en: `Turn the speaker of the ${en} up and look at its cable: nobody heard it`,
  }),
};

/** Why something was not looked at. */
export const reasons = {
  behind: ({ zh, en }: Text): Text => ({
    zh: `${zh}没有接通，这一项没法检查`,
    en: `${capital(en)} does not answer, so this could not be looked at`,
  }),
  leftOut: (): Text => ({ zh: '这一项跳过了', en: 'This was skipped' }),
  nobody: (): Text => ({
    zh: '很久没有人操作，这一项没有检查',
    en: 'Nobody answered for a long time; this was not looked at',
  }),
  noVoltmeter: (): Text => ({ zh: '这辆车不测电压', en: 'This bus does not measure its voltage' }),
  noHeadquarters: (): Text => ({ zh: '这辆车没有设指挥中心', en: 'This bus has no headquarters to reach' }),
  sirenRests: (waitMs: number): Text => {
    const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
    return {
      zh: `警号这一小时已经响够了，${minutes} 分钟后才能再试`,
      en: `The siren has sounded enough within this hour; try it again in ${minutes} min`,
    };
  },
  noScreen: (): Text => ({
    zh: '屏幕没有连上，听不了',
    en: 'The screen is not connected, so nothing can be heard',
  }),
  lentScreen: (): Text => ({
    zh: '这块屏幕正当民警台用，还给观众后再试声音',
    en: 'This screen is the officer panel now; try its sound when visitors have it back',
  }),
};

/** What the machine waits for by itself. */
export const waits = {
  starting: (): Text => ({
    zh: '它还在启动，最多等一分钟',
    en: 'It is still starting; that takes a minute at most',
  }),
};

/** What an officer is to do or to say. */
export const questions = {
  walk: ({ zh, en }: Text, seen: { in: boolean; out: boolean }): Text => {
    if (seen.in && !seen.out)
      return { zh: `好，再从${zh}走出去`, en: `Good; now walk out through the ${en}` };
    if (seen.out && !seen.in) return { zh: `好，再从${zh}走进来`, en: `Good; now walk in through the ${en}` };
    return { zh: `请从${zh}走进来，再走出去`, en: `Walk in through the ${en}, then out again` };
  },
  lamps: ({ zh, en }: Text, lamps: number): Text => ({
    zh: `${zh}现在应该亮 ${lamps} 盏灯，哪盏不亮？`,
    en:
      lamps === 1
        ? `${en}, one lamp should be lit now. Is it dark?`
        : `${en}, ${lamps} lamps should be lit now. Which are dark?`,
  }),
  hands: (where: Text | null, acts: ReadonlySet<HandAct>): Text => {
    const said = ACTS.filter(({ of }) => of.some((act) => acts.has(act)));
    const zh = said.map((act) => act.zh).join('；');
    const en = said.map((act) => act.en).join('; ');
    return where === null
      ? { zh: `请${zh}`, en: capital(en) }
      : { zh: `${where.zh}：请${zh}`, en: `At the ${where.en}: ${en}` };
  },
  putRight: (): Text => ({
    zh: '就差这几样了：请放回原位、挂好或松开',
    en: 'Only these are left: put them back, hang them up or let go of them',
  }),
  siren: (): Text => ({
    zh: '请捂住耳朵：五秒后警号响一秒。听到了吗？',
    en: 'Cover your ears: in five seconds the siren sounds for one. Did you hear it?',
  }),
  chime: ({ zh, en }: Text): Text => ({
    zh: `${zh}刚刚放了一声铃，听到了吗？`,
    en: `A chime has just sounded at the ${en}. Did you hear it?`,
  }),
};

const ACTS: readonly (Text & { of: readonly HandAct[] })[] = [
  {
    of: ['lift', 'touch'],
    zh: '把下面每样拿起或摸一下，再放回去',
    en: 'lift or touch each of these once and put it back',
  },
  { of: ['press'], zh: '把每个按钮按一下', en: 'press each button once' },
  { of: ['hang-up'], zh: '拿起听筒再挂好', en: 'lift the handset and hang it up' },
  { of: ['turn'], zh: '把钥匙转过去再转回来', en: 'turn each key and turn it back' },
  { of: ['open'], zh: '把报警演示的小门打开再关上', en: 'open the little door of the alarm and shut it' },
  { of: ['wave'], zh: '在移动感应器前挥挥手', en: 'wave at the motion sensor' },
];

/** What a hand is to do, or misses. */
export function handFault(act: HandAct, name: Text, isOff: boolean): Text {
  const { off, silent } = HANDS[act];
  return (isOff ? off : silent)(name);
}

/** What is wrong with a contact as it is now, while it can still be put right; null where that is nothing. */
export function handAdvice(act: HandAct): Text | null {
  return HANDS[act].advice;
}

type Beam = 'outer' | 'inner';
const BEAMS = { outer: { zh: '外侧' }, inner: { zh: '内侧' } };
const CLOCKS: Record<string, Text> = {
  ntp: { zh: '网络', en: 'the network' },
  gps: { zh: '卫星', en: 'satellites' },
  rtc: { zh: '车载电脑的钟', en: "the computer's own clock" },
  officer: { zh: '民警的手表', en: "an officer's watch" },
};

interface HandWords {
  /** It is not as it should rest. */
  off: (name: Text) => Text;
  /** Nothing was seen of it. */
  silent: (name: Text) => Text;
  advice: Text | null;
}

const unmoved =
  (zh: string, en: string) =>
  (name: Text): Text => ({
    zh: `请看看“${name.zh}”的触点：${zh}它没有反应`,
    en: `Look at the contact of "${name.en}": ${en} it changes nothing`,
  });
const hangs = ({ zh, en }: Text): Text => ({
  zh: `请看看什么压着“${zh}”：它卡住了`,
  en: `See what holds "${en}" down: it is stuck`,
});
const HANGS: Text = { zh: '卡住了，请松开', en: 'It is stuck: let it go' };

const HANDS: Record<HandAct, HandWords> = {
  lift: {
    off: ({ zh, en }) => ({
      zh: `请把“${zh}”放回原位：它不在那里`,
      en: `Put "${en}" back: it is not in its place`,
    }),
    silent: unmoved('拿起来', 'lifting'),
    advice: { zh: '不在原位，请放回去', en: 'Not in its place: put it back' },
  },
  touch: { off: hangs, silent: unmoved('摸上去', 'touching'), advice: HANGS },
  press: { off: hangs, silent: unmoved('按下去', 'pressing'), advice: HANGS },
  'hang-up': {
    off: ({ zh, en }) => ({
      zh: `请把“${zh}”挂好：它没有挂上`,
      en: `Hang up "${en}": it is off its hook`,
    }),
    silent: unmoved('拿起来', 'lifting'),
    advice: { zh: '没有挂好，请挂上', en: 'Off its hook: hang it up' },
  },
  turn: { off: hangs, silent: unmoved('转动', 'turning'), advice: null },
  open: {
    off: () => ({ zh: '请把报警演示的小门关上：它开着', en: "Shut the alarm's door: it stands open" }),
    silent: unmoved('开门关门', 'opening and shutting'),
    advice: { zh: '开着，请关上', en: 'It stands open: shut it' },
  },
  wave: { off: hangs, silent: unmoved('挥手', 'waving at'), advice: null },
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
