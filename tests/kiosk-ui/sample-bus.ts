import type { BusStatus } from '@pingan/protocol/bus-status';
import type { BusSummary } from '@pingan/protocol/bus-summary';
import type { BridgeMessage } from '@pingan/protocol/screen-messages';

export const sampleBus: BusSummary = {
  id: 'sample',
  name: { zh: '平安直通车（样例）', en: "Ping'an Bus (sample)" },
  vehicle: 'bus',
  purpose: 'rehearsal',
  plan: { length: 8400, width: 2400 },
  stations: [
    {
      id: 'telephone',
      name: { zh: '电话展台', en: 'telephone stand' },
      zones: ['fraud'],
      exhibits: ['fake-police'],
      panel: { width: 476, height: 268, readingDistance: 600 },
      place: { x: 2600, y: 2100 },
    },
  ],
  boards: ['main', 'shelf'],
  controllers: [{ id: 'lights-1', board: 'shelf', chip: 'pca9685' }],
  things: [
    {
      id: 'padlock',
      name: { zh: '黄铜挂锁', en: 'brass padlock' },
      kind: 'lock',
      sense: 'lift',
      station: 'telephone',
      lamp: 'padlock',
      place: { x: 660, y: 160 },
    },
    {
      id: 'dagger',
      name: { zh: '匕首', en: 'dagger' },
      kind: 'knife',
      sense: 'touch',
      station: 'telephone',
      lamp: 'dagger',
      place: { x: 4950, y: 2260 },
    },
  ],
  buttons: [
    {
      id: 'telephone-scam',
      name: { zh: '电话台“骗”按钮', en: 'scam button at the telephone' },
      means: 'scam',
      station: 'telephone',
      door: null,
      lamp: null,
    },
    {
      id: 'staff',
      name: { zh: '工作人员按钮', en: 'staff button' },
      means: 'staff',
      station: null,
      door: 'front',
      lamp: null,
    },
  ],
  handsets: [{ id: 'telephone', name: { zh: '电话听筒', en: 'telephone handset' }, station: 'telephone' }],
  keyDoors: [],
  facades: [],
  lantern: null,
  alarmRig: { station: 'telephone', beacon: 'officer', armHoldSeconds: 3, soundSeconds: 5 },
  panelKey: true,
  secondRound: null,
  holds: 8,
  ignition: true,
  sensors: ['supply', 'inside', 'daylight'],
  doors: [{ id: 'front', name: { zh: '前门', en: 'front door' }, place: { x: 7400, y: 0 } }],
  lamps: [
    { id: 'moved', name: { zh: '引你走', en: 'moved' }, dimmable: true, place: { x: 1200, y: 1200 } },
    { id: 'hushed', name: { zh: '叫你瞒', en: 'hushed' }, dimmable: true, place: { x: 2400, y: 1200 } },
    {
      id: 'money-first',
      name: { zh: '先交钱', en: 'money first' },
      dimmable: true,
      place: { x: 3600, y: 1200 },
    },
    {
      id: 'keys-handed-over',
      name: { zh: '交钥匙', en: 'keys handed over' },
      dimmable: true,
      place: { x: 4800, y: 1200 },
    },
    { id: 'pay-to-withdraw', name: { zh: '取钱先付', en: 'pay to withdraw' }, dimmable: true, place: null },
    { id: 'telephone', name: { zh: '电话', en: 'telephone' }, dimmable: true, place: { x: 2600, y: 2100 } },
    {
      id: 'officer',
      name: { zh: '民警台', en: "officer's desk" },
      dimmable: false,
      place: { x: 6900, y: 2100 },
    },
    {
      id: 'padlock',
      name: { zh: '黄铜挂锁', en: 'brass padlock' },
      dimmable: true,
      place: { x: 660, y: 360 },
    },
    { id: 'dagger', name: { zh: '匕首', en: 'dagger' }, dimmable: true, place: { x: 4950, y: 2060 } },
  ],
};

export const sampleStatus: BusStatus = {
  board: { state: 'ready', virtual: true, detail: 'StandardFirmata 2.5 on an emulated Uno' },
  broker: { state: 'connecting', detail: 'mqtt://127.0.0.1:1883' },
  store: { state: 'good', detail: '' },
  backlog: { records: 12, lastConfirmed: Date.UTC(2026, 10, 19, 6, 5) },
  epoch: '00112233aabbccdd',
  segment: { stop: null, purpose: 'rehearsal' },
  visits: { in: 41, out: 36, aboard: 5, unmatched: 2, undecided: 1 },
  faults: [],
  boards: [
    { name: 'main', state: 'ready', detail: 'StandardFirmata 2.5 on an emulated Uno' },
    { name: 'shelf', state: 'ready', detail: 'StandardFirmata 2.5 on an emulated Uno' },
  ],
  things: { lifted: [], touched: [], alerts: [] },
  held: [],
  queue: 'none',
  length: 'full',
  presenting: [],
  alarm: { phase: 'disarmed', siren: false, beacon: false, announce: null, timeline: [] },
  house: {
    supply: { volts: 26.4, level: 'good' },
    inside: { celsius: 22, holdAdmission: false },
    daylight: 0.5,
    shutdown: 'running',
  },
  lantern: 0.4,
  doors: [
    {
      id: 'front',
      tapped: 12,
      calibrating: false,
      in: 41,
      interval: null,
      drift: null,
      blind: { seconds: 0, now: false },
    },
  ],
  stops: [
    { id: 'liujia', name: { zh: '刘家村委会', en: 'Liujia village hall' }, date: '2026-11-22' },
    { id: 'market', name: { zh: '城南菜市场', en: 'South market' }, date: '2026-11-23' },
    { id: 'school', name: { zh: '实验小学', en: 'Experimental school' }, date: null },
  ],
  worried: [],
  content: {
    exhibits: ['fake-police'],
    titles: {
      'fake-police': { zh: '样例：冒充警察的来电', en: 'Sample: the caller who says he is the police' },
    },
    reviewPending: ['fake-police'],
    leftOut: [],
  },
};

type Virtual = Extract<BridgeMessage, { type: 'virtual' }>;

/** What the bridge reads back from the emulated board, everything at rest but for `changed`. */
export const readBack = (changed: Partial<Virtual>): Virtual => ({
  type: 'virtual',
  lamps: {},
  beams: {},
  inputs: { 'thing/padlock': true, 'thing/dagger': false, 'alarm/magnet': true, ignition: true },
  readings: { supply: 0.8, inside: 0.144, daylight: 0.5 },
  siren: false,
  plugged: true,
  spoilt: { lamps: [], inputs: [] },
  slipMs: 0,
  ...changed,
});
