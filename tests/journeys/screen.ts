import { once } from 'node:events';
import type { BridgeMessage, ScreenMessage, TouchAction } from '@pingan/protocol/screen-messages';
import { BridgeMessage as BridgeMessageSchema } from '@pingan/protocol/screen-messages';
import type { ContentPack } from '@pingan/content/pack';
import WebSocket from 'ws';
import { getJson, pause, until } from './halves.ts';

type Message<T extends BridgeMessage['type']> = Extract<BridgeMessage, { type: T }>;

/** A screen without a face: it speaks the protocol that the real screens speak and keeps the latest of each message. */
export class Screen {
  readonly #socket: WebSocket;
  readonly #latest = new Map<string, BridgeMessage>();
  #waiting: { type: string; resolve: (message: BridgeMessage) => void }[] = [];
  readonly refusals: string[] = [];

  readonly #kiosk: string;
  #content: ContentPack | undefined;

  private constructor(kiosk: string, socket: WebSocket) {
    this.#kiosk = kiosk;
    this.#socket = socket;
    socket.on('message', (data) => {
      const message = BridgeMessageSchema.parse(JSON.parse(String(data)));
      this.#latest.set(message.type, message);
      const heard = this.#waiting.filter(({ type }) => type === message.type);
      this.#waiting = this.#waiting.filter(({ type }) => type !== message.type);
      for (const { resolve } of heard) resolve(message);
      if (message.type === 'refused') this.refusals.push(message.why);
    });
    socket.on('error', () => undefined);
  }

  static async open(
    kiosk: string,
    screen: 'visitor' | 'officer' | 'virtual-bus' | 'warnings',
    station?: string,
  ): Promise<Screen> {
    const origin = new URL(kiosk).origin;
    const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/ws`);
    const opened = new Screen(origin, socket);
    await once(socket, 'open');
    opened.send({ type: 'hello', v: 1, screen, ...(station ? { station } : {}) });
    await opened.wait('welcome', () => true);
    return opened;
  }

  send(message: ScreenMessage): void {
    this.#socket.send(JSON.stringify(message));
  }

  latest<T extends BridgeMessage['type']>(type: T): Message<T> | undefined {
    return this.#latest.get(type) as Message<T> | undefined;
  }

  async wait<T extends BridgeMessage['type']>(
    type: T,
    fits: (message: Message<T>) => boolean,
  ): Promise<Message<T>> {
    await until(`a "${type}" message fits; the latest is ${JSON.stringify(this.latest(type))}`, () => {
      const message = this.latest(type);
      return message !== undefined && fits(message);
    });
    return this.latest(type)!;
  }

  /** The next message of this type, whatever it says. */
  next<T extends BridgeMessage['type']>(type: T): Promise<Message<T>> {
    return new Promise((resolve) =>
      this.#waiting.push({ type, resolve: (message) => resolve(message as Message<T>) }),
    );
  }

  /** Touches the step that is shown, and waits until another one is. */
  async touch(action: TouchAction): Promise<Message<'step'>> {
    const { session, revision } = await this.wait('step', () => true);
    this.send({ type: 'touch', session, revision, action });
    return this.wait('step', (step) => step.session !== session || step.revision > revision);
  }

  /** Starts a story and judges the messages before it, rightly or not, until its first beat is shown. */
  async startStory(exhibit: string): Promise<Message<'step'>> {
    let shown = await this.touch({ do: 'start', exhibit });
    while (shown.step.at !== 'beat')
      shown = await this.touch(shown.step.at === 'item' ? { do: 'choose', choice: 'scam' } : { do: 'next' });
    return shown;
  }

  beam(door: string, beam: 'outer' | 'inner', broken: boolean): void {
    this.send({ type: 'virtual', command: { do: 'beam', door, beam, broken } });
  }

  /** One person through the door at walking pace. */
  async walk(door: string, direction: 'in' | 'out'): Promise<void> {
    const [first, second] =
      direction === 'in' ? (['outer', 'inner'] as const) : (['inner', 'outer'] as const);
    for (const [beam, broken] of [
      [first, true],
      [second, true],
      [first, false],
      [second, false],
    ] as const) {
      this.beam(door, beam, broken);
      await pause(120);
    }
  }

  /** The texts the bridge serves, as a real screen loads them. */
  async content(): Promise<ContentPack> {
    return (this.#content ??= await getJson<ContentPack>(`${this.#kiosk}/api/content`));
  }

  close(): void {
    this.#socket.close();
  }
}
