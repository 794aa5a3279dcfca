import { type AVRUSART, type CPU, usart0Config } from 'avr8js';

const RECEIVE_COMPLETE = 0x80;
const RECEIVER_ENABLED = 0x10;
const TRANSMIT_QUEUE_WAITS = 0x20;

/**
 * Hands the host's bytes to the emulated UART one after the other, each taking as long as on a wire at the
 * firmware's baud rate. The emulated UART has no receive buffer, so a byte follows only once the last was read.
 */
export class UartFeed {
  readonly #cpu: CPU;
  readonly #usart: AVRUSART;
  readonly #queue: number[] = [];
  #next = 0;
  #unread = false;

  constructor(cpu: CPU, usart: AVRUSART) {
    this.#cpu = cpu;
    this.#usart = usart;
    usart.onRxComplete = () => {
      this.#unread = true;
    };
    this.#followReads();
    this.#keepUnreadByte();
  }

  send(bytes: Uint8Array): void {
    for (const byte of bytes) this.#queue.push(byte);
    this.#feed();
  }

  /** True while a byte moves in either direction. */
  get busy(): boolean {
    if (this.#next < this.#queue.length || this.#usart.rxBusy || this.#unread) return true;
    return ((this.#cpu.data[usart0Config.UCSRB] ?? 0) & TRANSMIT_QUEUE_WAITS) !== 0;
  }

  #feed(): void {
    const byte = this.#queue[this.#next];
    if (byte === undefined || this.#unread || this.#usart.rxBusy) return;
    if (!this.#usart.writeByte(byte)) return;
    if (++this.#next < this.#queue.length) return;
    this.#queue.length = 0;
    this.#next = 0;
  }

  #followReads(): void {
    const { readHooks } = this.#cpu;
    const read = readHooks[usart0Config.UDR];
    if (!read) throw new Error('avr8js has no read hook on UDR; this emulator was written for avr8js 0.21.1');
    readHooks[usart0Config.UDR] = (address) => {
      this.#unread = false;
      const value = read(address);
      this.#feed();
      return value;
    };
  }

  /**
   * avr8js 0.21.1 drops a pending receive interrupt on any write to UCSRB while the receiver is on, and the firmware
   * writes UCSRB whenever it sends: without this, bytes that arrive while it answers are lost.
   */
  #keepUnreadByte(): void {
    const { data, writeHooks } = this.#cpu;
    const write = writeHooks[usart0Config.UCSRB];
    if (!write)
      throw new Error('avr8js has no write hook on UCSRB; this emulator was written for avr8js 0.21.1');
    writeHooks[usart0Config.UCSRB] = (value, oldValue, address, mask) => {
      const done = write(value, oldValue, address, mask);
      const receiving = (value & RECEIVER_ENABLED) !== 0;
      const flagged = ((data[usart0Config.UCSRA] ?? 0) & RECEIVE_COMPLETE) !== 0;
      if (receiving && this.#unread && !flagged) this.#cpu.setInterruptFlag(receiveInterrupt(this.#usart));
      else if (receiving && !(oldValue & RECEIVER_ENABLED)) this.#feed();
      return done;
    };
  }
}

function receiveInterrupt(usart: AVRUSART): Parameters<CPU['setInterruptFlag']>[0] {
  return (usart as unknown as { RXC: Parameters<CPU['setInterruptFlag']>[0] }).RXC;
}
