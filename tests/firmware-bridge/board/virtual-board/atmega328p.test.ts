import { beforeAll, describe, expect, it } from 'vitest';
import { Atmega328p, CLOCK_HZ } from '@pingan/firmware-bridge/board/virtual-board/atmega328p';
import { standardFirmata } from '@pingan/firmware-bridge/board/virtual-board/standard-firmata';

const { flash, idleLoop } = standardFirmata();
const MS = CLOCK_HZ / 1000;
/** Longest difference between plain and fast emulation, in cycles: 12 µs. */
const SKEW = 12 * (MS / 1000);

/** What a visit to the firmware looks like from outside: bytes and edges, with their cycles. */
interface Trace {
  bytes: number[];
  edges: { pin: number; high: boolean; cycle: number }[];
  levels: number[];
}

/** Boots, then switches lamp pins, dims one, reads a button, and asks for the version; the same bytes at the same times. */
function run(emulation: { idleLoop?: number; eagerTimers?: boolean }): Trace {
  const trace: Trace = { bytes: [], edges: [], levels: [] };
  const chip = new Atmega328p({
    flash,
    ...emulation,
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
  at(2445, () => (trace.levels = [6, 11, 12].map((pin) => chip.level(pin))));
  return trace;
}

describe('the emulated chip', () => {
  let plain: Trace;
  let fast: Trace;
  beforeAll(() => {
    plain = run({ eagerTimers: true });
    fast = run({ idleLoop });
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

  it('shows the duty of dimmed pins from the registers of their timers', () => {
    expect(plain.levels).toEqual([64 / 255, 64 / 255, 0]);
    expect(fast.levels).toEqual(plain.levels);
  });
});
