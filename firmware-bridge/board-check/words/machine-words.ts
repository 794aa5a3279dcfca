import type { Text } from '@pingan/protocol/ids';

const list = (names: readonly string[]) => names.join(', ');

/** What a board says about itself, and what to do where it is wrong. */
export const machineWords = {
  board: (firmware: string, path: string, ms: number): Text => ({
    zh: `${firmware}，在 ${path}，应答 ${ms.toFixed(1)} 毫秒`,
    en: `${firmware} on ${path}, answers in ${ms.toFixed(1)} ms`,
  }),
  chipAnswers: (address: string): Text => ({ zh: `在 ${address} 应答`, en: `answers at ${address}` }),
  chipSilent: (address: string, strangers: readonly string[]): Text => ({
    zh: `在 ${address} 没有应答：查电源、SDA（A4）、SCL（A5）和地址跳线${strangers.length > 0 ? `；配置外应答的地址：${list(strangers)}` : ''}`,
    en: `no answer at ${address}: check its power, SDA (A4), SCL (A5) and its address jumpers${strangers.length > 0 ? `; answering, but not in the profile: ${list(strangers)}` : ''}`,
  }),
  noReading: (): Text => ({ zh: '没有读数：查它的线', en: 'no reading: check its wire' }),
  volts: (volts: number, low: boolean): Text => ({
    zh: `${volts.toFixed(1)} 伏${low ? '（偏低）' : ''}，请用万用表核对`,
    en: `${volts.toFixed(1)} V${low ? ' (low)' : ''}; compare with a meter`,
  }),
  voltsTooHigh: (fullScale: number): Text => ({
    zh: `已到满量程 ${fullScale} 伏：查分压电阻和它的地线`,
    en: `at its full ${fullScale} V: check the divider and its ground`,
  }),
  voltsNone: (volts: number): Text => ({
    zh: `只有 ${volts.toFixed(1)} 伏：查保险和分压电阻`,
    en: `only ${volts.toFixed(1)} V: check its fuse and the divider`,
  }),
  celsius: (celsius: number): Text => ({ zh: `${celsius.toFixed(0)} °C`, en: `${celsius.toFixed(0)} °C` }),
  celsiusImpossible: (celsius: number): Text => ({
    zh: `${celsius.toFixed(0)} °C 不可能：查 TMP36 的三只脚有没有接反`,
    en: `${celsius.toFixed(0)} °C cannot be: check the three legs of the TMP36`,
  }),
  light: (ratio: number): Text => ({
    zh: `${Math.round(ratio * 100)}%；用手遮一下应变小`,
    en: `${Math.round(ratio * 100)} %; falls when you cover it`,
  }),
  lightImpossible: (ratio: number): Text => ({
    zh: `${Math.round(ratio * 100)}%，到了量程尽头：查光敏电阻（接 5 V）和 10 kΩ（接 GND）`,
    en: `${Math.round(ratio * 100)} %, an end of its scale: check the LDR (to 5 V) and its 10 kΩ (to GND)`,
  }),
  strangers: (addresses: readonly string[]): Text => ({
    zh: `配置里没有、却在应答的 I2C 地址：${list(addresses)}`,
    en: `I2C addresses that answer but are not in the profile: ${list(addresses)}`,
  }),
};
