import { createRequire } from 'node:module';
import { type BoardConfig, BusProfile } from '@pingan/device-config/profile';
import { BusBoards } from '@pingan/firmware-bridge/board/bus-boards';
import type { VirtualChip } from '@pingan/firmware-bridge/board/virtual-board/uno-messages';
import {
  startVirtualBoard,
  type VirtualBoard,
} from '@pingan/firmware-bridge/board/virtual-board/virtual-board';

/** Pictures a second that our cue engine gives. */
export const FADE_HZ = 30;
/** Bare johnny-five writes 15 bytes for each lamp, so 32 lamps fill the wire at 12 frames a second. */
const BARE_FADE_HZ = 10;
export const BUTTON = 2;

export const FADING: readonly VirtualChip[] = [
  { chip: 'pca9685', address: 0x40 },
  { chip: 'pca9685', address: 0x41 },
];
export const TOUCHED: VirtualChip = { chip: 'pca9685', address: 0x42 };
export const CHIPS = [...FADING, TOUCHED];

const name = { zh: '名', en: 'name' };
const noLog = () => undefined;
export const log = { debug: noLog, info: noLog, warn: noLog, error: noLog, fatal: noLog };
export const now = () => performance.now();
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
export const FADING_LAMPS = FADING.flatMap((_, chip) =>
  Array.from({ length: 16 }, (_, channel) => `c${chip}-${channel}`),
);

/** 32 lamps that fade, one that is touched, and a button. */
export function benchBus(board: BoardConfig): BusProfile {
  const lamps = [...FADING_LAMPS, 'c2-0'].map((lamp) => {
    const [controller, channel] = lamp.split('-');
    return [lamp, { controller, channel: Number(channel), name }];
  });
  return BusProfile.parse({
    version: 1,
    bus: { id: 'bench', name },
    purpose: 'rehearsal',
    plan: { length: 9000, width: 2400 },
    content: 'starter',
    boards: { main: board },
    doors: {},
    lamps: Object.fromEntries(lamps),
    controllers: Object.fromEntries(CHIPS.map((chip, index) => [`c${index}`, { board: 'main', ...chip }])),
    buttons: { scam: { means: 'scam', name, station: 'one', contact: { board: 'main', pin: BUTTON } } },
    stations: [{ id: 'one', name, zones: ['hall'], exhibits: ['call'], panel: { width: 480, height: 270 } }],
    clock: { timeZone: 'Asia/Shanghai', trust: 'system' },
  });
}

/** A triangle in time, shifted from lamp to lamp, so that every lamp has another level in every frame. */
function fadeLevel(lamp: number, frame: number): number {
  const phase = (frame * 0.021 + lamp * 0.037) % 2;
  return 0.05 + 0.9 * (phase < 1 ? phase : 2 - phase);
}

export const fadeLevels = (frame: number) =>
  Object.fromEntries(FADING_LAMPS.map((lamp, index) => [lamp, fadeLevel(index, frame)]));

/** One way to drive the lamps of the bench: ours, or bare johnny-five. */
export interface Driver {
  board: VirtualBoard;
  /** Next frame of the fade. */
  fade(frame: number): void;
  fadeHz: number;
  touch(on: boolean): void;
  /** Calls back with every change of the button. */
  onButton(listener: (pressed: boolean) => void): void;
  close(): Promise<void>;
}

export async function openOurs(): Promise<Driver> {
  const board = await startVirtualBoard({ pty: true, chips: CHIPS });
  const bus = new BusBoards({
    profile: benchBus({ kind: 'uno', port: board.path, baud: 57_600 }),
    now,
    log,
  });
  let levels: Record<string, number> = {};
  const ready = new Promise<void>((resolve) =>
    bus.on('state', ({ state }) => state === 'ready' && resolve()),
  );
  bus.start();
  await ready;
  return {
    board,
    fadeHz: FADE_HZ,
    fade: (frame) => {
      levels = { ...levels, ...fadeLevels(frame) };
      bus.setLevels(levels, { wire: 'full' });
    },
    touch: (on) => {
      levels = { ...levels, 'c2-0': on ? 1 : 0 };
      bus.setLevels(levels, { urgent: true, wire: 'full' });
    },
    onButton: (listener) => void bus.on('input', ({ active }) => listener(active)),
    close: async () => {
      await bus.stop();
      await board.close();
    },
  };
}

/** johnny-five as its handbook shows it. It cannot be torn down: a process can do this once. */
export async function openBare(): Promise<Driver> {
  const board = await startVirtualBoard({ pty: true, chips: CHIPS });
  const bridge = createRequire(import.meta.resolve('@pingan/firmware-bridge/package.json'));
  const { SerialPort } = bridge('serialport') as typeof import('serialport');
  const { Firmata } = bridge('firmata-io') as { Firmata: new (port: unknown) => object };
  const five = bridge('johnny-five') as typeof import('johnny-five');
  const port = new SerialPort({ path: board.path, baudRate: 57_600 });
  const options = { io: new Firmata(port), repl: false, debug: false, sigint: false };
  const host = new five.Board(options);
  await new Promise<void>((ready, failed) => {
    host.on('ready', () => ready());
    host.on('error', failed);
    port.on('error', failed);
  });
  const led = ({ address }: VirtualChip, pin: number) =>
    new five.Led({ pin, address, controller: 'PCA9685', board: host } as ConstructorParameters<
      typeof five.Led
    >[0]);
  const fading = FADING.flatMap((chip) => Array.from({ length: 16 }, (_, pin) => led(chip, pin)));
  const touched = led(TOUCHED, 0);
  const button = new five.Button({ pin: BUTTON, isPullup: true, board: host });
  await pause(1500);
  return {
    board,
    fadeHz: BARE_FADE_HZ,
    fade: (frame) => {
      for (const [lamp, each] of fading.entries()) each.brightness(Math.round(fadeLevel(lamp, frame) * 255));
    },
    touch: (on) => void (on ? touched.on() : touched.off()),
    onButton: (listener) => {
      button.on('down', () => listener(true));
      button.on('up', () => listener(false));
    },
    close: async () => {
      await new Promise<void>((closed) => port.close(() => closed()));
      await board.close();
    },
  };
}
