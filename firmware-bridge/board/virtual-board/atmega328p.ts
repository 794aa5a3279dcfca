import {
  AVRADC,
  adcConfig,
  AVRIOPort,
  avrInstruction,
  AVRTimer,
  AVRTWI,
  AVRUSART,
  CPU,
  PinState,
  portBConfig,
  portCConfig,
  portDConfig,
  timer0Config,
  timer1Config,
  timer2Config,
  twiConfig,
  usart0Config,
} from 'avr8js';
import { I2cBus, I2cMaster } from './i2c-bus.ts';
import { sleepBetweenEvents } from './lazy-timers.ts';
import { UartFeed } from './uart-feed.ts';
import { FIRST_ANALOGUE_PIN, PIN_COUNT, type PortName, portBit, PWM_CHANNELS, unoPin } from './uno-pins.ts';

/** Clock of an Uno, cycles per second. */
export const CLOCK_HZ = 16_000_000;
const SRAM_BYTES = 2048;
const FULL_SCALE_VOLTS = 5;

/** Marks the idle loop in the table of loops; other loops are marked with the cycles of a pass. */
const IDLE_LOOP = 1;
const FLASH_WORDS = 0x4000;

/** A loop in which the firmware does nothing but wait for an interrupt. */
export interface WaitLoop {
  /** Word address of its first instruction. */
  head: number;
  /** Cycles of one pass. */
  cycles: number;
}

export type PinMode = 'low' | 'high' | 'input' | 'pull-up';

/** Listeners of the chip; `cycle` is its own clock. */
export interface ChipListeners {
  /** A byte left the UART. */
  byte: (byte: number) => void;
  /** An output pin changed. */
  edge: (pin: number, high: boolean, cycle: number) => void;
}

/** The emulated ATmega328P of an Uno. Time passes only in `run()`. */
export class Atmega328p {
  readonly #flash: Uint16Array;
  /** By word address: what kind of loop begins there, 0 for none. */
  readonly #loops = new Uint8Array(FLASH_WORDS);
  readonly #eagerTimers: boolean;
  readonly #listeners: ChipListeners;
  /** Voltage from outside; a pin nobody drives floats up, as it does with the pull-up on. */
  readonly #driven: boolean[] = Array.from({ length: PIN_COUNT }, () => true);
  readonly #volts: number[] = Array.from({ length: PIN_COUNT - FIRST_ANALOGUE_PIN }, () => 0);
  readonly #i2c: I2cBus;
  #cpu!: CPU;
  #ports!: Record<PortName, AVRIOPort>;
  #uart!: UartFeed;
  #adc!: AVRADC;

  /**
   * `idleLoop`: word address of the firmware's idle loop, where the emulation may skip to the next event, as it may in
   * `waitLoops`; leave both out for plain emulation. `eagerTimers` keeps avr8js's own timers, one wake-up per tick. `i2c`: the chips behind A4
   * and A5, which outlive a reset.
   */
  constructor(parts: {
    flash: Uint16Array;
    idleLoop?: number;
    waitLoops?: readonly WaitLoop[];
    eagerTimers?: boolean;
    i2c?: I2cBus;
    listeners: ChipListeners;
  }) {
    this.#flash = parts.flash;
    if (parts.idleLoop !== undefined) this.#loops[parts.idleLoop] = IDLE_LOOP;
    for (const { head, cycles } of parts.waitLoops ?? []) this.#loops[head] = cycles;
    this.#eagerTimers = parts.eagerTimers ?? false;
    this.#listeners = parts.listeners;
    this.#i2c = parts.i2c ?? new I2cBus();
    this.reset();
  }

  /** RESET line or power cycle: memory is gone, the clock starts at 0, voltages from outside stay. */
  reset(): void {
    const cpu = new CPU(this.#flash, SRAM_BYTES);
    this.#cpu = cpu;
    this.#ports = {
      B: new AVRIOPort(cpu, portBConfig),
      C: new AVRIOPort(cpu, portCConfig),
      D: new AVRIOPort(cpu, portDConfig),
    };
    for (const config of [timer0Config, timer1Config, timer2Config]) {
      const timer = new AVRTimer(cpu, config);
      if (!this.#eagerTimers) sleepBetweenEvents(timer);
    }
    this.#adc = new AVRADC(cpu, adcConfig);
    this.#adc.channelValues.splice(0, this.#volts.length, ...this.#volts);
    const twi = new AVRTWI(cpu, twiConfig, CLOCK_HZ);
    twi.eventHandler = new I2cMaster({ bus: this.#i2c, cpu, twi, clockHz: CLOCK_HZ });
    const usart = new AVRUSART(cpu, usart0Config, CLOCK_HZ);
    usart.onByteTransmit = (byte) => this.#listeners.byte(byte);
    this.#uart = new UartFeed(cpu, usart);
    this.#watchPorts();
    for (const [pin, high] of this.#driven.entries()) this.setInput(pin, high);
  }

  /** Cycles since the last reset. */
  get cycles(): number {
    return this.#cpu.cycles;
  }

  /** True while serial bytes are on their way in or out. */
  get busy(): boolean {
    return this.#uart.busy;
  }

  /** Bytes from the host; they arrive at the speed of the wire. */
  send(bytes: Uint8Array): void {
    this.#uart.send(bytes);
  }

  /** Drives a pin from outside. */
  setInput(pin: number, high: boolean): void {
    const { port, bit } = portBit(pin);
    this.#driven[pin] = high;
    this.#ports[port].setPin(bit, high);
  }

  /** Puts a voltage on A0 (14) to A5 (19): a ratio 0..1 of the board's 5 V. */
  setAnalogue(pin: number, ratio: number): void {
    const channel = pin - FIRST_ANALOGUE_PIN;
    this.#volts[channel] = ratio * FULL_SCALE_VOLTS;
    this.#adc.channelValues[channel] = ratio * FULL_SCALE_VOLTS;
  }

  /** Duty 0..1 of an output: the compare register of its timer channel, or the bit of its port. Inputs give 0. */
  level(pin: number): number {
    const channel = PWM_CHANNELS.get(pin);
    if (channel && (this.#register(channel.control) & channel.connected) !== 0)
      return this.#register(channel.compare) / 255;
    return this.mode(pin) === 'high' ? 1 : 0;
  }

  mode(pin: number): PinMode {
    const { port, bit } = portBit(pin);
    switch (this.#ports[port].pinState(bit)) {
      case PinState.High:
        return 'high';
      case PinState.Low:
        return 'low';
      case PinState.InputPullUp:
        return 'pull-up';
      case PinState.Input:
        return 'input';
    }
  }

  /** Runs until the clock has reached `target` cycles. */
  run(target: number): void {
    const cpu = this.#cpu;
    const loops = this.#loops;
    let idlePasses = 0;
    let lastHead = 0;
    while (cpu.cycles < target) {
      avrInstruction(cpu);
      cpu.tick();
      const loop = loops[cpu.pc] ?? 0;
      if (loop === 0 || cpu.nextInterrupt >= 0) continue;
      if (loop === IDLE_LOOP) {
        // A whole pass of loop() found nothing to do: nothing can change before the next clock event.
        if (++idlePasses < 2) continue;
        idlePasses = 0;
        skip(cpu, target, 0);
      } else {
        // A whole pass was made without an interrupt: so will be all passes before the next clock event.
        if (Math.abs(cpu.cycles - lastHead - loop) < 0.5) skip(cpu, target, loop);
        lastHead = cpu.cycles;
      }
    }
  }

  #register(address: number): number {
    return this.#cpu.data[address] ?? 0;
  }

  #watchPorts(): void {
    for (const [name, port] of Object.entries(this.#ports) as [PortName, AVRIOPort][])
      port.addListener((value, oldValue) => {
        for (let bit = 0, changed = value ^ oldValue; changed !== 0; bit++, changed >>= 1) {
          const pin = unoPin(name, bit);
          if (changed & 1 && pin !== undefined)
            this.#listeners.edge(pin, ((value >> bit) & 1) === 1, this.cycles);
        }
      });
  }
}

/** Lets the clock run to the next event or the target, in whole passes of so many cycles where a pass is given. */
function skip(cpu: CPU, target: number, pass: number): void {
  const free = Math.min(nextClockEvent(cpu), target) - cpu.cycles;
  const cycles = pass > 0 ? free - (free % pass) : free;
  if (cycles <= 0) return;
  cpu.cycles += cycles;
  cpu.tick();
}

function nextClockEvent(cpu: CPU): number {
  const { nextClockEvent } = cpu as unknown as { nextClockEvent: { cycles: number } | null };
  return nextClockEvent?.cycles ?? Number.POSITIVE_INFINITY;
}
