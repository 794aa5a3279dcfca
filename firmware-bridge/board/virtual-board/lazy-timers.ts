import type { AVRTimer, AVRTimerConfig, CPU, CPUMemoryHook } from 'avr8js';

/** Private state of avr8js 0.21.1's timer that decides when it must be looked at next (the version is pinned). */
interface TimerInside {
  cpu: CPU;
  config: AVRTimerConfig;
  divider: number;
  TOP: number;
  tcnt: number;
  lastCycle: number;
  timerMode: number;
  ocrA: number;
  ocrB: number;
  compA: number;
  compB: number;
  updateDivider: boolean;
  count: (reschedule?: boolean, external?: boolean) => void;
}

const PHASE_CORRECT = 1;
const PHASE_AND_FREQUENCY_CORRECT = 4;

/**
 * Lets a timer sleep until something about it can be observed. avr8js wakes every running timer on every prescaled
 * tick, which costs most of the emulation's time; its `count()` copes with a jump over many ticks as it is. Phase-correct
 * PWM (pins 3, 9, 10, 11) is counted once a period: its registers are exact, its edges come in pairs at the period's end.
 */
export function sleepBetweenEvents(timer: AVRTimer): void {
  const inside = timer as unknown as TimerInside;
  const { cpu } = inside;
  const countOnce = inside.count;
  inside.count = (reschedule = true, external = false) => {
    const dividerChanged = inside.updateDivider;
    countOnce(false, external);
    if (reschedule && !dividerChanged && inside.divider)
      cpu.addClockEvent(inside.count, cyclesToNextEvent(inside));
  };
  catchUpAroundWrites(inside);
  catchUpBeforeFlagReads(inside);
}

/** Cycles until the counter wraps or meets a compare value that is in use. */
function cyclesToNextEvent(timer: TimerInside): number {
  const { cpu, config, divider, TOP } = timer;
  const interrupts = cpu.data[config.TIMSK] ?? 0;
  const sinceLastCount = cpu.cycles - timer.lastCycle;
  return ticksToNextEvent(timer, interrupts, TOP) * divider - sinceLastCount;
}

function ticksToNextEvent(timer: TimerInside, interrupts: number, top: number): number {
  if (timer.timerMode === PHASE_CORRECT || timer.timerMode === PHASE_AND_FREQUENCY_CORRECT)
    return interrupts || !top ? 1 : 2 * Math.min(top, 0xff);
  let ticks = top + 1 - timer.tcnt;
  if (interrupts & timer.config.OCIEA || timer.compA)
    ticks = Math.min(ticks, ticksTo(timer.ocrA, timer.tcnt, top));
  if (interrupts & timer.config.OCIEB || timer.compB)
    ticks = Math.min(ticks, ticksTo(timer.ocrB, timer.tcnt, top));
  return ticks >= 1 ? ticks : 1;
}

function ticksTo(compare: number, counter: number, top: number): number {
  return compare > counter ? compare - counter : compare - counter + top + 1;
}

/** A write to a timer register applies from now on, so the ticks before it are counted with the old value first. */
function catchUpAroundWrites(timer: TimerInside): void {
  const { cpu, config } = timer;
  const counting = () => timer.divider !== 0 && !timer.updateDivider;
  for (const register of [config.OCRA, config.OCRB, config.TIMSK, config.TCCRA, config.ICR, config.TCNT]) {
    if (!register) continue;
    const original: CPUMemoryHook | undefined = cpu.writeHooks[register];
    cpu.writeHooks[register] = (value, oldValue, address, mask) => {
      if (counting()) timer.count(false);
      if (!original?.(value, oldValue, address, mask)) cpu.data[address] = value;
      if (counting() && register !== config.TCNT) cpu.updateClockEvent(timer.count, cyclesToNextEvent(timer));
      return true;
    };
  }
}

function catchUpBeforeFlagReads(timer: TimerInside): void {
  const { cpu, config } = timer;
  const original = cpu.readHooks[config.TIFR];
  cpu.readHooks[config.TIFR] = (address) => {
    if (timer.divider && !timer.updateDivider) timer.count(false);
    return original ? original(address) : (cpu.data[address] ?? 0);
  };
}
