import { beforeAll, describe, expect, it } from 'vitest';
import { Atmega328p, CLOCK_HZ, type WaitLoop } from '@pingan/firmware-bridge/board/virtual-board/atmega328p';
import { ChipBoard } from '@pingan/firmware-bridge/board/virtual-board/chip-board';
import { standardFirmata } from '@pingan/firmware-bridge/board/virtual-board/standard-firmata';

const { flash, idleLoop, waitLoops } = standardFirmata();
const MS = CLOCK_HZ / 1000;
/** Longest difference between plain and fast emulation, in cycles: 12 µs. */
const SKEW = 12 * (MS / 1000);

/** What a visit to the firmware looks like from outside: bytes and edges, with their cycles. */
interface Trace {
  bytes: number[];
  edges: { pin: number; high: boolean; cycle: number }[];
  channels: { channel: number; level: number; cycle: number }[];
  levels: number[];
}

const light = [0xf0, 0x76, 0x40, 0];
const reader = [0xf0, 0x76, 0x20];

/** Boots, then switches lamp pins, dims one, reads a button, and asks for the version; sets a light
 * controller up and reads contacts over I2C; the same bytes at the same times. */
function run(emulation: {
  idleLoop?: number;
  waitLoops?: readonly WaitLoop[];
  eagerTimers?: boolean;
}): Trace {
  const trace: Trace = { bytes: [], edges: [], channels: [], levels: [] };
  const chips = new ChipBoard(
    [
      { chip: 'pca9685', address: 0x40 },
      { chip: 'mcp23017', address: 0x20 },
    ],
    (_, channel, level) => trace.channels.push({ channel, level, cycle: chip.cycles }),
  );
  const chip: Atmega328p = new Atmega328p({
    flash,
    ...emulation,
    i2c: chips.bus,
    listeners: {
      byte: (byte) => trace.bytes.push(byte),
      edge: (pin, high, cycle) => trace.edges.push({ pin, high, cycle }),
    },
  });
  const at = (ms: number, act: () => void) => {
    chip.run(ms * MS);
    act();
  };
  at(2400, () => chip.send(Uint8Array.of(0xf4, 12, 1, 0xf4, 2, 11, 0xd0, 1)));
  at(2405, () => chip.send(Uint8Array.of(0x91, 0x10, 0)));
  at(2411, () => chip.setInput(2, false));
  at(2417, () => chip.send(Uint8Array.of(0xf9, 0x91, 0, 0, 0xf9)));
  at(2423, () => chip.setInput(2, true));
  at(2430, () => chip.send(Uint8Array.of(0xf4, 6, 3, 0xe6, 64, 0, 0xf4, 11, 3, 0xeb, 64, 0)));
  // I2C on; MODE1 awake with auto-increment; channels 0 and 1; contacts of the reader, once and then every 20 ms.
  at(2433, () => chip.send(Uint8Array.of(0xf0, 0x78, 0, 0, 0xf7, ...light, 0, 0, 0x20, 0, 0xf7)));
  at(2440, () => chip.send(Uint8Array.of(...light, 8, 0, 0x7f, 1, 15, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0xf7)));
  at(2452, () => chip.send(Uint8Array.of(...reader, 8, 0x12, 0, 2, 0, 0xf7)));
  at(2460, () => chip.send(Uint8Array.of(...reader, 16, 0x12, 0, 2, 0, 0xf7)));
  at(2520, () => (trace.levels = [6, 11, 12].map((pin) => chip.level(pin))));
  return trace;
}

describe('the emulated chip', () => {
  let plain: Trace;
  let fast: Trace;
  beforeAll(() => {
    plain = run({ eagerTimers: true });
    fast = run({ idleLoop, waitLoops });
  });

  it('runs the real firmware, which greets with its version and name', () => {
    expect(plain.bytes.slice(0, 6)).toEqual([0xf9, 2, 5, 0xf0, 0x79, 2]);
  });

  it('sends the same bytes when it skips idle time as when it does not', () => {
    expect(fast.bytes).toEqual(plain.bytes);
    expect(plain.bytes.length).toBeGreaterThan(40);
  });

  it('moves the same pins at the same moments when it skips idle time', () => {
    // Timers 1 and 2 count their phase-correct PWM in whole periods when they sleep, so those edges come in pairs.
    const exact = ({ edges }: Trace) => edges.filter(({ pin }) => pin !== 11);
    expect(exact(plain).filter(({ pin }) => pin === 12)).toHaveLength(2);
    expect(exact(plain).filter(({ pin }) => pin === 6).length).toBeGreaterThan(10);
    expect(exact(fast).map(({ pin, high }) => [pin, high])).toEqual(
      exact(plain).map(({ pin, high }) => [pin, high]),
    );
    for (const [index, { cycle }] of exact(plain).entries())
      expect(Math.abs((exact(fast)[index]?.cycle ?? 0) - cycle)).toBeLessThanOrEqual(SKEW);
  });

  it('talks to I2C chips at the same moments when it skips idle time as when it does not', () => {
    expect(plain.channels.map(({ channel }) => channel)).toEqual([0, 1]);
    expect(fast.channels.map(({ channel, level }) => [channel, level])).toEqual(
      plain.channels.map(({ channel, level }) => [channel, level]),
    );
    for (const [index, { cycle }] of plain.channels.entries())
      expect(Math.abs((fast.channels[index]?.cycle ?? 0) - cycle)).toBeLessThanOrEqual(SKEW);
    const replies = plain.bytes.filter((byte) => byte === 0x77).length;
    expect(replies).toBeGreaterThan(2);
  });

  it('shows the duty of dimmed pins from the registers of their timers', () => {
    expect(plain.levels).toEqual([64 / 255, 64 / 255, 0]);
    expect(fast.levels).toEqual(plain.levels);
  });
});
