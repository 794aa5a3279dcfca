import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { KioskServer } from '@pingan/firmware-bridge/kiosk-server/kiosk-server';
import { BridgeMessage } from '@pingan/protocol/screen-messages';
import { afterEach } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { doorOver, MemoryShelf } from '../crew/a-crew.ts';
import { FakeHouse } from './fake-house.ts';
import { KeptLog } from './kept-log.ts';

type Parts = ConstructorParameters<typeof KioskServer>[0];

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A folder with these files, gone after the test. */
export function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pingan-kiosk-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A server on a free port of 127.0.0.1 over a fake house, its panels open as in a rehearsal; stopped after the test. */
export async function serve(changes: Partial<Parts> = {}) {
  const house = new FakeHouse();
  const log = new KeptLog();
  const { door } = doorOver(new MemoryShelf(null), { virtual: true });
  const server = new KioskServer({ house, door, port: 0, staticDir: '/nonexistent/dist', log, ...changes });
  const { port } = await server.start();
  cleanUps.push(() => server.stop());
  return { house, log, server, port, host: `127.0.0.1:${port}`, http: `http://127.0.0.1:${port}` };
}

/** One screen: a real WebSocket client whose messages are checked against the protocol and kept until asked for. */
export class TestScreen {
  readonly socket: WebSocket;
  readonly got: BridgeMessage[] = [];
  readonly closed: Promise<{ code: number; why: string }>;
  #news: () => void = () => {};

  constructor(address: string, options: ClientOptions = {}) {
    this.socket = new WebSocket(address, options);
    this.socket.on('message', (data) => {
      this.got.push(BridgeMessage.parse(JSON.parse(data.toString())));
      this.#news();
    });
    this.closed = new Promise((resolve) =>
      this.socket.once('close', (code, why) => resolve({ code, why: why.toString() })),
    );
    this.socket.on('error', () => {});
    cleanUps.push(() => this.socket.terminate());
  }

  async opened(): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.socket.once('open', resolve);
      this.socket.once('error', reject);
    });
    return this;
  }

  say(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The next message of this type, from those that came already on. */
  async next<T extends BridgeMessage['type']>(type: T): Promise<Extract<BridgeMessage, { type: T }>> {
    for (;;) {
      const at = this.got.findIndex((message) => message.type === type);
      if (at >= 0) return this.got.splice(0, at + 1).at(-1) as Extract<BridgeMessage, { type: T }>;
      await new Promise<void>((resolve) => (this.#news = resolve));
    }
  }

  /** Resolves when everything the server sent so far has arrived: it answers pings in order. */
  async settled(): Promise<void> {
    const pong = new Promise((resolve) => this.socket.once('pong', resolve));
    this.socket.ping();
    await pong;
  }
}

export async function connect(host: string, options: ClientOptions = {}): Promise<TestScreen> {
  return new TestScreen(`ws://${host}/ws`, options).opened();
}

/** A visitor screen that has been welcomed and shown its first step. */
export async function visitor(host: string, station?: string): Promise<TestScreen> {
  const screen = await connect(host);
  screen.say({ type: 'hello', v: 1, screen: 'visitor', station });
  await screen.next('step');
  return screen;
}

/** An officer panel or a virtual bus that has been welcomed and shown the status. */
export async function panel(host: string, screen: 'officer' | 'virtual-bus'): Promise<TestScreen> {
  const opened = await connect(host);
  opened.say({ type: 'hello', v: 1, screen });
  await opened.next(screen === 'officer' ? 'day' : 'rehearsal');
  return opened;
}

/** Waits until a condition about the world holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
