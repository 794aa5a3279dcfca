import type { Language } from '@pingan/protocol/ids';

const zh = {
  parts: { magnet: '门磁', eye: '红外眼', siren: '警号' },
  door: { open: '门开了', shut: '门关着' },
  moving: { yes: '有人动', no: '没人动' },
  siren: { on: '在响', off: '安静' },
  watching: '在看守',
  hold: '按住不放',
  holding: '别松手',
  arming: '正在布防',
  tapInstead: '按不住？点一下这里',
  tapAgain: '再点一下，取消',
  seconds: '秒后布防',
  cancel: '先取消',
  silence: '关掉警报',
  openDoor: '推真的门，别点屏幕',
  timeline: '谁看见了什么',
  at: (seconds: string) => `${seconds} 秒`,
  nothing: '这一次什么也没看见',
  remember: '记住这一句',
  goOn: '接着看',
  leave: '先不看了',
};

export type AlarmWords = typeof zh;

const en: AlarmWords = {
  parts: { magnet: 'Door magnet', eye: 'Motion eye', siren: 'Siren' },
  door: { open: 'door open', shut: 'door shut' },
  moving: { yes: 'movement', no: 'still' },
  siren: { on: 'sounding', off: 'silent' },
  watching: 'watching',
  hold: 'Press and hold',
  holding: 'Keep holding',
  arming: 'Arming',
  tapInstead: 'Cannot hold? Tap here',
  tapAgain: 'Tap again to cancel',
  seconds: 'seconds until it is armed',
  cancel: 'Cancel',
  silence: 'Silence it',
  openDoor: 'The real door, not the screen',
  timeline: 'What each sensor saw',
  at: (seconds) => `${seconds} s`,
  nothing: 'Nothing was seen this time',
  remember: 'Remember this',
  goOn: 'Go on',
  leave: 'Not now',
};

export const alarmWords: Record<Language, AlarmWords> = { zh, en };
