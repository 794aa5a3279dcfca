import type { Text } from '@pingan/protocol/ids';
import type { SerialFault } from '../../board/serial-fault.ts';

/** A device as the technician finds it. */
export interface PluggedDevice {
  path: string;
  serialNumber: string | undefined;
  /** The name that stays when cables are swapped. */
  byId: string | undefined;
}

const described = ({ path, serialNumber, byId }: PluggedDevice, serial: string) =>
  `  ${path}${serialNumber === undefined ? '' : `  ${serial}: ${serialNumber}`}${byId === undefined ? '' : `\n    ${byId}`}`;

const WAYS_OUT: Text = {
  zh:
    '  · 换一根能传数据的 USB 线（有的线只能充电），直接插在电脑上\n' +
    '  · 用长久不变的名字：ls -l /dev/serial/by-id/ ，写进配置的 port 或 serialNumber\n' +
    '  · 当前用户要在 dialout 组里：sudo usermod -aG dialout $USER ，然后重新登录',
  en:
    '  · take a USB cable that carries data (some only charge), straight into the computer\n' +
    '  · use the name that stays: ls -l /dev/serial/by-id/ , as port or serialNumber in the profile\n' +
    '  · this user must be in the group dialout: sudo usermod -aG dialout $USER , then sign in again',
};

const FAULTS_ZH: Readonly<Record<SerialFault['kind'], (where: string) => string>> = {
  missing: (where) => `没有找到 ${where}：把控制板插上，或改配置里的 port、serialNumber`,
  forbidden: (where) => `没有权限打开 ${where}`,
  taken: (where) =>
    `${where} 正被别的程序占用：先关掉它（fuser -v ${where} 可查），多半是串口监视器或正在运行的车载服务`,
  'not-a-serial-device': (where) => `${where} 不是串口设备：改配置里的 port`,
  unopenable: (where) => `打不开 ${where}`,
  'wrong-firmware': (where) =>
    `${where} 没有按 Firmata 应答：给控制板刷 StandardFirmata，并核对配置里的 port 和 baud（57600）`,
  unfit: (where) => `${where} 上的控制板做不到配置要求的`,
  unplugged: (where) => `${where} 上的控制板断开了：查 USB 线和供电`,
  silent: (where) => `${where} 上的控制板不再应答：按一下复位键，或重新插拔`,
  driver: (where) => `${where} 的驱动停了：再试一次`,
};

/** What is said before the walk: which board, what is missing, what to do. */
export const startWords = {
  /** The fault in both languages; what a board cannot do is named in the words of the driver. */
  fault: ({ kind, detail }: SerialFault, where: string): Text => ({
    zh: `${FAULTS_ZH[kind](where)}${kind === 'unfit' || kind === 'unopenable' ? `（${detail}）` : ''}`,
    en: detail,
  }),
  plugged: (devices: readonly PluggedDevice[]): Text => ({
    zh:
      (devices.length === 0
        ? '现在没有插任何串口设备。\n'
        : `现在插着的串口设备：\n${devices.map((device) => described(device, '序列号')).join('\n')}\n`) +
      `可以这样办：\n${WAYS_OUT.zh}`,
    en:
      (devices.length === 0
        ? 'No serial device is plugged in.\n'
        : `Serial devices that are plugged in:\n${devices.map((device) => described(device, 'serial number')).join('\n')}\n`) +
      `What to try:\n${WAYS_OUT.en}`,
  }),
  opening: (board: string, device: string): Text => ({
    zh: `控制板 ${board}：打开 ${device}……`,
    en: `Board ${board}: opening ${device} …`,
  }),
  asking: (): Text => ({ zh: '询问芯片和传感器……', en: 'Asking chips and sensors …' }),
  ready: (firmware: string): Text => ({
    zh: `固件 ${firmware}；配置要用的引脚功能（上拉、PWM、I2C、模拟）都有。`,
    en: `Firmware ${firmware}; every pin can do what the profile asks (pull-up, PWM, I2C, analogue).`,
  }),
  emulated: (board: string, chips: string): Text => ({
    zh:
      `控制板 ${board} 是仿真的（virtual-uno），桌上没有东西可查。要练习，请另开一个终端：\n` +
      `  node firmware-bridge/dist/board/virtual-board/serve.js --link /tmp/uno${chips}\n` +
      `再复制一份配置，写 ${board}: { kind: uno, port: /tmp/uno } 。在那个终端里可以输入：in 7 low、contact 0x20 0 low、analogue 14 0.5、unplug`,
    en:
      `Board ${board} is emulated (virtual-uno): there is nothing on the desk to check. To practise, start in another terminal\n` +
      `  node firmware-bridge/dist/board/virtual-board/serve.js --link /tmp/uno${chips}\n` +
      `and use a copy of the profile with ${board}: { kind: uno, port: /tmp/uno }. In that terminal you can say: in 7 low, contact 0x20 0 low, analogue 14 0.5, unplug`,
  }),
  whichBoard: (boards: readonly string[]): Text => ({
    zh: `配置里有几块控制板，请用 --board 指明桌上这块：${boards.join('、')}`,
    en: `the profile has several boards; say with --board which one is on the desk: ${boards.join(', ')}`,
  }),
  noSuchBoard: (board: string, boards: readonly string[]): Text => ({
    zh: `配置里没有控制板 ${board}；有：${boards.join('、')}`,
    en: `the profile has no board ${board}; it has: ${boards.join(', ')}`,
  }),
  stopped: (): Text => ({ zh: '\n已停止，灯和警号已关。', en: '\nStopped; lamps and siren are off.' }),
};
