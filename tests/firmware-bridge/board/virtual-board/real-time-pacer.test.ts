import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLOCK_HZ } from '@pingan/firmware-bridge/board/virtual-board/atmega328p';
import { RealTimePacer } from '@pingan/firmware-bridge/board/virtual-board/real-time-pacer';

const MS = CLOCK_HZ / 1000;

function pacedChip() {
  const chip = {
    cycles: 0,
    busy: false,
    run: (target: number) => void (chip.cycles = Math.max(chip.cycles, target)),
  };
  const clock = { ms: 1000 };
  const pacer = new RealTimePacer({ chip, now: () => clock.ms, afterRun: () => undefined });
  return { chip, clock, pacer };
}

describe('pacing against the wall clock', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('gives the chip as much time as has passed', () => {
    const { chip, clock, pacer } = pacedChip();
    pacer.start();
    clock.ms += 7;
    pacer.interrupt(() => undefined);
    expect(chip.cycles).toBe(7 * MS);
    expect(pacer.slipMs).toBe(0);
    pacer.stop();
  });

  it('gives up what it cannot catch up with after a long stall, and counts it', () => {
    const { chip, clock, pacer } = pacedChip();
    pacer.start();
    clock.ms += 1050;
    pacer.interrupt(() => undefined);
    expect(chip.cycles).toBe(50 * MS);
    expect(pacer.slipMs).toBe(1000);
    pacer.stop();
  });

  it('acts in the present, not in the past', () => {
    const { chip, clock, pacer } = pacedChip();
    pacer.start();
    clock.ms += 3;
    let actedAt = -1;
    pacer.interrupt(() => (actedAt = chip.cycles));
    expect(actedAt).toBe(3 * MS);
    pacer.stop();
  });

  it('leaves nothing running when it stops', () => {
    const { pacer } = pacedChip();
    pacer.start();
    pacer.interrupt(() => undefined);
    pacer.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
