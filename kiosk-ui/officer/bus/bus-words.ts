import type { Language } from '@pingan/protocol/ids';
import type { BusStatus } from '@pingan/protocol/bus-status';

type Phase = NonNullable<BusStatus['alarm']>['phase'];
type BoardState = BusStatus['board']['state'];
type BrokerState = BusStatus['broker']['state'];
type Level = NonNullable<BusStatus['house']['supply']>['level'];

const zh = {
  stations: {
    title: '展台',
    held: '讲解中：没人碰屏幕也不回到开头',
    free: '平常：没人碰就回到开头',
    hold: '讲解',
    presenting: '带班：大家举手，民警在屏幕上点人数',
    present: '带班',
    inHand: (things: readonly string[]) => `观众手里：${things.join('、')}`,
  },
  exhibits: {
    title: '展项',
    note: '关掉的展项不再让人开始；正在看的照常看完。',
    reviewPending: '审核中',
    reviewed: '已审核',
    turn: (title: string) => `开放：${title}`,
    off: '已关',
    leftOut: '没有上线：',
    none: '现在没有可以开始的展项。',
  },
  comfort: {
    title: '灯光和声音',
    brightness: '灯光',
    loudness: '声音',
    levels: { 1: '柔和', 2: '平常', 3: '加强' } as Readonly<Record<number, string>>,
    louder: { 1: '轻', 2: '平常', 3: '响' } as Readonly<Record<number, string>>,
  },
  equipment: {
    title: '设备',
    boardNamed: (name: string) => `控制板 ${name}`,
    parts: { board: '灯光板', broker: '指挥中心', store: '存储', backlog: '待送' },
    board: { ready: '正常', starting: '正在启动', lost: '断开，正在重连', none: '没有接' } satisfies Record<
      BoardState,
      string
    >,
    virtualBoard: '（虚拟板）',
    broker: { connected: '已连通', connecting: '连不上，继续尝试', none: '没有配置' } satisfies Record<
      BrokerState,
      string
    >,
    store: { good: '正常', failing: '写不进去，请找人检查存储卡' },
    faultsTitle: '故障',
    noFaults: '没有故障。',
    clock: '车上时间',
    clockUnknown: '不知道',
  },
  alarm: {
    title: '现场报警演示',
    phases: {
      disarmed: '没有布防，不会响。',
      arming: '按住别松手…',
      announced: '请大家注意，马上布防。',
      armed: '已布防：门一开、有人一动就会响。',
      sounding: '警号正在响。',
      silenced: '已静音。',
    } satisfies Record<Phase, string>,
    hold: (seconds: number) => `按住 ${seconds} 秒布防`,
    keepHolding: '按住别松手',
    countdown: (seconds: number) => `${seconds} 秒后布防`,
    disarm: '撤防',
    note: '先跟观众说一声再演示。松手就取消。',
    timeline: '感应器看到了什么',
    nothing: '还没有演示过。',
    at: (seconds: string) => `${seconds} 秒`,
    seen: {
      announced: '提醒大家',
      armed: '布防',
      'door-opened': '门开了',
      'door-shut': '门关上',
      'motion-began': '有人走动',
      'motion-ended': '没人动了',
      'siren-on': '警号响',
      'siren-off': '警号停',
      disarmed: '撤防',
      'board-lost': '控制板断开',
    } as Readonly<Record<string, string>>,
  },
  house: {
    title: '车况',
    supply: '供电',
    levels: { good: '正常', low: '偏低，请少开设备', critical: '太低，快要关机' } satisfies Record<
      Level,
      string
    >,
    inside: '车内温度',
    holdAdmission: '太热：请先暂缓上车，开门通风。',
    admit: '可以上车',
    daylight: '天光',
    lantern: '村灯',
    lanternNote: '看完的场次点亮村灯，不在村与村之间比。',
    unread: '没有读数',
    none: '这辆车没有装车况感应器。',
  },
  doors: {
    title: '门口计数的准头',
    crossed: (ins: number, outs: number | null) => `进 ${ins}${outs === null ? '' : ` · 出 ${outs}`}`,
    interval: (low: number, high: number) => `进门实际在 ${low}–${high} 之间`,
    uncalibrated: (tapped: number, needed: number) => `还没有校准（已点 ${tapped} / ${needed}）`,
    blind: (seconds: number) =>
      `有 ${seconds < 60 ? `${seconds} 秒` : `${Math.round(seconds / 60)} 分钟`}看不见门口，那时的进出没有数。`,
    blindNow: '现在看不见门口，进出没有数。请看看感应器和线。',
    running: '正在校准',
    start: '开始校准',
    again: '重新校准',
    resume: '接着校准',
    drift: (visits: number) =>
      visits === 0 ? '上次清零时车上正好没有人。' : `上次清零时，记录里还多出 ${visits} 人次。`,
  },
  calibration: {
    title: (door: string) => `校准：${door}`,
    how: '站在门口，每有一个人进来或出去就点一下。',
    in: '进来一个',
    out: '出去一个',
    tapped: (entries: number, needed: number) => `进来已点 ${entries} / ${needed}`,
    missing: (entries: number) => `还差 ${entries} 个进来的人`,
    enough: '够了，可以完成；多点一些更准。',
    finish: '完成校准',
    cancel: '放弃，不改动',
  },
};

/** What the officer panel says of the parts of the bus. */
export type BusWords = typeof zh;

const en: BusWords = {
  stations: {
    title: 'Stands',
    held: 'held: stays where it is while nobody touches',
    free: 'as usual: goes back to the start when nobody touches',
    hold: 'hold',
    presenting: 'with a class: hands go up, you count them on the screen',
    present: 'class',
    inHand: (things) => `In visitors’ hands: ${things.join(', ')}`,
  },
  exhibits: {
    title: 'Exhibits',
    note: 'One that is off cannot be started; whoever is in it finishes.',
    reviewPending: 'review pending',
    reviewed: 'reviewed',
    turn: (title) => `offered: ${title}`,
    off: 'off',
    leftOut: 'Left out: ',
    none: 'No exhibit can be started now.',
  },
  comfort: {
    title: 'Light and sound',
    brightness: 'Light',
    loudness: 'Sound',
    levels: { 1: 'soft', 2: 'usual', 3: 'strong' },
    louder: { 1: 'quiet', 2: 'usual', 3: 'loud' },
  },
  equipment: {
    title: 'Equipment',
    boardNamed: (name) => `Board ${name}`,
    parts: { board: 'Light board', broker: 'Link to headquarters', store: 'Storage', backlog: 'To send' },
    board: { ready: 'working', starting: 'starting', lost: 'lost, connecting again', none: 'not fitted' },
    virtualBoard: ' (virtual)',
    broker: { connected: 'connected', connecting: 'not reached, still trying', none: 'not configured' },
    store: { good: 'working', failing: 'cannot be written; have the card checked' },
    faultsTitle: 'Faults',
    noFaults: 'No faults.',
    clock: 'Time on the bus',
    clockUnknown: 'not known',
  },
  alarm: {
    title: 'Live alarm',
    phases: {
      disarmed: 'Not armed; it cannot sound.',
      arming: 'Keep holding…',
      announced: 'Tell everybody: it is about to be armed.',
      armed: 'Armed: it sounds when the door opens or somebody moves.',
      sounding: 'The siren is sounding.',
      silenced: 'Silenced.',
    },
    hold: (seconds) => `Hold ${seconds} s to arm`,
    keepHolding: 'Keep holding',
    countdown: (seconds) => `armed in ${seconds} s`,
    disarm: 'Disarm',
    note: 'Tell the visitors first. Letting go cancels.',
    timeline: 'What the sensors saw',
    nothing: 'Not demonstrated yet.',
    at: (seconds) => `${seconds} s`,
    seen: {
      announced: 'announced',
      armed: 'armed',
      'door-opened': 'door opened',
      'door-shut': 'door shut',
      'motion-began': 'somebody moves',
      'motion-ended': 'nobody moves',
      'siren-on': 'siren on',
      'siren-off': 'siren off',
      disarmed: 'disarmed',
      'board-lost': 'board lost',
    },
  },
  house: {
    title: 'Vehicle',
    supply: 'Supply',
    levels: { good: 'good', low: 'low: switch off what you can', critical: 'critical: about to shut down' },
    inside: 'Inside',
    holdAdmission: 'Too hot: let nobody else in, and open the doors.',
    admit: 'visitors may come in',
    daylight: 'Daylight',
    lantern: 'Village lantern',
    lanternNote: 'Finished visits light the lantern. It is never compared between villages.',
    unread: 'no reading',
    none: 'This bus has no sensors of this kind.',
  },
  doors: {
    title: 'How far to trust the count',
    crossed: (ins, outs) => `${ins} in${outs === null ? '' : ` · ${outs} out`}`,
    interval: (low, high) => `between ${low} and ${high} really came in`,
    uncalibrated: (tapped, needed) => `not calibrated (${tapped} of ${needed} tapped)`,
    blind: (seconds) =>
      `Could not see for ${seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 60)} min`}; nobody was counted then.`,
    blindNow: 'It cannot see now, and counts nobody. Look at its sensors and cable.',
    running: 'being calibrated',
    start: 'Calibrate',
    again: 'Calibrate again',
    resume: 'Go on calibrating',
    drift: (visits) =>
      visits === 0
        ? 'The last reset found nobody left aboard.'
        : `The last reset found ${visits} visits too many aboard.`,
  },
  calibration: {
    title: (door) => `Calibrate: ${door}`,
    how: 'Stand at the door. Tap once for everybody who comes in or goes out.',
    in: 'One in',
    out: 'One out',
    tapped: (entries, needed) => `${entries} of ${needed} entries tapped`,
    missing: (entries) => `${entries} more entries to go`,
    enough: 'Enough to finish; more make it better.',
    finish: 'Finish',
    cancel: 'Cancel, change nothing',
  },
};

export const busWords: Record<Language, BusWords> = { zh, en };
