import type { Kind } from './kinds.ts';

export type Language = 'zh' | 'en';

interface DiagramWords {
  title: string;
  kinds: Readonly<Record<Kind, string>>;
  /** How a thing of that kind hangs on its terminal; docs/wiring.md has the long form. */
  hints: Readonly<Record<Kind, string>>;
  free: string;
  serialLink: string;
  fiveVolts: string;
  ground: string;
  uno: string;
  emulated: string;
  jumpers: string;
  lampSupply: string;
  logicSupply: string;
  resetHigh: string;
  legend: string;
  pwm: string;
  supply: string;
  notes: readonly string[];
  oneShot(seconds: number): string;
  bus: string;
  profile: string;
  date: string;
  wiredBy: string;
  checkedBy: string;
  sheet: string;
  counts(boards: number, chips: number, wires: number): string;
  typeSize(paper: string, points: string): string;
}

export const WORDS: Readonly<Record<Language, DiagramWords>> = {
  zh: {
    title: '接线图',
    kinds: { lamp: '灯', contact: '开关', beam: '光束', siren: '警号', sensor: '传感器', i2c: 'I2C 总线' },
    hints: {
      lamp: '10 mA 以下的 LED：端子—330 Ω—LED—GND。更大的灯：端子—220 Ω—MOSFET 栅极，栅极再经 10 kΩ 接 GND；灯用自己的电源，每路有保险。',
      contact:
        '端子—1 kΩ—开关—GND，绝不接 5 V；闭合为低电平。板内上拉已开；线长超过 2 米，加 4.7 kΩ 接 5 V、100 nF 接 GND。标 pullUp: false 的，由传感器自己输出高低电平。',
      beam: '集电极开路接收器：端子—GND，两束相距 15–25 厘米、高约 90 厘米；外侧光束先被进门的人挡住。',
      siren:
        '只能经硬件单稳态定时：引脚上升沿启动，到时自停，引脚变低立即停。驱动、保险和民警钥匙串在警号电源里。',
      sensor:
        '0–5 V 接 A0–A5。电压：分压（24 V 用 56 kΩ/10 kΩ），加 100 nF 和 5.1 V 稳压管。温度：TMP36。亮度：光敏电阻接 5 V，10 kΩ 接 GND。',
      i2c: 'SDA、SCL 各一只 4.7 kΩ 上拉到 5 V，全线一次；总长不超过半米；每片旁 100 nF；同一块板的芯片用同一个 5 V。',
    },
    free: '空',
    serialLink: '通往电脑，绝不接线',
    fiveVolts: '只供芯片逻辑和传感器，不供灯',
    ground: '公共地：控制板、灯电源、传感器',
    uno: 'Arduino Uno · StandardFirmata',
    emulated: '仿真 Uno · StandardFirmata',
    jumpers: '地址跳线',
    lampSupply: 'V+ 灯电源 · OE 接 GND',
    logicSupply: 'VCC 5 V',
    resetHigh: 'RESET 接 5 V',
    legend: '图例：颜色、线型、符号一起表示种类',
    pwm: '~ 可调光（PWM）的引脚',
    supply: '供电与安全',
    notes: [
      '接线前断电；先在桌面上试好再装车。220 V 和车辆原有线路由有资质的电工处理。',
      '所有 GND 相连：控制板、芯片、灯电源、传感器。灯电源与控制板和电脑的 5 V 分开。',
      '每路从头起有自己的保险；多股线、压线端子、固定护套。',
      '每个引脚最多 20 mA，整片 200 mA：灯、继电器、警号都经驱动。',
    ],
    oneShot: (seconds) => `本车警号的单稳态定时：${seconds} 秒（秒表实测）。`,
    bus: '车辆',
    profile: '配置',
    date: '日期',
    wiredBy: '接线',
    checkedBy: '复核',
    sheet: '第 1 页，共 1 页',
    counts: (boards, chips, wires) => `${boards} 块控制板 · ${chips} 片 I2C 芯片 · ${wires} 根线`,
    typeSize: (paper, points) => `${paper} · 最小字 ${points} 点`,
  },
  en: {
    title: 'Wiring diagram',
    kinds: {
      lamp: 'Lamp',
      contact: 'Switch',
      beam: 'Light beam',
      siren: 'Siren',
      sensor: 'Sensor',
      i2c: 'I2C line',
    },
    hints: {
      lamp: 'LED up to 10 mA: terminal, 330 Ω, LED, GND. Anything larger: terminal, 220 Ω, gate of a MOSFET, and 10 kΩ from gate to GND; a lamp supply of its own, every branch fused.',
      contact:
        'Terminal, 1 kΩ, switch, GND; never to 5 V. Closed is low. The pull-up inside is on; on wires over 2 m add 4.7 kΩ to 5 V and 100 nF to GND. With pullUp: false the sensor itself drives high and low.',
      beam: 'Open-collector receiver from terminal to GND; two beams 15 to 25 cm apart, about 90 cm high. Whoever comes in breaks the outer one first.',
      siren:
        "Only through its hardware one-shot: started by the rising edge of the pin, ends by itself, silent at once when the pin falls. Driver, fuse and the officer's key switch in its supply.",
      sensor:
        '0 to 5 V on A0 to A5. Voltage: divider (24 V: 56 kΩ and 10 kΩ), 100 nF, 5.1 V Zener. Heat: TMP36. Light: LDR to 5 V, 10 kΩ to GND.',
      i2c: 'SDA and SCL: one 4.7 kΩ each to 5 V, once for the whole line; under half a metre; 100 nF beside each chip; all chips on the same 5 V as their board.',
    },
    free: 'free',
    serialLink: 'link to the computer: never connect',
    fiveVolts: "chips' logic and sensors only, no lamps",
    ground: 'common: board, lamp supply, sensors',
    uno: 'Arduino Uno · StandardFirmata',
    emulated: 'emulated Uno · StandardFirmata',
    jumpers: 'jumpers',
    lampSupply: 'V+ lamp supply · OE to GND',
    logicSupply: 'VCC 5 V',
    resetHigh: 'RESET to 5 V',
    legend: 'Legend: colour, line and symbol tell the kind together',
    pwm: '~ pin that can dim (PWM)',
    supply: 'Supply and safety',
    notes: [
      "Cut the power before you touch a wire; try everything on a table first. Mains and the vehicle's own wiring are for a qualified electrician.",
      'All GND joined: boards, chips, lamp supply, sensors. The lamp supply is apart from the 5 V of boards and computer.',
      'Every branch has its own fuse at its beginning; stranded wire, ferrules, strain relief.',
      'A pin gives 20 mA, a whole board 200 mA: lamps, relays and sirens go through a driver.',
    ],
    oneShot: (seconds) => `One-shot of this siren: ${seconds} s, measured with a stopwatch.`,
    bus: 'Bus',
    profile: 'Profile',
    date: 'Date',
    wiredBy: 'Wired by',
    checkedBy: 'Checked by',
    sheet: 'Sheet 1 of 1',
    counts: (boards, chips, wires) =>
      `${boards} ${boards === 1 ? 'board' : 'boards'} · ${chips} I2C ${chips === 1 ? 'chip' : 'chips'} · ${wires} ${wires === 1 ? 'wire' : 'wires'}`,
    typeSize: (paper, points) => `${paper} · smallest type ${points} pt`,
  },
};
