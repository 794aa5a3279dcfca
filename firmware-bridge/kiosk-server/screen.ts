import { randomBytes } from 'node:crypto';
import type { BridgeMessage } from '@pingan/protocol/screen-messages';
import { WebSocket } from 'ws';
import type { Log } from '../log.ts';
import type { ScreenRole } from './kiosk-house.ts';
import { type Budget, MessageBudget } from './message-budget.ts';

/** What one screen may cost the bus. */
export interface ScreenLimits {
  messages: Budget;
  /** Messages that could not be understood or were not this screen's to send. */
  badMessages: Budget;
  /** Bytes that may wait for a screen that does not read; a step is some 200 bytes. */
  waitingBytes: number;
}

/** Ten fingers drumming make about 100 touches a second. */
export const SCREEN_LIMITS: ScreenLimits = {
  messages: { perSecond: 200, burst: 400 },
  badMessages: { perSecond: 5, burst: 20 },
  waitingBytes: 512 * 1024,
};

/** One connected screen: its role, what it was sent last, and whether it still listens. */
export class Screen {
  readonly #socket: WebSocket;
  readonly #limits: ScreenLimits;
  readonly #log: Log;
  readonly #messages: MessageBudget;
  readonly #badMessages: MessageBudget;
  readonly #lastSent = new Map<BridgeMessage['type'], string>();
  role: ScreenRole = { is: 'stranger' };
  /** Names this open page; never used again. */
  readonly id = randomBytes(8).toString('hex');
  /** On the bus itself, or by its network for officers' phones. */
  readonly through: 'bus' | 'phones';
  /** Where a phone is on that network. */
  readonly address: string | undefined;
  /** The visitors' station whose screen this officer panel is. */
  lentBy: string | null = null;
  #answered = true;
  #mayStayStranger = true;

  constructor(
    socket: WebSocket,
    from: { through: 'bus' | 'phones'; address: string | undefined },
    limits: ScreenLimits,
    log: Log,
  ) {
    this.#socket = socket;
    this.through = from.through;
    this.address = from.address;
    this.#limits = limits;
    this.#log = log;
    this.#messages = new MessageBudget(limits.messages, performance.now());
    this.#badMessages = new MessageBudget(limits.badMessages, performance.now());
    socket.on('pong', () => (this.#answered = true));
  }

  send(message: BridgeMessage): void {
    this.#sendText(message.type, JSON.stringify(message));
  }

  /** Sends unless the screen was sent exactly this before: pages need no news that is none. */
  sendNews(message: BridgeMessage): void {
    const text = JSON.stringify(message);
    if (this.#lastSent.get(message.type) !== text) this.#sendText(message.type, text);
  }

  /** What it was sent before is news again. */
  forget(): void {
    this.#lastSent.clear();
  }

  /** Tells the screen what it did wrong, and closes on one that does nothing else. */
  refuse(why: string): void {
    this.send({ type: 'refused', why });
    if (!this.#badMessages.spend(performance.now())) this.close(1008, 'too many messages that make no sense');
  }

  /** Whether the screen may say one more thing now; closes it where not. */
  mayTalk(): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN) return false;
    if (this.#messages.spend(performance.now())) return true;
    this.close(1008, `more than ${this.#limits.messages.perSecond} messages a second`);
    return false;
  }

  close(code: number, why: string): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    if (code === 1008) this.#log.warn({ role: this.role, why }, 'screen closed');
    this.#socket.close(code, why);
  }

  /** Asks whether somebody is there; whoever did not answer the last time, or never said hello, is dropped. */
  keepAlive(): void {
    if (!this.#answered) return this.#drop('it does not answer');
    if (this.role.is === 'stranger' && !this.#mayStayStranger) return this.close(1008, 'it never said hello');
    this.#mayStayStranger = false;
    this.#answered = false;
    this.#socket.ping();
  }

  #sendText(type: BridgeMessage['type'], text: string): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    if (this.#socket.bufferedAmount > this.#limits.waitingBytes)
      return this.#drop('it reads slower than the bus tells');
    this.#lastSent.set(type, text);
    this.#socket.send(text);
  }

  #drop(why: string): void {
    this.#log.warn(
      { role: this.role, why, waitingBytes: this.#socket.bufferedAmount },
      'screen dropped; it may come back',
    );
    this.#socket.terminate();
  }
}
