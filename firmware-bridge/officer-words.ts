import type { BusProfile } from '@pingan/device-config/profile';
import type { Text } from '@pingan/protocol/ids';
import type { HouseOfBus } from './house/house-of-bus.ts';
import type { ThingAlert, ThingFault } from './things/thing-events.ts';
import type { DoorwayFault } from './visits/doorway.ts';

/** What is wrong on the bus, in both languages of the officers. The rooms' own words are for the log. */

const INPUT_KINDS: Record<string, Text> = {
  thing: { zh: '展品', en: 'thing' },
  button: { zh: '按钮', en: 'button' },
  handset: { zh: '听筒', en: 'handset' },
  'key-door': { zh: '反锁门', en: 'key door' },
};

export function thingFaultText({ input, fault, words }: ThingFault, profile: BusProfile): Text {
  const named = inputName(input, profile);
  const zh =
    fault === 'stuck'
      ? `${named.zh}的开关卡住了，松开之前不再理会，请看看是什么压着它`
      : `${named.zh}的触点时通时断，稳定之前不再理会，请检查接线和开关`;
  return { zh, en: words };
}

export function thingAlertText({ thing, station, why, words }: ThingAlert, profile: BusProfile): Text {
  const name = profile.things[thing]?.name.zh ?? thing;
  const where = profile.stations.find(({ id }) => id === station)?.name.zh ?? station;
  const zh =
    why === 'too-long'
      ? `${where}的${name}离开原位太久了，请去展台问一问`
      : `${where}已经没有人，${name}却不在原位，请在大家下车前找一找`;
  return { zh, en: words };
}

export function doorFaultText(
  door: string,
  { fault, beam }: DoorwayFault,
  words: string,
  profile: BusProfile,
): Text {
  const name = profile.doors[door]?.name.zh ?? door;
  const which = beam === 'outer' ? '外侧' : '内侧';
  const zh =
    fault === 'blocked'
      ? `${name}：${which}光束被东西挡住，移开之前这里不计数`
      : `${name}：${which}光束时通时断，请检查接线和对准`;
  return { zh, en: words };
}

/** A sensor of the live alarm that cannot be believed. */
export function alarmFaultText(words: string): Text {
  const sensor = words.includes('magnet') ? '门磁' : '移动感应器';
  const zh = words.includes('stuck') ? '卡住了，请检查开关' : '时通时断，请检查接线';
  return { zh: `报警演示的${sensor}${zh}`, en: words };
}

const SENSOR_NAMES: Record<string, string> = {
  supply: '供电电压',
  inside: '车内温度',
  daylight: '环境光',
  ignition: '点火',
};

export function houseTexts(house: HouseOfBus): Text[] {
  const faults = house.faults.map(({ fault, sensor, words }) => ({
    zh:
      fault === 'unconnected'
        ? `${SENSOR_NAMES[sensor]}传感器的读数不可能，是不是没接上？请检查插头`
        : `${SENSOR_NAMES[sensor]}输入${fault === 'stuck' ? '卡住了' : '时通时断'}，请检查接线`,
    en: words,
  }));
  const advice = houseAdvice(house);
  return [...faults, ...house.words.map((en, index) => ({ zh: advice[index] ?? en, en }))];
}

/** In the order of `house.words`: supply, heat, shutdown. */
function houseAdvice({ supply, inside, shutdown }: HouseOfBus): string[] {
  const volts = supply?.volts.toFixed(1);
  const why = shutdown.at !== 'running' && shutdown.why === 'ignition' ? '点火已关' : '电池快没电了';
  return [
    ...(supply?.level === 'low' ? [`供电偏低（${volts} 伏），请接充电器或发动车辆`] : []),
    ...(supply?.level === 'critical' ? [`供电过低（${volts} 伏），系统将要关机`] : []),
    ...(inside?.holdAdmission ? [`车内 ${inside.celsius.toFixed(0)} °C，请暂缓上车、通风`] : []),
    ...(shutdown.at === 'asked' ? [`${why}，系统马上关机`] : []),
    ...(shutdown.at === 'due' ? [`${why}，系统正在关机`] : []),
  ];
}

/** A board that is gone or a chip that does not answer; the technical part stays as the board room says it. */
export function boardFaultText(words: string): Text {
  const board = /^board ([a-z0-9-]+): (.*)$/s.exec(words);
  // An emulated board goes by no cable but that of the virtual bus, and has no port to look for.
  if (board && /virtual-uno is (gone|not there)/.test(words))
    return {
      zh: `控制板 ${board[1]} 的线拔掉了，插上就恢复`,
      en: `board ${board[1]}: its cable is pulled; plug it in again`,
    };
  const zh = board
    ? `控制板 ${board[1]} 断开，正在重连（${board[2]}）`
    : `灯光或输入芯片没有应答，请检查接线（${words}）`;
  return { zh, en: words };
}

function inputName(input: string, profile: BusProfile): Text {
  const [table = '', id = ''] = input.split('/');
  const { things, buttons, handsets, keyDoors } = profile;
  const named = { thing: things, button: buttons, handset: handsets, 'key-door': keyDoors }[table]?.[id];
  const kind = INPUT_KINDS[table];
  if (named === undefined || kind === undefined) return { zh: '民警台的钥匙开关', en: 'the key switch' };
  return { zh: `${kind.zh}“${named.name.zh}”`, en: `${kind.en} ${named.name.en}` };
}
