import type { Language } from '@pingan/protocol/ids';

const zh = {
  title: '虚拟车',
  otherLanguage: 'English',
  connecting: '正在连接…',
  away: '车载服务没有应答，正在重连。',
  notVirtual: '这辆车接的是真板，请到真车门口走一走。',
  outer: '外侧光束',
  inner: '内侧光束',
  walkIn: '走进来',
  walkOut: '走出去',
  hold: '按住挡光，松开放行',
  cable: '灯光板的线',
  plugged: '已插上，点一下拔掉',
  pulled: '已拔掉，点一下插上',
  slip: (milliseconds: number) => `仿真慢了 ${milliseconds} 毫秒`,
  visits: { in: '进', out: '出', aboard: '车上', unmatched: '未配对', undecided: '拿不准' },
  plan: '车内平面图，按比例',
  station: '观众屏',
  lamp: (name: string, percent: number) => `${name}，亮度 ${percent}%`,
  refused: '没有办成：',
  officer: '民警台',
};

export type VirtualBusWords = typeof zh;

const en: VirtualBusWords = {
  title: 'Virtual bus',
  otherLanguage: '中文',
  connecting: 'Connecting…',
  away: 'The bus service does not answer; connecting again.',
  notVirtual: 'This bus has a real board. Walk through its real door instead.',
  outer: 'Outer beam',
  inner: 'Inner beam',
  walkIn: 'Walk in',
  walkOut: 'Walk out',
  hold: 'Hold to break a beam, release to clear it',
  cable: 'Cable of the light board',
  plugged: 'plugged in; tap to pull it',
  pulled: 'pulled; tap to plug it in',
  slip: (milliseconds) => `emulation ${milliseconds} ms behind`,
  visits: { in: 'in', out: 'out', aboard: 'aboard', unmatched: 'unmatched', undecided: 'unsure' },
  plan: 'Floor plan, to scale',
  station: 'Visitor screen',
  lamp: (name, percent) => `${name}, ${percent} %`,
  refused: 'Not done: ',
  officer: 'Officer panel',
};

export const virtualBusWords: Record<Language, VirtualBusWords> = { zh, en };
