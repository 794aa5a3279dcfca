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
import { sleepBetweenEvents } from './lazy-timers.ts';
import { UartFeed } from './uart-feed.ts';
import { PIN_COUNT, type PortName, portBit, PWM_CHANNELS, unoPin } from './uno-pins.ts';

/** Clock of an Uno, cycles per second. */
export const CLOCK_HZ = 16_000_000;
const SRAM_BYTES = 2048;

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
  readonly #idleLoop: number | undefined;
  readonly #eagerTimers: boolean;
  readonly #listeners: ChipListeners;
  /** Voltage from outside; a pin nobody drives floats up, as it does with the pull-up on. */
  readonly #driven: boolean[] = Array.from({ length: PIN_COUNT }, () => true);
  #cpu!: CPU;
  #ports!: Record<PortName, AVRIOPort>;
  #uart!: UartFeed;

  /**
   * `idleLoop`: word address of the firmware's idle loop, where the emulation may skip to the next event; leave it
   * out for plain emulation. `eagerTimers` keeps avr8js's own timers, one wake-up per tick.
   */
  constructor(parts: {
    flash: Uint16Array;
    idleLoop?: number;
    eagerTimers?: boolean;
    listeners: ChipListeners;
  }) {
    this.#flash = parts.flash;
    this.#idleLoop = parts.idleLoop;
    this.#eagerTimers = parts.eagerTimers ?? false;
    this.#listeners = parts.listeners;
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
    new AVRADC(cpu, adcConfig);
    new AVRTWI(cpu, twiConfig, CLOCK_HZ);
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
    const idleLoop = this.#idleLoop ?? -1;
    let passes = 0;
    while (cpu.cycles < target) {
      avrInstruction(cpu);
      cpu.tick();
      if (cpu.pc !== idleLoop || ++passes < 2 || cpu.nextInterrupt >= 0) continue;
      // A whole pass of loop() found nothing to do: nothing can change before the next clock event.
      const wake = Math.min(nextClockEvent(cpu), target);
      if (wake > cpu.cycles) {
        cpu.cycles = wake;
        cpu.tick();
      }
      passes = 0;
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

function nextClockEvent(cpu: CPU): number {
  const { nextClockEvent } = cpu as unknown as { nextClockEvent: { cycles: number } | null };
  return nextClockEvent?.cycles ?? Number.POSITIVE_INFINITY;
}
